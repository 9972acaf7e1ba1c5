"""The register → text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import click

from cds_service.guideline import identity
from cds_service.guideline.citing import Role
from cds_service.guideline.divergence import Divergence
from cds_service.guideline.divergences import DIVERGENCES
from cds_service.guideline.register import Home, Register, Registered, totals
from cds_service.guideline.statement import Statement
from cds_service.guideline.statements import SECTIONS, STATEMENTS

_WIDTH = 100
_INDENT = " " * 6
_NAMED_FILES = 6


def register_text(homes: Register) -> str:
    """The whole register, at most 100 columns wide: the statements by section, the divergences, the totals."""
    return "\n".join(_lines(homes))


def _lines(homes: Register) -> Iterator[str]:
    yield f"{identity.ID} {identity.VERSION}, source {identity.SOURCE_URL}"
    for title, section in SECTIONS:
        yield from _heading(title)
        for statement in section:
            yield from _entry(statement, statement.asserts, _statement(statement), homes)
    yield from _heading("Divergences: where the source is contestable, outdated or incomplete")
    for divergence in DIVERGENCES:
        yield from _entry(divergence, f"Source: {divergence.source}", _divergence(divergence), homes)
    yield from _heading("Totals")
    yield from _totals("statements", STATEMENTS, homes)
    yield from _totals("divergences", DIVERGENCES, homes)


def _statement(statement: Statement) -> Iterator[str]:
    wording = f"; wording {statement.strength.value}" if statement.strength else ""
    references = f"; references {', '.join(map(str, statement.references))}" if statement.references else ""
    yield f"{' and '.join(kind.value for kind in statement.kinds).capitalize()}{wording}{references}."
    yield f"Read as: {statement.reading}"


def _divergence(divergence: Divergence) -> Iterator[str]:
    if divergence.impact:
        yield f"Impact: {divergence.impact.value}."
    yield f"Others: {divergence.divergence}"
    yield f"Shown as: {divergence.presentation}"


def _entry(subject: Registered, title: str, said: Iterable[str], homes: Register) -> Iterator[str]:
    filled = textwrap.fill(title, _WIDTH, initial_indent=f"{subject.id:6}", subsequent_indent=_INDENT)
    yield from ("", click.style(filled, bold=True))
    yield from map(_wrapped, (*said, *_living(subject, homes[subject.id])))


def _living(subject: Registered, homes: tuple[Home, ...]) -> Iterator[str]:
    """Where it lives, by id. An evidence line stands on no card, so its words follow."""
    if subject.not_computed:
        yield f"Not computed: {subject.not_computed}"
    by_role = {role: [home for home in homes if home.role is role] for role in Role}
    if homes:
        named = (f"{role.value} {', '.join(map(_named, found))}" for role, found in by_role.items() if found)
        yield f"Lives in: {'; '.join(named)}."
    for home in by_role[Role.EVIDENCE_LINE]:
        yield from (f"Evidence, {home.id}: {text}" for text in home.says)


def _named(home: Home) -> str:
    """The id; for a criterion also the files that use it, unless they are many."""
    if home.role is not Role.CRITERION:
        return home.id
    many = f"{len(home.files)} rules"
    return f"{home.id} ({many if len(home.files) > _NAMED_FILES else ', '.join(home.files)})"


def _totals(name: str, subjects: Iterable[Registered], homes: Register) -> Iterator[str]:
    counted = totals(subjects, homes)
    roles = ", ".join(f"{role} {number}" for role, number in counted.by_role.items())
    yield _wrapped(
        f"{counted.registered} {name}: {counted.with_home} with a home, {counted.not_computed} not computed, "
        f"{counted.with_neither} with neither. By role: {roles}."
    )


def _heading(title: str) -> tuple[str, ...]:
    return ("", click.style(title, bold=True), "─" * len(title))


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT + "  ")
