"""Request → the bytes of its body, within limits, whatever its length and encoding claim."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from cds_service.hooks.unpacking import NotUnpacked, UnfoldsTooFar, is_unpackable, unpacked

_MEDIA_TYPES = ("application/json", "application/fhir+json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a body may be, also after unpacking, and how long it may take to arrive."""

    size: int
    seconds: float


class TooSlow(Exception):
    """The body did not arrive in time: 408."""


class TooLarge(Exception):
    """The body, or what it unpacks to, exceeds the limit: 413."""


class Unsupported(Exception):
    """A media type or content encoding that is not read here: 415. The message says which are."""


async def read_body(request: Request, limits: Limits) -> bytes:
    """The bytes, unpacked. Raises `TooLarge`, `TooSlow` or `Unsupported`."""
    _check_media_type(request.headers.get("content-type", ""))
    encoding = request.headers.get("content-encoding", "").strip().lower()
    if not is_unpackable(encoding):
        raise Unsupported("Content-Encoding must be gzip, deflate or absent")
    if int(_digits(request.headers.get("content-length", "0"))) > limits.size:
        raise TooLarge
    try:
        async with asyncio.timeout(limits.seconds):
            body = await _received(request, limits.size)
    except TimeoutError as error:
        raise TooSlow from error
    return await run_in_threadpool(_unpacked, body, encoding, limits.size)


async def _received(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge
    return bytes(body)


def _check_media_type(content_type: str) -> None:
    media_type, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charsets = {
        value.strip('" ') for name, _, value in (part.partition("=") for part in parameters) if name == "charset"
    }
    if media_type not in _MEDIA_TYPES or not charsets <= {"utf-8"}:
        raise Unsupported("Content-Type must be application/json in UTF-8")


def _digits(text: str) -> str:
    return text[:20] if text.isascii() and text.isdigit() else "0"


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    try:
        return unpacked(body, encoding, limit)
    except NotUnpacked as error:
        raise Unsupported(str(error)) from error
    except UnfoldsTooFar as error:
        raise TooLarge from error
