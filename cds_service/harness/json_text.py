"""Bytes → JSON value as RFC 8259 has it, with the reason when they are none."""

from __future__ import annotations

import json
from typing import Any


class NotJson(ValueError):
    """The bytes are not JSON; the message says why without quoting them."""


def json_value(body: bytes) -> Any:
    """The value. Raises `NotJson` for duplicate members, NaN, a byte-order mark, comments and trailing commas too."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise NotJson("the body is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise NotJson(f"{error.msg} (line {error.lineno}, column {error.colno})") from error
    except RecursionError as error:
        raise NotJson("the body is nested too deeply to be read") from error


def _refuse(constant: str) -> None:
    raise NotJson(f"the body holds {constant}, which JSON does not know")


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) != len(members):
        raise NotJson("an object has the same member name twice")
    return found
