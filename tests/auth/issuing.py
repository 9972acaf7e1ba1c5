"""Tokens as clients make them, with real keys: the right ones, and ones that are wrong in one place."""

from __future__ import annotations

import base64
import json
import time
import warnings
from collections.abc import Mapping
from functools import cache
from itertools import count
from typing import Any, Literal

from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, RSAKey

ISS = "https://ehr.example.org/Zaphod-7d1f"  # a marker: no claim, no key and no token may appear in a log
KID = "2026/11+a="
AUD = "https://cds.example.org/cds-services/net-patient-view"
Key = ECKey | RSAKey

_numbers = count(1)


@cache
def ec_key(name: str = "first", curve: Literal["P-256", "P-384", "P-521"] = "P-384") -> ECKey:
    """A key pair on a curve; the same name is the same pair."""
    return ECKey.generate_key(curve)


@cache
def rsa_key(name: str = "first", bits: int = 2048) -> RSAKey:
    """An RSA key pair; the same name is the same pair."""
    with warnings.catch_warnings(category=SecurityWarning, action="ignore"):  # some are too small on purpose
        return RSAKey.generate_key(bits)


def jwk(key: ECKey | RSAKey, **members: Any) -> dict[str, Any]:
    """The public key as a JWK; a member that is None is left out."""
    found = {**key.as_dict(private=False), "kid": KID, **members}
    return {name: value for name, value in found.items() if value is not None}


def jwks(*keys: Any) -> dict[str, Any]:
    """A JWK Set."""
    return {"keys": list(keys)}


def claims(**changes: Any) -> dict[str, Any]:
    """What a good token claims now, with changes; a claim that is None is left out."""
    now = int(time.time())
    good = {"iss": ISS, "aud": AUD, "iat": now, "exp": now + 300, "jti": f"Zaphod-7d1f-{next(_numbers)}"}
    return {name: value for name, value in (good | changes).items() if value is not None}


def header(**changes: Any) -> dict[str, Any]:
    """The header of a good token, with changes; a parameter that is None is left out."""
    good = {"alg": "ES384", "typ": "JWT", "kid": KID}
    return {name: value for name, value in (good | changes).items() if value is not None}


def token(key: Key | None = None, head: Mapping[str, Any] | None = None, **changes: Any) -> str:
    """A token signed as its header says; by the client's own key when none is given."""
    head = header(**head or {})
    return signed(key or ec_key(), head, json.dumps(claims(**changes)))


def signed(key: Key, head: Mapping[str, Any], payload: str) -> str:
    """Any header and payload with a true signature, even where the header could not be signed by a careful library."""
    algorithm = head["alg"]
    bare = jws.serialize_compact({"alg": algorithm}, payload, key, algorithms=[algorithm])
    model = jws.JWSRegistry(algorithms=[algorithm]).get_alg(algorithm)
    unsigned = f"{encoded(json.dumps(head))}.{bare.split('.')[1]}"
    return f"{unsigned}.{encoded(model.sign(unsigned.encode(), key))}"


def encoded(value: str | bytes) -> str:
    """Base64url without padding."""
    raw = value.encode() if isinstance(value, str) else value
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(value: str) -> bytes:
    """The bytes of a part of a token."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
