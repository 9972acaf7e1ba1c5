"""Hook request × allow-list → the access that it lends to the EHR's server, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import httpx

from cds_service.addresses import ANY_LOOPBACK, base_address, is_loopback
from cds_service.ehr.reasons import NotRead, Reason
from cds_service.ehr.scopes import Grant, grants
from cds_service.hooks.request import HookRequest

_SENDABLE = re.compile(r"[!-~]+")  # what a header may hold; a line break in it would begin another header
_LONGEST_LIFE = 86_400.0  # seconds; calls are over long before


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What one call may read, and until when.

    base     the server's base address, without a slash at the end
    token    sent to this base only, for this call only; None where the server needs none
    life     seconds from the call until the token expires
    """

    base: httpx.URL
    patient_id: str
    token: str | None = field(default=None, repr=False)
    grants: tuple[Grant, ...] = ()
    life: float = _LONGEST_LIFE


def access_of(request: HookRequest, listed: Collection[str]) -> Access:
    """The access; `listed` are the bases that may be read, or `loopback` for any on this machine.

    Raises `NotRead` when the server is not listed, or the token is unusable or expired.
    """
    base = _base(request.fhir_server or "", listed)
    lent = request.fhir_authorization
    if lent is None:
        return Access(base=base, patient_id=request.patient_id)
    token = lent.get("access_token")
    if not isinstance(token, str) or not _SENDABLE.fullmatch(token):
        raise NotRead(Reason.UNSENDABLE)
    return Access(
        base=base,
        patient_id=request.patient_id,
        token=token,
        grants=grants(lent.get("scope") or ""),
        life=_life(lent.get("expires_in")),
    )


def _base(given: str, listed: Collection[str]) -> httpx.URL:
    """A base is listed when it is the same text, up to a slash at the end."""
    bare = given.removesuffix("/")
    fits = bare in {one.removesuffix("/") for one in listed}
    try:
        base = base_address(bare, "https://ehr.example.org/fhir")
        if fits or (ANY_LOOPBACK in listed and is_loopback(base)):
            return httpx.URL(base)
    except (ValueError, httpx.InvalidURL) as error:
        raise NotRead(Reason.NOT_LISTED) from error
    raise NotRead(Reason.NOT_LISTED)


def _life(expires_in: Any) -> float:
    """`expires_in` is not always sent; then the server decides."""
    life = _LONGEST_LIFE if expires_in is None else float(min(expires_in, int(_LONGEST_LIFE)))
    if life <= 0:
        raise NotRead(Reason.EXPIRED)
    return life
