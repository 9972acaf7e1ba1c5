"""The opaque parameter of a next link: the criteria of the search and where the page starts."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from cds_service.harness.ehr.search.criteria import Pair
from cds_service.harness.ehr.server.answers import Refusal

PARAMETER = "_page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A page of a search: its parameters, and how many matches come before it."""

    pairs: tuple[Pair, ...]
    start: int


def written(cursor: Cursor) -> str:
    """The value of the parameter in a link."""
    text = json.dumps([cursor.start, cursor.pairs], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def cursor_of(pairs: Iterable[Pair]) -> Cursor | None:
    """The page that the parameters of a request name; None if they name none.

    Raises `Refusal` (400) for one that stood in no link.
    """
    text = dict(pairs).get(PARAMETER)
    if text is None:
        return None
    try:
        start, inner = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return Cursor(start=max(0, int(start)), pairs=tuple((str(name), str(value)) for name, value in inner))
    except (ValueError, TypeError, RecursionError) as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "This page does not exist; search again.") from error
