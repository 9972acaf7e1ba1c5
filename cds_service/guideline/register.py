"""Statements and divergences × citations → the register: where each of them lives, or why it is not computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from cds_service.guideline.citing import Citation, Role

# Naming a reason among the sources of a rule does not show it to anybody.
_ONLY_NAMED = frozenset({Role.RULE, Role.WARNING})


class Registered(Protocol):
    """What the register asks of a statement or a divergence."""

    @property
    def id(self) -> str:
        """S01 to S69, D01 to D42."""

    @property
    def not_computed(self) -> str | None:
        """Why it has no home."""

    @property
    def needs_words(self) -> bool:
        """Whether it lives only where somebody can read it or a criterion asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A place in the guideline that carries a statement.

    id     of the recommendation, warning or question, or of the definition for a criterion
    files  ids of the recommendations, warnings and questions in which it takes effect
    says   what a clinician reads there
    """

    role: Role
    id: str
    files: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many subjects there are, how many of them live in the guideline, and in which roles."""

    registered: int
    with_home: int
    not_computed: int
    with_neither: int
    by_role: Mapping[str, int]


Register = Mapping[str, tuple[Home, ...]]


def register(subjects: Iterable[Registered], citations: Iterable[Citation]) -> Register:
    """By id: the homes of each subject, rules first; derived from what the files cite, never written by hand."""
    found = tuple(citations)
    return {subject.id: _homes(subject, found) for subject in subjects}


def unsettled(subjects: Iterable[Registered], homes: Register) -> tuple[str, ...]:
    """What is wrong with the register: a subject with neither home nor reason, or with both."""
    complaints = {
        (False, False): "has neither a home nor a reason why it is not computed",
        (True, True): "has a home and says that it is not computed",
    }
    standing = ((one.id, (bool(homes[one.id]), one.not_computed is not None)) for one in subjects)
    return tuple(f"{identifier} {complaints[found]}" for identifier, found in standing if found in complaints)


def totals(subjects: Iterable[Registered], homes: Register) -> Totals:
    """The register in numbers; a subject with several homes counts once for each role."""
    listed = tuple(subjects)
    roles = [home.role for one in listed for home in {place.role: place for place in homes[one.id]}.values()]
    return Totals(
        registered=len(listed),
        with_home=sum(bool(homes[one.id]) for one in listed),
        not_computed=sum(one.not_computed is not None for one in listed),
        with_neither=sum(not homes[one.id] and one.not_computed is None for one in listed),
        by_role={role.value: roles.count(role) for role in Role},
    )


def _homes(subject: Registered, citations: tuple[Citation, ...]) -> tuple[Home, ...]:
    places: dict[tuple[Role, str], list[Citation]] = {}
    for citation in citations:
        if citation.id == subject.id and not (subject.needs_words and citation.role in _ONLY_NAMED):
            places.setdefault((citation.role, citation.by), []).append(citation)
    return tuple(
        Home(role=role, id=by, files=_once(one.file for one in found), says=_once(one.says for one in found))
        for (role, by), found in sorted(places.items(), key=lambda place: list(Role).index(place[0][0]))
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
