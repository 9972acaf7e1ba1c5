"""An endpoint → the token with which a CDS client calls it."""

from __future__ import annotations

import base64
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jws

from cds_service.harness.signing.pair import Key, KeyPair

_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: a key pair, the client's name in tokens, and where wanted its tenant and the address of its keys."""

    pair: KeyPair
    iss: str
    tenant: str | None = None
    jku: str | None = None


def token_for(signer: Signer, audience: str) -> str:
    """A fresh token for one endpoint, good for five minutes and to be used once."""
    return signed(signer.pair.material, header_of(signer), claims_of(signer, audience))


def header_of(signer: Signer) -> dict[str, Any]:
    """The header of its tokens."""
    header = {"alg": signer.pair.algorithm, "typ": "JWT", "kid": signer.pair.kid}
    return {**header, "jku": signer.jku} if signer.jku else header


def claims_of(signer: Signer, audience: str) -> dict[str, Any]:
    """What a token claims that is made now; each has a `jti` of its own."""
    now = int(time.time())
    claims = {"iss": signer.iss, "aud": audience, "iat": now, "exp": now + _SECONDS, "jti": str(uuid.uuid4())}
    return {**claims, "tenant": signer.tenant} if signer.tenant else claims


def signed(key: Key, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """The token with a true signature by the header's `alg`, whatever else header and claims say."""
    text = unsigned(header, claims)
    return f"{text}.{encoded(signature(key, header['alg'], text))}"


def signature(key: Key, algorithm: str, text: str) -> bytes:
    """A true signature of any text."""
    return jws.JWSRegistry(algorithms=[algorithm]).get_alg(algorithm).sign(text.encode(), key)


def unsigned(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """The two parts that are signed."""
    return f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}"


def encoded(raw: bytes) -> str:
    """Base64url without padding, as JOSE has it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
