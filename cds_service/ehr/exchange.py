"""One GET on the EHR's server → the JSON it answers with, or the reason why there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx

from cds_service.ehr.access import Access
from cds_service.ehr.connections import Door, Received
from cds_service.ehr.reasons import NotRead, Reason
from cds_service.hooks.strict_json import NotJson, strict_json
from cds_service.hooks.unpacking import NotUnpacked, UnfoldsTooFar, is_unpackable, unpacked

_TRIES = 3
_MEDIA_TYPES = ("application/fhir+json", "application/json", "application/json+fhir")
_STATUS: Mapping[int, Reason] = {
    HTTPStatus.UNAUTHORIZED: Reason.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN: Reason.FORBIDDEN,
    HTTPStatus.NOT_FOUND: Reason.NOT_FOUND,
    HTTPStatus.GONE: Reason.GONE,
    HTTPStatus.TOO_MANY_REQUESTS: Reason.BUSY,
}
_STATUS_CLASS = {3: Reason.REDIRECT, 5: Reason.FAILED}
_MAY_WAIT = (Reason.BUSY, Reason.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What one call may still do at one server; `ends` and `expires` are times of the event loop's clock."""

    access: Access
    door: Door
    ends: float
    expires: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A JSON value and how many bytes it took."""

    value: Any
    size: int


async def answer(errand: Errand, url: httpx.URL, limit: int, tries: int = _TRIES) -> Answer:
    """What the server answers to a GET of `url`, in at most `limit` bytes.

    Asked again, three times in all, where the server says when (Retry-After) and that is in time, and where the
    connection broke off, as one kept open may. Raises `NotRead` for everything that is not JSON with status 200.
    """
    if asyncio.get_running_loop().time() >= errand.expires:
        raise NotRead(Reason.EXPIRED)
    try:
        return await _once(errand, url, limit)
    except NotRead as refusal:
        if tries <= 1 or refusal.after is None or not _in_time(errand, refusal.after):
            raise
        await asyncio.sleep(refusal.after)
    return await answer(errand, url, limit, tries - 1)


def _in_time(errand: Errand, seconds: float) -> bool:
    return asyncio.get_running_loop().time() + seconds < min(errand.ends, errand.expires)


async def _once(errand: Errand, url: httpx.URL, limit: int) -> Answer:
    token = errand.access.token
    try:
        received = await errand.door.get(url, {"Authorization": f"Bearer {token}"} if token else {}, limit, errand.ends)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise NotRead(Reason.UNREACHABLE) from error
    except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
        raise NotRead(Reason.BROKEN_OFF, after=0) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotRead(Reason.BROKEN_OFF) from error
    _check_status(received)
    _check_media_type(received.headers.get("content-type", ""))
    return await asyncio.to_thread(_read, received, limit)


def _check_status(received: Received) -> None:
    status = received.status
    if status != HTTPStatus.OK:
        reason = _STATUS.get(status) or _STATUS_CLASS.get(status // 100, Reason.REFUSED)
        raise NotRead(reason, after=_wait(received.headers) if reason in _MAY_WAIT else None)


def _wait(headers: Mapping[str, str]) -> float | None:
    """Seconds until the server wants to be asked again; None when it does not say."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _check_media_type(written: str) -> None:
    media_type, *parameters = (part.strip().lower() for part in written.split(";"))
    if media_type not in _MEDIA_TYPES:
        raise NotRead(Reason.MEDIA_TYPE)
    versions = {value.strip('" ') for name, _, value in (p.partition("=") for p in parameters) if name == "fhirversion"}
    if not all(version.startswith("4.") for version in versions):
        raise NotRead(Reason.VERSION)


def _read(received: Received, limit: int) -> Answer:
    encoding = received.headers.get("content-encoding", "").strip().lower()
    if not is_unpackable(encoding):
        raise NotRead(Reason.PACKED)
    try:
        body = unpacked(received.body, encoding, limit)
        return Answer(value=strict_json(body), size=len(body))
    except NotUnpacked as error:
        raise NotRead(Reason.PACKED) from error
    except UnfoldsTooFar as error:
        raise NotRead(Reason.TOO_LARGE) from error
    except NotJson as error:
        raise NotRead(Reason.NOT_JSON) from error
