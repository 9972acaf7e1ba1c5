"""Each request carries a JWT that a service can check with the published key (C-W01 to C-W08, C-W12, C-D02, C-K08)."""

from __future__ import annotations

import time

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from joserfc.jwt import Token

from cds_service.harness.ehr.client.acting.feedback import overridden
from cds_service.harness.ehr.client.answering.card import Card, Indicator
from cds_service.harness.ehr.whole import MockEhr
from tests.harness.ehr.client.listening import Heard, Listener


def token(ehr: MockEhr, heard: Heard) -> Token:
    """The JWT of a request, checked with the key that the EHR publishes."""
    scheme, _, text = heard.headers["authorization"].partition(" ")
    assert scheme == "Bearer"
    return jwt.decode(text, KeySet.import_key_set(httpx.get(ehr.jwks_url).json()), algorithms=["ES384"])


@pytest.fixture(name="requests")
def _requests(ehr: MockEhr, listener: Listener) -> list[Heard]:
    """Discovery, a call and feedback."""
    called = ehr.call(listener.address, "patient-view", patient="p1")
    ehr.tell(called.service, overridden(Card(summary="S", indicator=Indicator.INFO, source="L", uuid="c1")))
    return listener.heard


def test_the_audience_is_the_address_that_is_called(ehr: MockEhr, listener: Listener, requests: list[Heard]) -> None:
    assert [one.method for one in requests] == ["GET", "POST", "POST"]
    for heard in requests:
        assert token(ehr, heard).claims["aud"] == listener.address + heard.path


def test_it_is_short_lived_used_once_and_names_the_key(ehr: MockEhr, requests: list[Heard]) -> None:
    tokens = [token(ehr, heard) for heard in requests]
    (kid,) = {key["kid"] for key in httpx.get(ehr.jwks_url).json()["keys"]}
    for one in tokens:
        assert one.header == {"alg": "ES384", "typ": "JWT", "kid": kid, "jku": ehr.jwks_url}
        assert one.claims["iss"] == ehr.address
        assert one.claims["exp"] - one.claims["iat"] == 300
        assert abs(one.claims["iat"] - time.time()) < 30
    assert len({one.claims["jti"] for one in tokens}) == len(tokens)


def test_only_the_public_half_of_the_key_is_published(ehr: MockEhr) -> None:
    (key,) = httpx.get(ehr.jwks_url).json()["keys"]
    assert (key["kty"], key["crv"], "d" in key) == ("EC", "P-384", False)
