"""An access token and what it opens: the SMART scopes, versions 1 and 2, and the patient."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from enum import StrEnum

_SCOPE = re.compile(r"(patient|user|system)/(\*|[A-Za-z]+)\.([a-z]+|\*)(?:\?(.*))?")
_V1 = {"read": "rs", "write": "cud", "*": "cruds"}


class Interaction(StrEnum):
    """What a request does, in the letters of SMART 2."""

    CREATE = "c"
    READ = "r"
    UPDATE = "u"
    DELETE = "d"
    SEARCH = "s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One scope; `query` narrows it to the resources that a search with these parameters finds."""

    of_patient: bool
    kind: str
    interactions: str
    query: str = ""

    def covers(self, kind: str, interaction: Interaction) -> bool:
        """Whether it is about this type of resource and lets this be done."""
        return self.kind in {"*", kind} and interaction in self.interactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """An access token, the scopes that were granted with it, and for `patient/` scopes whose data it opens.

    `ends` is a time in seconds since 1970; without it the token is good until it is revoked.
    """

    token: str
    scope: str = "user/*.*"
    patient: str | None = None
    ends: float | None = None

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes for resources; `openid`, `launch` and the like open none."""
        return tuple(scope for text in self.scope.split() if (scope := _scope(text)))

    @property
    def is_over(self) -> bool:
        """True once its time has come."""
        return self.ends is not None and self.ends <= time.time()


def _scope(text: str) -> Scope | None:
    match = _SCOPE.fullmatch(text)
    if match is None:
        return None
    level, kind, interactions, query = match.groups()
    return Scope(
        of_patient=level == "patient", kind=kind, interactions=_V1.get(interactions, interactions), query=query or ""
    )
