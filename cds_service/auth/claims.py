"""Claims of a signed token × endpoint × time → what is relied on."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cds_service.auth.refusal import Fault, NotAuthentic

LEEWAY = 60.0
"""Seconds by which the clocks of a client and ours may differ."""

LONGEST_LIFE = 900.0
"""Seconds from `iat` to `exp`: used tokens need not be remembered for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a token claims, checked; `until`: the time from which it is refused anyway."""

    jti: str
    tenant: str | None
    until: float


def checked(claims: Mapping[str, Any], audiences: Collection[str], now: float) -> Claims:
    """The claims. `audiences` are the addresses for which a token is good here. Raises `NotAuthentic`."""
    _check_audience(claims.get("aud"), audiences)
    expires = _check_times(claims, now)
    jti, tenant = claims.get("jti"), claims.get("tenant")
    if not isinstance(jti, str) or not jti.strip():
        raise NotAuthentic(Fault.NONCE)
    if tenant is not None and not isinstance(tenant, str):
        raise NotAuthentic(Fault.TENANT)
    return Claims(jti=jti, tenant=tenant, until=expires + LEEWAY)


def _check_audience(aud: object, audiences: Collection[str]) -> None:
    """Compared as texts; of several the right one must be among them (RFC 7519 §4.1.3)."""
    named = aud if isinstance(aud, list) else [aud]
    if not all(isinstance(one, str) for one in named) or not set(named) & set(audiences):
        raise NotAuthentic(Fault.AUDIENCE)


def _check_times(claims: Mapping[str, Any], now: float) -> float:
    expires, issued = _seconds(claims.get("exp")), _seconds(claims.get("iat"))
    begins = _seconds(claims["nbf"]) if "nbf" in claims else issued
    if max(issued, begins) > now + LEEWAY:
        raise NotAuthentic(Fault.EARLY)
    if expires - issued > LONGEST_LIFE:
        raise NotAuthentic(Fault.LIFETIME)
    if expires <= now - LEEWAY:
        raise NotAuthentic(Fault.EXPIRED)
    return expires


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise NotAuthentic(Fault.TIMES)
    seconds = float(value)
    if not math.isfinite(seconds):
        raise NotAuthentic(Fault.TIMES)
    return seconds
