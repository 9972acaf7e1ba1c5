"""The members of one item of feedback, each from whatever form a client gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar

from cds_service.feedback.keeping.tables import CODE, LINE
from cds_service.feedback.outcome import Outcome, Reason
from cds_service.feedback.reading.dialect import listed, member
from cds_service.feedback.reading.instant import instant

LONGEST_COMMENT = 4_000
MOST_PARTS = 50
"""Reasons, comments or suggestions of one item; nobody clicks so many."""

# For an id: what steers a terminal or turns its line around is no part of one.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")  # no database takes them


_Part = TypeVar("_Part", str, Reason)


class Unusable(ValueError):
    """A member that cannot be used; the text says what it must be."""


def identifier(value: Any, limit: int = CODE) -> str:
    """An id or a code."""
    text = value.strip() if isinstance(value, str) else ""
    if not text or len(text) > limit or _UNFIT.search(text):
        raise Unusable(f"is required and must be a text of 1 to {limit} characters")
    return text


def outcome(value: Any) -> Outcome:
    """Accepted or overridden."""
    text = value.strip().lower() if isinstance(value, str) else ""
    if text not in set(Outcome):
        raise Unusable(f"is required and must be {' or '.join(Outcome)}")
    return Outcome(text)


def occurred(value: Any) -> tuple[datetime, str]:
    """When it happened, see `instant`."""
    found = instant(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise Unusable("is required and must be a time with its zone, such as 2026-11-24T09:30:00.5Z (RFC 3339)")
    return found


def suggestions(value: Any) -> tuple[str, ...]:
    """The ids, whether they stand in objects, as texts, or alone."""
    try:
        found = [identifier(_id_of(one)) for one in listed(value)]
    except Unusable as error:
        raise Unusable("must be an array of objects with the id of a suggestion") from error
    return _few(found)


def override(value: Any) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    """The reasons and the comments; a reason in words, without a code, is a comment."""
    said = [one for each in listed(value) for one in _override(each)]
    reasons = [one for one in said if isinstance(one, Reason)]
    comments = [one for one in said if isinstance(one, str) and one.strip()]
    return _few(reasons), _few(comments)


def _few(found: list[_Part]) -> tuple[_Part, ...]:
    """Each once."""
    once = tuple(dict.fromkeys(found))
    if len(once) > MOST_PARTS:
        raise Unusable(f"must not hold more than {MOST_PARTS} of a kind")
    return once


def _override(value: Any) -> Iterator[Reason | str]:
    """An overrideReason, or the reason in its place."""
    if not isinstance(value, dict):
        yield from _reason(value)
        return
    for text in listed(member(value, "userComment")):
        yield _comment(text)
    reason = member(value, "reason")
    for one in listed(value if reason is None and "code" in value else reason):
        yield from _reason(one)


def _reason(value: Any) -> Iterator[Reason | str]:
    """A Coding, a CodeableConcept, a code or words."""
    if isinstance(value, str):
        yield _comment(value) if " " in value.strip() else Reason(system="", code=_code(value, CODE))
    elif isinstance(value, dict) and value.get("coding"):
        yield from (one for coding in listed(value["coding"]) for one in _reason(coding))
    elif isinstance(value, dict) and value.get("code") is not None:
        system = value.get("system")
        yield Reason(system=_code(system, LINE) if system else "", code=_code(value["code"], CODE))
    elif isinstance(value, dict):
        yield from map(_comment, listed(value.get("display") or value.get("text")))
    else:
        raise Unusable("must be an object with a reason (system and code), a userComment, or both")


def _code(value: Any, limit: int) -> str:
    try:
        return identifier(value, limit)
    except Unusable as error:
        raise Unusable(f"must have codes and systems that are texts of 1 to {limit} characters") from error


def _comment(value: Any) -> str:
    if not isinstance(value, str):
        raise Unusable("must have a userComment that is a text")
    if len(value) > LONGEST_COMMENT:
        raise Unusable(f"must have a userComment of at most {LONGEST_COMMENT} characters")
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", value)


def _id_of(value: Any) -> Any:
    return (value.get("id") or value.get("uuid")) if isinstance(value, dict) else value
