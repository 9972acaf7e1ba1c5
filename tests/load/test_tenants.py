"""Fifty calls at once, of three hospitals mixed: each is answered as if it were alone, and nothing reaches another."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles

import httpx
import pytest

from tests.auth.conftest import PUBLIC_URL
from tests.cli.running import running
from tests.load.tenants import NAMES, Answered, Call, Tenant, calls, clients_file, tenants

AT_ONCE = 50
CALLS = 150

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True, kw_only=True)
class Rush:
    """The same calls one after another, and then fifty at a time."""

    hospitals: tuple[Tenant, ...]
    calls: list[Call]
    alone: list[Answered]
    together: list[Answered]


@pytest.fixture(scope="module", name="rush")
def _rush(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rush]:
    folder = tmp_path_factory.mktemp("rush")
    limits = httpx.Limits(max_connections=AT_ONCE)
    with tenants() as hospitals:
        settings = {
            "public_url": PUBLIC_URL,
            "clients": str(clients_file(folder, hospitals)),
            "time_budget_ms": "60000",
        }
        made = calls(hospitals, CALLS)
        with (
            running(folder, "--workers", "2", **settings) as service,
            httpx.Client(base_url=service.base, timeout=120, limits=limits) as client,
            ThreadPoolExecutor(AT_ONCE) as pool,
        ):
            alone = [call.made(client) for call in made]
            together = list(pool.map(lambda call: call.made(client), made))
        yield Rush(hospitals=hospitals, calls=made, alone=alone, together=together)


def test_every_call_is_answered_as_it_is_alone(rush: Rush) -> None:
    assert {answer.status for answer in rush.alone} == {200}
    assert sum('"cards": []' not in answer.text for answer in rush.alone) > CALLS * 2 / 3
    assert [answer.text for answer in rush.together] == [answer.text for answer in rush.alone]


def test_no_answer_holds_anything_of_another_hospital(rush: Rush) -> None:
    named = 0
    for call, answer in zip(rush.calls, rush.together, strict=True):
        own = call.tenant.name
        named += f"{own}-" in answer.text
        assert [name for name in NAMES if name != own and name in answer.text] == []
    assert named > CALLS / 3  # a card that proposes an order names the patient


def test_each_server_was_asked_for_its_own_patients_only_with_the_token_of_each(rush: Rush) -> None:
    for tenant in rush.hospitals:
        assert len(tenant.ehr.asked) > CALLS
        assert all(asked.has_token for asked in tenant.ehr.asked)
        first_pages = [asked.path for asked in tenant.ehr.asked if "_page=" not in asked.path]  # the others are cursors
        assert [path for path in first_pages if f"{tenant.name}-" not in path] == []


def test_advice_comes_fast_enough(rush: Rush) -> None:
    for told, answers in (("one at a time", rush.alone), (f"{AT_ONCE} at once", rush.together)):
        marks = quantiles([answer.seconds for answer in answers], n=20)
        print(f"\n{CALLS} calls, {told}: p50 {1000 * marks[9]:.0f} ms, p95 {1000 * marks[18]:.0f} ms")
    assert quantiles([answer.seconds for answer in rush.alone], n=20)[18] < 2
