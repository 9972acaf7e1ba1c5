"""Authorization header → token, and whose signature it bears."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.util import urlsafe_b64decode

from cds_service.auth.keys.key_ring import ALGORITHMS, PublicKey
from cds_service.auth.refusal import Fault, NotAuthentic
from cds_service.hooks.strict_json import strict_json

_LONGEST = 16_384
_BEARER = re.compile(r"bearer +(?P<token>[\w.~+/=-]+) *", re.ASCII | re.IGNORECASE)  # RFC 6750 §2.1
_REGISTRY = jws.JWSRegistry(algorithms=tuple(ALGORITHMS.values()), strict_check_header=False)
_REGISTRY.max_header_length = _LONGEST  # a header may carry certificates, which nobody reads here


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as it says of itself. Nothing in it is true before `is_signed_by` has said so."""

    text: str = field(repr=False)
    header: Mapping[str, Any] = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)


def token_in(authorization: Sequence[str]) -> Token:
    """The token in the Authorization headers of a call. Raises `NotAuthentic` for one that nobody could have signed."""
    token = _token(_text(authorization))
    header = token.header
    if header.get("typ") != "JWT":
        raise NotAuthentic(Fault.TYPE)
    if header.get("alg") not in ALGORITHMS.values():
        raise NotAuthentic(Fault.ALGORITHM)
    if not isinstance(header.get("kid"), str) or not header["kid"]:
        raise NotAuthentic(Fault.KEY_ID)
    if "crit" in header or "b64" in header:  # none is understood here (RFC 7515 §4.1.11, RFC 7797 §3)
        raise NotAuthentic(Fault.CRITICAL)
    return token


def is_signed_by(token: Token, keys: Collection[PublicKey]) -> bool:
    """True when one of the keys verifies the signature, with the algorithm for which it is made."""
    return any(_verifies(key, token) for key in keys if key.algorithm == token.header["alg"])


def _text(authorization: Sequence[str]) -> str:
    found = _BEARER.fullmatch(authorization[0]) if len(authorization) == 1 else None
    if found is None:
        raise NotAuthentic(Fault.HEADER)
    if len(found["token"]) > _LONGEST:
        raise NotAuthentic(Fault.SIZE)
    return found["token"]


def _token(text: str) -> Token:
    parts = text.split(".")
    try:
        header, claims, _ = (urlsafe_b64decode(part.encode()) for part in parts)
        read = (strict_json(header), strict_json(claims))
    except ValueError as error:  # NotJson is one
        raise NotAuthentic(Fault.FORM) from error
    if not all(isinstance(part, dict) for part in read):
        raise NotAuthentic(Fault.FORM)
    return Token(text=text, header=read[0], claims=read[1])


def _verifies(key: PublicKey, token: Token) -> bool:
    try:
        jws.deserialize_compact(token.text, key.material, registry=_REGISTRY)
    except (JoseError, ValueError):
        return False
    return True
