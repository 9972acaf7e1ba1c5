"""Page of ours → the answer that shows it, with the policy under which a browser opens it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from fastapi import Response

MEDIA_TYPE = "text/html; charset=utf-8"

_INLINE = re.compile(rb"<(style|script)>(.*?)</\1>", re.DOTALL)
_ALWAYS = ("default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")


def page(content: bytes) -> Response:
    """The page. Styles and scripts that stand in it now may run, and nothing that somebody might slip in."""
    return Response(content, headers={"Content-Security-Policy": policy_of(content)}, media_type=MEDIA_TYPE)


def policy_of(content: bytes) -> str:
    """The Content-Security-Policy of a page: its inline styles and scripts by their hashes; scripts call only us."""
    allowed: dict[str, list[str]] = {}
    for kind, text in _INLINE.findall(content):
        allowed.setdefault(f"{kind.decode()}-src", []).append(f"'sha256-{b64encode(sha256(text).digest()).decode()}'")
    if "script-src" in allowed:
        allowed["connect-src"] = ["'self'"]
    return "; ".join((*_ALWAYS, *(f"{name} {' '.join(values)}" for name, values in allowed.items())))
