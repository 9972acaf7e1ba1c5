"""Admission by itself, with a clock that a test moves: what a refused call leaves behind, and how strangers are met."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest

from cds_service.auth import admission
from cds_service.auth.admission import Auth, Call, Endpoint, Gate, admit, registered
from cds_service.auth.client import Caller
from cds_service.auth.clients_file import trusted_clients
from cds_service.auth.keys.decoys import decoys
from cds_service.auth.keys.key_ring import PublicKey
from cds_service.auth.rate import RateLimit
from cds_service.auth.refusal import Fault, Refusal, Why
from cds_service.auth.replay.memory import OwnMemory
from cds_service.auth.token import Token
from tests.auth.conftest import CLIENT, PUBLIC_URL
from tests.auth.issuing import AUD, ISS, ec_key, rsa_key, token

FEEDBACK_AUD = f"{AUD}/feedback"


def gate(**members: Any) -> Gate:
    clients = trusted_clients([{**CLIENT, "fhir_servers": ["https://ehr.example.org/fhir"], **members}])
    return Gate(
        auth=Auth.REQUIRED,
        public_url=PUBLIC_URL,
        registered=registered(clients),
        decoys=decoys(),
        used=OwnMemory(),
        limit=RateLimit(100),
    )


def call(text: str, endpoint: Endpoint = Endpoint.SERVICE) -> Call:
    return Call(endpoint=endpoint, service="net-patient-view", authorization=(f"Bearer {text}",), peer="127.0.0.1")


def admitted(gate: Gate, text: str, endpoint: Endpoint = Endpoint.SERVICE) -> Caller | Refusal:
    return asyncio.run(admit(gate, call(text, endpoint)))


FORGED = Refusal(why=Why.NOT_AUTHENTICATED, fault=Fault.SIGNATURE)


def test_a_caller_is_the_client_its_tenant_and_what_it_may_have_read() -> None:
    assert admitted(gate(), token(tenant="ward 3")) == Caller(
        iss=ISS, tenant="ward 3", fhir_servers=("https://ehr.example.org/fhir",)
    )


def test_a_client_that_gave_its_keys_may_also_say_where_else_they_are() -> None:
    assert isinstance(admitted(gate(), token(head={"jku": "https://ehr.example.org/.well-known/jwks.json"})), Caller)


def test_a_call_that_is_not_admitted_does_not_use_up_its_token() -> None:
    now = 0.0
    door, once = replace(gate(), limit=RateLimit(1, lambda: now)), token()
    assert isinstance(admitted(door, token()), Caller)
    assert admitted(door, once) == Refusal(why=Why.TOO_MANY, after=60)
    now = 60.0
    assert isinstance(admitted(door, once), Caller)


def test_a_service_that_was_not_agreed_does_not_count_as_a_call() -> None:
    door = replace(gate(services=["net-order-sign"]), limit=RateLimit(1))
    assert [admitted(door, token()) for _ in range(3)] == [Refusal(why=Why.NOT_ENTITLED)] * 3


@pytest.mark.parametrize(
    ("aud", "endpoint", "good"),
    [
        (FEEDBACK_AUD, Endpoint.FEEDBACK, True),
        (AUD, Endpoint.FEEDBACK, True),
        (FEEDBACK_AUD, Endpoint.SERVICE, False),
        (FEEDBACK_AUD, Endpoint.EXPLAIN, False),
        (FEEDBACK_AUD.replace("patient-view", "order-sign"), Endpoint.FEEDBACK, False),
    ],
)
def test_feedback_is_addressed_to_itself_or_to_its_service(aud: str, endpoint: Endpoint, *, good: bool) -> None:
    assert isinstance(admitted(gate(), token(aud=aud), endpoint), Caller) is good


@pytest.mark.parametrize("seconds", [0, 1, 299, 359, 361, 1000])
def test_a_used_token_is_refused_now_and_later(seconds: float) -> None:
    shift = 0.0
    door = replace(gate(), used=OwnMemory(lambda: time.time() + shift), clock=lambda: time.time() + shift)
    once = token()
    assert isinstance(admitted(door, once), Caller)
    shift = seconds
    refusal = admitted(door, once)
    assert isinstance(refusal, Refusal)
    assert refusal.fault in (Fault.REPLAYED, Fault.EXPIRED)


@pytest.mark.parametrize("key", [ec_key("forged"), rsa_key("forged")], ids=["ES384", "RS384"])
def test_a_strangers_token_is_verified_as_if_it_were_a_clients(monkeypatch: pytest.MonkeyPatch, key: Any) -> None:
    verified: list[int] = []

    def spy(token: Token, keys: tuple[PublicKey, ...]) -> bool:
        verified.append(len([one for one in keys if one.algorithm == token.header["alg"]]))
        return False

    monkeypatch.setattr(admission, "is_signed_by", spy)
    algorithm = {"alg": "ES384" if key == ec_key("forged") else "RS384"}
    for head, iss in ((algorithm, ISS), (algorithm, "stranger"), (algorithm | {"kid": "unknown"}, ISS)):
        assert admitted(gate(), token(key, head, iss=iss)) == FORGED
    assert verified == [1, 1, 1]


def test_nobody_has_the_keys_that_strangers_are_verified_with() -> None:
    first, second = decoys(), decoys()
    assert [key.algorithm for key in first] == ["ES384", "RS384"]
    assert not any(key.material.is_private for key in first)
    assert all(
        one.material.thumbprint() != other.material.thumbprint() for one, other in zip(first, second, strict=True)
    )
