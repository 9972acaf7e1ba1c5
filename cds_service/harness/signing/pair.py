"""Key pairs as a CDS client has them, and the JWK Set that it gives to a service."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, RSAKey

Key = ECKey | RSAKey

RECOMMENDED = ("ES384", "RS384")
"""The algorithms that CDS Hooks recommends."""

_RSA_BITS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """A key pair for one signature algorithm, and the id under which its public half is in the set."""

    kid: str
    algorithm: str
    material: Key = field(repr=False)


def new_pair(algorithm: str) -> KeyPair:
    """A fresh pair for `ES384` or `RS384`, named by its thumbprint (RFC 7638)."""
    if algorithm not in RECOMMENDED:
        raise ValueError(f"algorithm: no pairs are made for {algorithm}; take one of {', '.join(RECOMMENDED)}")
    return named(algorithm, ECKey.generate_key("P-384") if algorithm == "ES384" else RSAKey.generate_key(_RSA_BITS))


def small_rsa_pair() -> KeyPair:
    """An RSA pair that is too short to be trusted, which no service should take."""
    with warnings.catch_warnings(category=SecurityWarning, action="ignore"):
        return named("RS384", RSAKey.generate_key(1024))


def named(algorithm: str, material: Key) -> KeyPair:
    """The pair with its thumbprint as its name."""
    return KeyPair(kid=material.thumbprint(), algorithm=algorithm, material=material)


def public_jwk(pair: KeyPair) -> Mapping[str, Any]:
    """The public half as a JWK."""
    return {**pair.material.as_dict(private=False), "kid": pair.kid, "alg": pair.algorithm, "use": "sig"}


def public_set(pairs: Iterable[KeyPair]) -> Mapping[str, Any]:
    """The JWK Set that is registered at a service, or published."""
    return {"keys": [public_jwk(pair) for pair in pairs]}
