"""Bytes → JSON value as RFC 8259 has it, whatever the sender meant."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

DEPTH_LIMIT = 64
VALUES_LIMIT = 2_000_000  # each takes some hundred bytes of memory; a real record of 32 MiB has half as many
_DIGITS_LIMIT = 40
# An unclosed text ends with the body, so that it is read once: a body must not cost more than its length.
_STRUCTURE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{},]', re.DOTALL)


class NotJson(ValueError):
    """The body is not JSON; the message says why without quoting it."""


def strict_json(body: bytes) -> Any:
    """The value. Numbers become `Decimal`; raises `NotJson` for anything RFC 8259 does not allow.

    Also refused: duplicate member names, NaN and Infinity, a byte-order mark, nesting deeper than 64, more values than
    a record has, numbers that nobody can have measured (more than 40 digits).
    """
    if body.startswith(b"\xef\xbb\xbf"):
        raise NotJson("the body starts with a byte-order mark; send UTF-8 without it")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotJson("the body is not UTF-8") from error
    _check_structure(text)
    try:
        return json.loads(
            text, parse_float=_number, parse_int=_number, parse_constant=_refuse, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        raise NotJson(f"the body is not JSON: line {error.lineno}, column {error.colno}") from error


def _check_structure(text: str) -> None:
    """The parser of the standard library would recurse, and make every value before it is refused."""
    depth = values = 0
    for token in _STRUCTURE.finditer(text):
        sign = token.group()
        if sign in "[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                raise NotJson(f"the body is nested deeper than {DEPTH_LIMIT}")
        elif sign in "]}":
            depth -= 1
            continue
        values += sign in "[{,"
        if values > VALUES_LIMIT:
            raise NotJson(f"the body holds more than {VALUES_LIMIT} values")


def _number(text: str) -> Decimal | int:
    if len(text) > _DIGITS_LIMIT:
        raise NotJson(f"the body holds a number of more than {_DIGITS_LIMIT} characters")
    try:
        return int(text) if text.lstrip("-").isdigit() else Decimal(text)
    except InvalidOperation as error:
        raise NotJson("the body holds a number that cannot be read") from error


def _refuse(constant: str) -> None:
    raise NotJson(f"the body holds {constant}, which JSON does not know")


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) != len(members):
        raise NotJson("the body holds an object with the same member name twice")
    return found
