"""The context in which an app is opened, and the address that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cds_service.harness.ehr.client.answering.card import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchContext:
    """What an app is told beside its token; `app_context` is the text that a card gave with its link."""

    patient: str | None = None
    encounter: str | None = None
    app_context: str | None = None


def address_of(link: Link, base: str, launch: str) -> str:
    """Where the link of a card leads: an absolute one as it is, a smart one with `iss` and `launch` added (C-C09)."""
    if not link.is_smart:
        return link.url
    parts = urlsplit(link.url)
    pairs = [*parse_qsl(parts.query, keep_blank_values=True), ("iss", base), ("launch", launch)]
    return urlunsplit(parts._replace(query=urlencode(pairs)))
