"""Which keys may verify: one bad key does not spoil a set, and none is used for what it was not made for."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from cds_service.auth.keys.key_ring import PublicKey, key_ring, public_key
from tests.auth.issuing import KID, ec_key, jwk, jwks, rsa_key

EC = jwk(ec_key())
RSA = jwk(rsa_key())


def number(bits: int) -> str:
    return base64.urlsafe_b64encode(((1 << bits) - 1).to_bytes((bits + 7) // 8)).rstrip(b"=").decode()


@pytest.mark.parametrize(
    ("jwk_", "algorithm"),
    [
        (EC, "ES384"),
        (RSA, "RS384"),
        (EC | {"alg": "ES384", "use": "sig", "key_ops": ["verify"]}, "ES384"),
        (RSA | {"alg": "RS384", "use": "sig"}, "RS384"),
        (EC | {"x5c": "not read", "x5u": 5, "vendor": {}}, "ES384"),
    ],
)
def test_a_key_is_for_one_algorithm(jwk_: dict[str, Any], algorithm: str) -> None:
    found = public_key(jwk_)
    assert isinstance(found, PublicKey)
    assert (found.kid, found.algorithm) == (KID, algorithm)


@pytest.mark.parametrize(
    ("jwk_", "remedy"),
    [
        (None, "an object"),
        ({"kty": "oct", "k": "c2VjcmV0", "kid": "a"}, "EC or RSA"),
        ({"kty": "OKP", "crv": "Ed25519", "x": "AA", "kid": "a"}, "EC or RSA"),
        ({"kty": ["EC"]}, "EC or RSA"),
        ({}, "EC or RSA"),
        (ec_key().as_dict(private=True) | {"kid": "a"}, "only the public one"),
        (rsa_key().as_dict(private=True) | {"kid": "a"}, "only the public one"),
        (jwk(ec_key(curve="P-256")), "P-384"),
        (jwk(ec_key(curve="P-521")), "P-384"),
        (EC | {"crv": None}, "P-384"),
        (EC | {"alg": "ES256"}, "alg ES384"),
        (RSA | {"alg": "RS256"}, "alg RS384"),
        (RSA | {"alg": "ES384"}, "alg RS384"),
        (EC | {"use": "enc"}, "use sig"),
        (EC | {"key_ops": ["encrypt"]}, "key_ops"),
        (EC | {"key_ops": "verify"}, "key_ops"),
        (EC | {"kid": None}, "kid"),
        (EC | {"kid": " "}, "kid"),
        ({name: value for name, value in EC.items() if name != "y"}, "x and y"),
        (EC | {"x": 5}, "x and y"),
        (EC | {"x": "%%%"}, "base64url"),
        (EC | {"x": EC["y"]}, "curve"),
        (EC | {"x": "é"}, "base64url"),
        (jwk(rsa_key(bits=1024)), "2048"),
        (RSA | {"n": number(2047)}, "2048"),
        (RSA | {"n": number(8200)}, "8192"),
        (RSA | {"e": "AQ"}, "exponent"),
        (RSA | {"e": "BA"}, "sound"),
        (RSA | {"e": number(64)}, "exponent"),
        (RSA | {"n": ""}, "base64url"),
    ],
)
def test_a_key_that_is_not_fit_is_left_out_with_the_remedy(jwk_: Any, remedy: str) -> None:
    found = public_key(jwk_)
    assert isinstance(found, str)
    assert remedy in found


def test_one_bad_key_does_not_spoil_the_set() -> None:
    found = key_ring(jwks("?", jwk(ec_key(), use="enc"), EC))
    assert len(found.named(KID)) == 1
    assert [why.partition(" ")[0] for why in found.left_out] == ["keys[0]", "keys[1]"]


def test_two_keys_may_have_one_name() -> None:
    assert len(key_ring(jwks(EC, RSA, jwk(ec_key("second")))).named(KID)) == 3


@pytest.mark.parametrize("value", [None, [], "", {}, {"keys": None}, {"keys": {}}, [EC]])
def test_what_is_no_key_set_has_no_keys(value: Any) -> None:
    found = key_ring(value)
    assert found.keys == ()
    assert found.left_out


def test_a_key_shows_nothing_of_itself() -> None:
    assert EC["x"] not in repr(key_ring(jwks(EC)))
