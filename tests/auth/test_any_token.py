"""Whatever stands in a token, it is admitted or refused; nothing in it makes admission fail."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.auth.admission import Call, Endpoint, admit
from cds_service.auth.client import Caller
from cds_service.auth.rate import RateLimit
from cds_service.auth.refusal import Refusal
from tests.auth.issuing import claims, ec_key, encoded, header, signed
from tests.auth.test_admission import call, gate

GATE = replace(gate(), limit=RateLimit(1_000_000))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
HEADER = st.sampled_from(
    ["typ", "kid", "jku", "jwk", "x5u", "x5c", "x5t", "cty", "crit", "b64", "alg", "enc", "zip", "x"]
)
CLAIM = st.sampled_from(["iss", "aud", "exp", "iat", "nbf", "jti", "tenant", "sub", "x"])


def is_answered(sent: Call) -> bool:
    return isinstance(asyncio.run(admit(GATE, sent)), Caller | Refusal)


@given(st.dictionaries(CLAIM, ANYTHING, max_size=3))
@settings(max_examples=300)
def test_any_claims(changes: dict[str, Any]) -> None:
    assert is_answered(call(signed(ec_key(), header(), json.dumps(claims() | changes))))


@given(st.dictionaries(HEADER.filter(lambda name: name != "alg"), ANYTHING, max_size=3))
@settings(max_examples=300)
def test_any_header(changes: dict[str, Any]) -> None:
    assert is_answered(call(signed(ec_key(), header() | changes, json.dumps(claims()))))


@given(st.sampled_from([header(), {"alg": None}]), HEADER, ANYTHING, st.binary(max_size=120))
def test_any_signature(head: dict[str, Any], name: str, value: Any, signature: bytes) -> None:
    written = json.dumps(head | {name: value})
    assert is_answered(call(f"{encoded(written)}.{encoded(json.dumps(claims()))}.{encoded(signature)}"))


@given(st.lists(st.text(), max_size=3))
def test_any_authorization_headers(authorization: list[str]) -> None:
    sent = Call(endpoint=Endpoint.SERVICE, service="a", authorization=tuple(authorization), peer="")
    assert is_answered(sent)
