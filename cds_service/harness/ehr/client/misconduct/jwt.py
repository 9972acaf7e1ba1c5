"""The address that is called × what is odd about the JWT → the JWT."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any

from cds_service.harness.ehr.client.services import DISCOVERY
from cds_service.harness.signing.pair import KeyPair, new_pair
from cds_service.harness.signing.token import Signer, claims_of, encoded, header_of, signed, unsigned

_USED_AGAIN = "5f0b6f2c-0d63-4c57-9a3c-6a2f6f0c9b11"
_IN_NO_SET = "is-in-no-key-set"
_ABSENT = "absent"


def jwt_for(signer: Signer | None, address: str, oddities: Mapping[str, Any]) -> str | None:
    """The JWT of a call; None to send none. Without oddities it is as CDS Hooks has it (C-W01 to C-W05, C-W12)."""
    how = oddities.get("sign")
    if signer is None or how == _ABSENT:
        return None
    header = _header(signer, oddities)
    claims = _claims(signer, address, oddities)
    match how:
        case "none":
            return f"{unsigned({**header, 'alg': 'none'}, claims)}."
        case "symmetric":
            return _symmetric(signer.pair, {**header, "alg": "HS256"}, claims)
        case "other-key":
            return signed(new_pair(signer.pair.algorithm).material, header, claims)
    return signed(signer.pair.material, header, claims)


def _header(signer: Signer, oddities: Mapping[str, Any]) -> dict[str, Any]:
    header = header_of(signer)
    if "kid" in oddities:
        header["kid"] = _IN_NO_SET
    return header | ({"jku": oddities["jku"]} if "jku" in oddities else {})


def _claims(signer: Signer, address: str, oddities: Mapping[str, Any]) -> dict[str, Any]:
    audience = address.partition(DISCOVERY)[0] if oddities.get("aud") == "base" else address
    claims = claims_of(signer, audience)
    now = int(time.time())
    claims |= {name: now + oddities[name] for name in ("iat", "exp") if name in oddities}
    match oddities.get("jti"):
        case "constant":
            claims["jti"] = _USED_AGAIN
        case "absent":
            del claims["jti"]
    return claims


def _symmetric(pair: KeyPair, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """The token signed with the text of the public key, which everybody knows."""
    text = unsigned(header, claims)
    secret = pair.material.as_pem(private=False)
    return f"{text}.{encoded(hmac.new(secret, text.encode(), hashlib.sha256).digest())}"
