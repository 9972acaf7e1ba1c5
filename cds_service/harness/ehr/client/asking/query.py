"""A prefetch template and the values of a call → the query of the FHIR server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, unquote

from cds_service.harness.template import TOKEN, Template

_ELSEWHERE = frozenset({".", ".."})  # parts of a path that lead out of it
_TODAY = re.compile(r"today\(\)(?:\s*([+-])\s*(\d+)\s*days?)?")


class NoValue(ValueError):
    """An expression without a value, or one that this client does not understand; the message is the expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What stands for the expressions of templates: `context.patientId`, `userPractitionerId` and `today()`."""

    tokens: Mapping[str, str]
    today: date

    def of(self, expression: str) -> str:
        """The value. Raises `NoValue`."""
        relative = _TODAY.fullmatch(expression.strip())
        value = self._day(relative) if relative else self.tokens.get(expression.strip())
        if not value:
            raise NoValue(expression)
        return value

    def _day(self, match: re.Match[str]) -> str | None:
        sign, days = match.groups()
        try:
            return (self.today + timedelta(days=int(f"{sign or ''}{days or 0}"))).isoformat()
        except OverflowError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A read or a search below the FHIR base; nothing in it is percent-encoded."""

    path: str
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def is_search(self) -> bool:
        """True for a search, false for a read."""
        return bool(self.parameters)

    @property
    def text(self) -> str:
        """As it stands in an address; each value is encoded whole, since some servers misread bare slashes."""
        pairs = "&".join(f"{quote(name, safe=':.')}={quote(value, safe='')}" for name, value in self.parameters)
        return quote(self.path, safe="/") + (f"?{pairs}" if pairs else "")


def query_of(template: Template, values: Values) -> Query:
    """The query. Raises `NoValue` if an expression of the template has none; then it must not be run."""
    path = _filled(template.path, values)
    if _ELSEWHERE & set(path.split("/")):
        raise NoValue(template.path)
    return Query(
        path=path,
        parameters=tuple((unquote(name), _filled(value, values)) for name, value in template.parameters),
    )


def _filled(text: str, values: Values) -> str:
    """The text decoded, with values in place of expressions, which are taken as they are."""
    between = TOKEN.split(text)  # text and expression in turn
    return "".join(values.of(part) if place % 2 else unquote(part) for place, part in enumerate(between))
