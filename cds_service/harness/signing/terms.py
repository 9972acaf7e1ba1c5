"""What a probe of the token suite says about its token, as its scenario writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Signature(StrEnum):
    """How the token is signed; everything but `TRUE` is a forgery."""

    TRUE = "true"
    NONE = "none"
    TRUNCATED = "truncated"
    FLIPPED = "flipped"
    DER = "der"
    OF_ANOTHER = "of-another"
    ALTERED_CLAIMS = "altered-claims"
    PUBLIC_PEM = "public-pem"
    PUBLIC_JWK = "public-jwk"


class Sending(StrEnum):
    """How the token travels."""

    BEARER = "bearer"
    LOWER_CASE = "lower-case"
    ABSENT = "absent"
    EMPTY = "empty"
    BASIC = "basic"
    BARE = "bare"
    TWICE = "twice"
    QUERY = "query"
    GARBAGE = "garbage"
    TWO_PARTS = "two-parts"
    AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTerms:
    """One token; by default the good one.

    key        whose key signs: `own`, `ES384` or `RS384` of the folder, or a key that no service knows
    header     parameters that differ; null takes one away, and whatever stands for `jwk` is a stranger's public key
    claims     claims that differ; null takes one away, `{"now": 300}` is a time, `{"now": 300, "as": "text"}` its text
    published  only for services that read our keys from the address where we publish them
    tenanted   only where a tenant was agreed
    first_use  the probe whose token is sent again
    """

    key: str = "own"
    signature: Signature = Signature.TRUE
    sending: Sending = Sending.BEARER
    header: Mapping[str, Any] = field(default_factory=dict)
    claims: Mapping[str, Any] = field(default_factory=dict)
    published: bool = False
    tenanted: bool = False
    first_use: str = ""


def token_terms(row: Mapping[str, Any]) -> TokenTerms:
    """The terms as `{"claims": {"exp": {"now": -300}}}` writes them."""
    return TokenTerms(
        key=row.get("key", "own"),
        signature=Signature(row.get("signature", Signature.TRUE)),
        sending=Sending(row.get("sending", Sending.BEARER)),
        header=row.get("header", {}),
        claims=row.get("claims", {}),
        published=row.get("published", False),
        tenanted=row.get("tenanted", False),
        first_use=row.get("first_use", ""),
    )
