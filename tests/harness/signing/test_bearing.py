"""A probe carries the token that its scenario describes."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from joserfc import jws
from joserfc.errors import JoseError

from cds_service.harness.signing.bearing import carried
from cds_service.harness.signing.identity import Identity
from cds_service.harness.signing.terms import token_terms

BASE, PATH = "https://cds.example.org", "/cds-services/x"


def value(identity: Identity, row: dict[str, Any]) -> str:
    """The one Authorization header."""
    (written,) = carried(identity, token_terms(row), BASE, PATH).authorizations
    return written


def part(written: str, index: int) -> dict[str, Any]:
    """Header (0) or claims (1) of the token."""
    text = written.rpartition(" ")[2].split(".")[index]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return found


def is_true(identity: Identity, written: str) -> bool:
    """Whether the signature is that of the client's own key."""
    try:
        jws.deserialize_compact(written.rpartition(" ")[2], identity.signer().pair.material, algorithms=["ES384"])
    except JoseError:
        return False
    return True


def test_without_terms_of_its_own_a_token_is_good(identity: Identity) -> None:
    written = value(identity, {})
    assert written.startswith("Bearer ")
    assert is_true(identity, written)
    assert part(written, 1)["aud"] == BASE + PATH


def test_a_claim_can_differ_be_a_time_or_be_taken_away(identity: Identity) -> None:
    row = {"claims": {"aud": ["{base}", "{url}/"], "exp": {"now": -300}, "iat": {"now": 5, "as": "text"}, "jti": None}}
    claims = part(value(identity, row), 1)
    assert claims["aud"] == [BASE, f"{BASE}{PATH}/"]
    assert claims["exp"] <= time.time() - 300
    assert isinstance(claims["iat"], str)
    assert "jti" not in claims


@pytest.mark.parametrize(
    "signature", ["none", "flipped", "der", "of-another", "altered-claims", "public-pem", "public-jwk"]
)
def test_a_forgery_is_not_signed_by_the_client(identity: Identity, signature: str) -> None:
    row = {"signature": signature, "header": {"alg": "HS384"} if "public" in signature else {}}
    assert not is_true(identity, value(identity, row))


def test_a_stranger_signs_under_the_name_of_the_clients_key(identity: Identity) -> None:
    written = value(identity, {"key": "stranger", "header": {"kid": "{own_kid}"}})
    assert part(written, 0)["kid"] == identity.signer().pair.kid
    assert not is_true(identity, written)


@pytest.mark.parametrize(
    ("sending", "starts", "count"),
    [("absent", "", 0), ("empty", "", 1), ("basic", "Basic ", 1), ("bare", "eyJ", 1), ("twice", "Bearer eyJ", 2)],
)
def test_a_token_travels_as_it_is_told(identity: Identity, sending: str, starts: str, count: int) -> None:
    values = carried(identity, token_terms({"sending": sending}), BASE, PATH).authorizations
    assert len(values) == count
    assert all(one.startswith(starts) for one in values)


def test_a_token_in_the_query_stands_in_no_header(identity: Identity) -> None:
    found = carried(identity, token_terms({"sending": "query"}), BASE, PATH)
    assert found.authorizations == ()
    assert found.query.startswith("?access_token=eyJ")


def test_nothing_that_is_printed_of_a_request_holds_its_token(identity: Identity) -> None:
    assert "eyJ" not in repr(carried(identity, token_terms({"sending": "query"}), BASE, PATH))
