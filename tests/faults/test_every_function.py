"""Whichever function of the service has a bug: an answer is an error, or whole, or a card says what it lacks."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from inspect import getmembers, isfunction
from itertools import count
from pathlib import Path
from types import FunctionType
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from cds_service.bootstrap import SERVICES, application
from fhir_mappings.readers import READERS
from fhir_mappings.resources import LISTS
from tests.architecture.source import ROOT
from tests.auth.conftest import CLIENT, PUBLIC_URL
from tests.auth.issuing import token
from tests.ehr.conftest import TOKEN, records, request_without
from tests.ehr.mock import running
from tests.faults.injecting import broken, called, forget_caches, functions, modules_of
from tests.faults.judging import is_loud
from tests.fhir_mappings.orders.sending import RXNORM, bundle, medicine

DEMONSTRATION = sorted((ROOT / "cds_service/cli/demonstration").glob("*.json"), key=lambda file: file.stat().st_size)
UNCONTROLLED = ROOT / "cds_service/cli/demonstration/03-functional-uncontrolled-on-analogue.json"
TELOTRISTAT = "1872458"
STORIES = sorted((ROOT / "tests/stories/requests").glob("*.json"))
HOOKS = {service.hook: service.id for service in SERVICES}
pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a service or of its explanation."""

    path: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The service without a socket, started as often as a test wants, each time with an empty store."""

    environ: Mapping[str, str]
    folder: Path
    loop: asyncio.Runner
    starts: Iterator[int] = field(default_factory=count)

    def start(self) -> FastAPI:
        """The service as it is before its first call."""
        store = f"sqlite:///{self.folder / str(next(self.starts))}.sqlite"
        return application({**self.environ, "NET_CDS_DATABASE_URL": store})

    def answer(self, app: FastAPI, call: Call) -> httpx.Response:
        """The answer; what nobody catches breaks it off, as it does on a socket."""
        return self.loop.run(_answer(app, call))

    def answer_with_bug(self, app: FastAPI, function: FunctionType, call: Call) -> httpx.Response | None:
        """The answer when this function raises; None when it was not called."""
        with broken(function) as reached:
            answer = self.answer(app, call)
        return answer if reached else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """The functions that the calls reach, each with the first call that does; and what is answered to each call."""

    by: dict[FunctionType, Call] = field(default_factory=dict)
    answers: dict[Call, Any] = field(default_factory=dict)


@pytest.fixture(scope="module", name="ehr")
def _ehr() -> Iterator[str]:
    with running() as ehr:
        ehr.records, ehr.token = records(), TOKEN
        yield ehr.base


@pytest.fixture(scope="module", name="clinic")
def _clinic(tmp_path_factory: pytest.TempPathFactory, ehr: str) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "clients.json").write_text(json.dumps([CLIENT | {"fhir_servers": [ehr]}]))
    environ = {
        "NET_CDS_AS_OF": "2026-11-24",
        "NET_CDS_PUBLIC_URL": PUBLIC_URL,
        "NET_CDS_CLIENTS": str(folder / "clients.json"),
        "NET_CDS_TIME_BUDGET_MS": "10000",
    }
    with asyncio.Runner() as loop:
        yield Clinic(environ=environ, folder=folder, loop=loop)


@pytest.fixture(scope="module", name="reached")
def _reached(clinic: Clinic, ehr: str) -> Called:
    app, reached = clinic.start(), Called()
    named = {function.__code__: function for function in functions()}
    for call in _calls(ehr):
        with called() as found:
            answer = clinic.answer(app, call)
        assert answer.status_code == 200, answer.text
        reached.answers[call] = answer.json()
        for code in found & named.keys():
            reached.by.setdefault(named[code], call)
    return reached


def test_every_reader_and_every_part_of_a_card_is_among_the_functions(reached: Called) -> None:
    parts: set[Any] = {reader.read for reader in READERS}
    for module in modules_of("cds_service.cards"):
        parts |= {found for _, found in getmembers(module, isfunction) if "Body" in _returns(found)}
    assert [_named(part) for part in parts - reached.by.keys()] == []


def test_a_bug_in_any_function_is_heard(clinic: Clinic, reached: Called, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    silent, unreached, app = [], [], clinic.start()
    clinic.answer(app, next(iter(reached.answers)))
    for function, call in reached.by.items():
        answer = clinic.answer_with_bug(app, function, call)
        if answer is None:  # it is called once only
            forget_caches()
            answer = clinic.answer_with_bug(clinic.start(), function, call)
        if answer is None:
            unreached.append(_named(function))
        elif not is_loud(answer, reached.answers[call]):
            silent.append(f"{_named(function)}: {answer.status_code}")
    assert silent == []
    assert unreached == []


async def _answer(app: FastAPI, call: Call) -> httpx.Response:
    """Made in this thread and in new ones, so that all that is called can be seen."""
    bearer = f"Bearer {token(aud=PUBLIC_URL + call.path)}"
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    with ThreadPoolExecutor() as threads:
        asyncio.get_running_loop().set_default_executor(threads)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client:
            headers = {"Content-Type": "application/json", "Authorization": bearer}
            return await client.post(call.path, content=call.body, headers=headers)


def _calls(ehr: str) -> Iterator[Call]:
    """Invented patients whose records are sent, and one whose record is to be read from the EHR's server."""
    lent = {"fhirServer": ehr, "fhirAuthorization": {"access_token": TOKEN, "token_type": "Bearer"}}
    bodies = [*(json.loads(file.read_bytes()) for file in DEMONSTRATION), request_without(*LISTS) | lent]
    stories = [json.loads(file.read_bytes()) for file in STORIES]
    for door, sent in (("cds-services", bodies), ("explain", bodies), ("cds-services", [*stories, *_others()])):
        for body in sent:
            yield Call(path=f"/{door}/{HOOKS[body['hook']]}", body=json.dumps(body).encode())


def _others() -> Iterator[dict[str, Any]]:
    """What no story tells of: a tumour of which the spread is not known, and an order that raises mere notes."""
    unknown = request_without()
    stage = [entry for entry in unknown["prefetch"]["conditions"]["entry"] if "-net" in entry["resource"]["id"]]
    unknown["prefetch"] |= {"conditions": {"resourceType": "Bundle", "entry": stage}, "observations": None}
    yield unknown
    ordering = json.loads(UNCONTROLLED.read_bytes()) | {"hook": "order-sign"}
    yield ordering | {"context": ordering["context"] | {"draftOrders": bundle(medicine((RXNORM, TELOTRISTAT)))}}


def _returns(function: Any) -> str:
    return str(function.__annotations__.get("return", ""))


def _named(function: Any) -> str:
    return f"{function.__module__}.{function.__qualname__}"
