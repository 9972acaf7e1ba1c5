"""Whatever a service answers, the run ends with a judgement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from cds_service.harness.exchange import Exchange, received
from cds_service.harness.finding import failed, judged
from cds_service.harness.lending.lent_ehr import LentEhr
from cds_service.harness.rule import all_rules
from cds_service.harness.run import exchanges_of
from cds_service.harness.sending import Line
from cds_service.harness.signing.identity import Identity
from cds_service.harness.valid_call import ValidCall, read_calls
from tests.harness.broken.breaking import one_service, put
from tests.harness.broken.sound import BASE, Fault, client_of, discovery

CALLS = read_calls(Path(__file__).parent / "broken" / "requests")
SIGN = next(call for call in CALLS if call.body["hook"] == "order-sign")
ODD: tuple[Any, ...] = (None, True, 7, "", "x", [], {}, ["a"], [[1]], [None], {"a": 1}, {"resourceType": []}, "\ud800")


def pointers(value: Any, at: str = "") -> Iterator[str]:
    """Every place in a body."""
    if at:
        yield at
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in members:
        yield from pointers(inner, f"{at}/{name}")


def run(
    fault: Fault, calls: tuple[ValidCall, ...] = CALLS, identity: Identity | None = None, ehr: LentEhr | None = None
) -> tuple[Exchange, ...]:
    """The exchanges of a run against the service with this fault."""
    with client_of(fault) as client:
        return tuple(exchanges_of(Line(client=client, base=BASE, identity=identity), calls, ehr))


def answering(exchange: Exchange, body: bytes) -> Exchange:
    """The exchange as if this had been answered."""
    return replace(exchange, received=received(200, {"Content-Type": "application/json"}, body, 0.1))


@pytest.fixture(scope="module", name="sound")
def _sound(identity: Identity, lent: LentEhr) -> tuple[Exchange, ...]:
    """Everything that can be sent, and how a service answers that trusts the client and reads its EHR."""
    return run(Fault(fhir_server=lent.base), CALLS, identity, lent)


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_any_value_anywhere_in_an_answer_is_judged(odd: Any, sound: tuple[Exchange, ...]) -> None:
    for about in ("order-sign", None):
        one = next(
            one for one in sound if one.probe == ("valid call" if about else "discovery") and hook_of(one) == about
        )
        for pointer in pointers(one.value):
            body = json.dumps(put(one.value, pointer, odd)).encode()
            assert judged(all_rules(), (answering(one, body),))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_any_value_anywhere_in_discovery_leads_to_a_run(odd: Any) -> None:
    for pointer in pointers(discovery()):
        if pointer.count("/") <= 3 and "/services/1" not in pointer and "/services/2" not in pointer:
            assert run(Fault(discovery=lambda body, at=pointer: put(body, at, odd)))  # type: ignore[misc]


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"7", b"[]", b"{", b"\xff", b"[" * 900 + b"]" * 900, b'{"cards":' + b"[" * 900 + b"]" * 900 + b"}"],
)
def test_any_body_is_judged(body: bytes, sound: tuple[Exchange, ...]) -> None:
    assert judged(all_rules(), tuple(answering(one, body) for one in sound))


@pytest.mark.parametrize("odd", [*ODD, "Condition?x=\ud800", "{{", "?", "/", "a" * 70_000, "https://[", "{{}}?{{}}=%"])
def test_any_template_is_filled_or_left_out_by_the_ehr(odd: Any, lent: LentEhr) -> None:
    fault = Fault(discovery=lambda body: put(one_service(body), "/services/0/prefetch/odd", odd))
    assert any(one.probe == "ehr: no prefetch" for one in run(fault, CALLS, None, lent))


@pytest.mark.parametrize("member", ["context", "prefetch", "hookInstance"])
@pytest.mark.parametrize("odd", [None, 7, "x", [], [{"a": 1}], {}, {"patient": []}, {"patientId": {}}])
def test_any_request_of_the_user_leads_to_a_run(member: str, odd: Any, identity: Identity, lent: LentEhr) -> None:
    call = ValidCall(name="own", body={**SIGN.body, member: odd})
    assert judged(all_rules(), run(Fault(discovery=one_service), (call,), identity, lent))


def test_a_connection_that_breaks_is_a_finding(identity: Identity, lent: LentEhr) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("gone", request=request)

    with httpx.Client(transport=httpx.MockTransport(broken)) as client:
        exchanges = tuple(exchanges_of(Line(client=client, base=BASE, identity=identity), ehr=lent))
    assert failed(judged(all_rules(), exchanges))


def hook_of(exchange: Exchange) -> str | None:
    """The hook of the service that was called."""
    return exchange.service["hook"] if exchange.service else None
