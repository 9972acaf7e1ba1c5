"""Packed bytes of a body → the bytes themselves, within a limit, whatever they unfold to."""

from __future__ import annotations

import zlib

_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_PLAIN = ("", "identity")


class NotUnpacked(ValueError):
    """The body is not packed as its Content-Encoding says; the message says why without quoting it."""


class UnfoldsTooFar(Exception):
    """What the body unpacks to exceeds the limit."""


def is_unpackable(encoding: str) -> bool:
    """Whether bodies with this Content-Encoding, in lower case, are read here."""
    return encoding in _PLAIN or encoding in _WINDOWS


def unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    """At most `limit` bytes; a body that is not packed is returned as it is.

    Raises `UnfoldsTooFar` before more than that is unfolded, and `NotUnpacked` for what is damaged or goes on.
    """
    if encoding in _PLAIN:
        return body
    unpacker = zlib.decompressobj(_WINDOWS[encoding])
    try:
        found = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise NotUnpacked("the body is not what Content-Encoding says") from error
    if len(found) > limit or unpacker.unconsumed_tail:
        raise UnfoldsTooFar
    if not unpacker.eof:
        raise NotUnpacked("the packed body is cut off")
    if unpacker.unused_data:
        raise NotUnpacked("the packed body goes on after its end")
    return found
