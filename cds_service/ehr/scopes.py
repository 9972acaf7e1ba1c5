"""Scope of an access token → which searches it covers, in the syntax of SMART App Launch 1 and 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

_SCOPE = re.compile(
    r"(?:patient|user|system)/(?P<type>\*|[A-Z][A-Za-z]+)\.(?P<may>read|write|\*|[cruds]+)(?:\?(?P<only>[^\s?]+))?"
)
_BOTH = frozenset("rs")
_VERSION_1 = {"read": _BOTH, "*": _BOTH, "write": frozenset[str]()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One scope.

    type  the resource type, or "*"
    may   of "r" (read by id) and "s" (search), what it allows
    only  the parameters to which a granular scope narrows it, each with its value
    """

    type: str
    may: frozenset[str]
    only: tuple[tuple[str, str], ...] = ()


def grants(scope: str) -> tuple[Grant, ...]:
    """The scopes for resources in the text; what is not SMART syntax is left out."""
    return tuple(_grants(scope))


def covers(granted: tuple[Grant, ...], url: str) -> bool:
    """Whether a read or search, as a URL relative to the base, lies wholly within the scopes.

    Without any scope for resources nothing can be told (some EHRs write another text): then the server decides.
    A granular scope covers a search only when the search asks for no more than it opens: what such a token leaves
    out of the answer would read as absent.
    """
    if not granted:
        return True
    path, query = urlsplit(url).path, parse_qsl(urlsplit(url).query)
    resource_type, _, identifier = path.partition("/")
    fitting = [one for one in granted if one.type in ("*", resource_type) and ("r" if identifier else "s") in one.may]
    if any(not one.only for one in fitting):
        return True
    return not identifier and any(_opened(fitting, name, value) for name, value in query)


def _grants(scope: str) -> Iterator[Grant]:
    for word in scope.split():
        found = _SCOPE.fullmatch(word)
        if found:
            may = _VERSION_1.get(found["may"], frozenset(found["may"]))
            yield Grant(type=found["type"], may=may & _BOTH, only=tuple(parse_qsl(found["only"] or "")))


def _opened(fitting: list[Grant], name: str, value: str) -> bool:
    """Whether every alternative of this parameter of the search is opened by a scope that narrows by it alone."""
    codes = {_code(one.only[0][1]) for one in fitting if len(one.only) == 1 and one.only[0][0] == name}
    return all(_code(alternative) in codes for alternative in value.split(","))


def _code(token: str) -> str:
    """The code of a token: the search names it without its system, the scope with or without."""
    return token.rpartition("|")[2]
