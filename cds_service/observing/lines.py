"""Log record → one line, as JSON or for a reader; what others wrote, and messages of exceptions, are left out."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from logging import LogRecord
from pathlib import PurePath
from types import TracebackType
from typing import Any

from cds_service.observing.call import noted

_TRUSTED = re.compile(r"cds_service\b.*|uvicorn\.error")  # these name no value of a request in their texts
_FRAMES = 30  # innermost ones; a recursion without end has thousands


def json_line(record: LogRecord) -> str:
    """One JSON object, in ASCII: nothing in it can end a line."""
    when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    head = {"time": f"{when.removesuffix('+00:00')}Z", "level": record.levelname.lower(), "process": record.process}
    return json.dumps(head | dict(_members(record)))


def text_line(record: LogRecord) -> str:
    """Time, level and what happened; no control character of any text gets through."""
    when = datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "seconds")
    members = dict(_members(record))
    text = members.pop("text", "") or members.pop("event")
    rest = " ".join(f"{name}={value}" for name, value in members.items() if name not in ("event", "from"))
    return "".join(map(_visible, f"{when} {record.levelname.lower():7} {text} {rest}".rstrip()))


def places_of(found: TracebackType | None) -> str:
    """Where an exception came from, from the innermost place outwards: files and lines, no values."""
    frames = traceback.extract_tb(found, limit=-_FRAMES)[::-1]
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in frames)


def _members(record: LogRecord) -> Iterator[tuple[str, Any]]:
    """What happened, and in which call. Libraries quote values in their texts: of those only the place is told."""
    is_trusted = bool(_TRUSTED.fullmatch(record.name))
    facts: Mapping[str, Any] | None = getattr(record, "facts", None)
    if is_trusted and facts is not None:
        yield "event", record.getMessage()
        yield from facts.items()
        return
    yield from (("event", "message"), ("from", record.name))
    if identifier := noted().id:
        yield "request", identifier
    if is_trusted:
        yield "text", record.getMessage().strip()
    else:
        yield "at", f"{PurePath(record.pathname).name}:{record.lineno}"
    if record.exc_info and record.exc_info[0]:
        yield "error", record.exc_info[0].__name__
        yield "places", places_of(record.exc_info[2])


def _visible(character: str) -> str:
    return character if character.isprintable() else " "
