"""Request → the bytes of its body, within limits, whatever its length and encoding claim."""

from __future__ import annotations

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from cds_service.hooks.unpacking import NotUnpacked, UnfoldsTooFar, is_unpackable, unpacked

_MEDIA_TYPES = ("application/json", "application/fhir+json")


class TooLarge(Exception):
    """The body, or what it unpacks to, exceeds the limit: 413."""


class Unsupported(Exception):
    """A media type or content encoding that is not read here: 415. The message says which are."""


async def read_body(request: Request, limit: int) -> bytes:
    """At most `limit` bytes, unpacked. Raises `TooLarge` or `Unsupported`."""
    _check_media_type(request.headers.get("content-type", ""))
    encoding = request.headers.get("content-encoding", "").strip().lower()
    if not is_unpackable(encoding):
        raise Unsupported("Content-Encoding must be gzip, deflate or absent")
    if int(_digits(request.headers.get("content-length", "0"))) > limit:
        raise TooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge
    return await run_in_threadpool(_unpacked, bytes(body), encoding, limit)


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
