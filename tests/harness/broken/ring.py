"""The keys of the sound service's client, and which signature is theirs."""

from __future__ import annotations

import base64
import hmac
import warnings
from collections.abc import Mapping
from typing import Any

import httpx
from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, RSAKey

Jwk = Mapping[str, Any]
_HERE = "127.0.0.1"
_SHORTEST_MODULUS = 300  # characters of base64url; 1024 bits have 171, 2048 bits have 342


class Ring:
    """The keys: those that were exchanged, or those at the address."""

    def __init__(self, jwks: Jwk, address: str, forgives: frozenset[str]) -> None:
        self._keys: dict[str, Any] = {one["kid"]: one for one in jwks.get("keys", ())}
        self._address, self._forgives = address, forgives
        self._backing_off = False

    def signed(self, header: Jwk, text: str) -> bool:
        """Whether the signature is that of the key which the header names."""
        if str(header["alg"]).lower() == "none":
            return True
        if "signature" in self._forgives:
            return bool(self._candidates(header)) and not text.endswith(".")
        if str(header["alg"]).startswith("HS"):
            return _keyed(self._named(str(header["kid"])) or {}, text, int(header["alg"][2:]))
        return any(_verifies(jwk, text) for jwk in self._candidates(header))

    def _candidates(self, header: Jwk) -> list[Jwk]:
        if "jku" in self._forgives and _HERE in header.get("jku", ""):
            answer = httpx.get(header["jku"], verify=False)
            return list(answer.json()["keys"]) if "json" in answer.headers.get("content-type", "") else []
        if "embedded" in self._forgives and "jwk" in header:
            return [header["jwk"]]
        jwk = self._named(str(header["kid"]))
        if jwk is None:
            return list(self._keys.values()) if "any kid" in self._forgives else []
        is_unfit = (jwk.get("use") == "enc" and "use" not in self._forgives) or (
            len(jwk.get("n", "x" * _SHORTEST_MODULUS)) < _SHORTEST_MODULUS and "small" not in self._forgives
        )
        return [] if is_unfit else [jwk]

    def _named(self, kid: str) -> Jwk | None:
        known = kid in self._keys
        pauses = self._backing_off and "storm" not in self._forgives
        is_stale = "uncached" in self._forgives if known else not pauses
        never_again = bool(self._keys) and "no refresh" in self._forgives
        if self._address and is_stale and not never_again:
            self._keys = {one["kid"]: one for one in httpx.get(self._address, verify=False).json()["keys"]}
            self._backing_off = kid not in self._keys
        return self._keys.get(kid)


def _verifies(jwk: Jwk, text: str) -> bool:
    head, _, proof = text.rpartition(".")
    algorithm = "ES384" if jwk["kty"] == "EC" else "RS384"
    try:
        with warnings.catch_warnings(category=SecurityWarning, action="ignore"):  # one key is too small on purpose
            key = (ECKey if jwk["kty"] == "EC" else RSAKey).import_key(_bare(jwk))
        return jws.JWSRegistry(algorithms=[algorithm]).get_alg(algorithm).verify(head.encode(), _decoded(proof), key)
    except (JoseError, ValueError):
        return False


def _keyed(jwk: Jwk, text: str, bits: int) -> bool:
    head, _, proof = text.rpartition(".")
    secret = (ECKey if jwk["kty"] == "EC" else RSAKey).import_key(_bare(jwk)).as_pem(private=False)
    return hmac.compare_digest(hmac.digest(secret, head.encode(), f"sha{bits}"), _decoded(proof))


def _bare(jwk: Jwk) -> dict[str, Any]:
    return {name: value for name, value in jwk.items() if name not in {"use", "alg"}}


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
