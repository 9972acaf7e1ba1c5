"""`net-cds guideline`: what the service knows, for those who review it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from cds_service.cli.register_printing import register_text
from cds_service.guideline import identity
from cds_service.guideline.citing import citations
from cds_service.guideline.divergences import DIVERGENCES
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.register import Register, Registered, totals, unsettled
from cds_service.guideline.register import register as homes_of
from cds_service.guideline.statements import SECTIONS, STATEMENTS
from cds_service.guideline.warnings import WARNINGS


@click.group()
def guideline() -> None:
    """Print what the service knows, for clinical review."""


@guideline.command()
@click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, with the words that a clinician reads in each place."
)
def register(as_json: bool) -> None:
    """List the source's statements S01–S69 and the divergences D01 to D42: where each lives, or why it does not.

    Ends with exit code 1 when one of them has neither a home nor a reason.
    """
    found = tuple(citations(RECOMMENDATIONS, WARNINGS, QUESTIONS))
    subjects: tuple[Registered, ...] = (*STATEMENTS, *DIVERGENCES)
    homes = homes_of(subjects, found)
    click.echo(_json(homes) if as_json else register_text(homes))
    if complaints := unsettled(subjects, homes):
        raise click.ClickException("; ".join(complaints))


def _json(homes: Register) -> str:
    body = {
        "guideline": {"id": identity.ID, "version": identity.VERSION, "source": identity.SOURCE_URL},
        "statements": [*_statements(homes)],
        "divergences": [_entry(one.id, asdict(one), homes) for one in DIVERGENCES],
        "totals": {
            "statements": asdict(totals(STATEMENTS, homes)),
            "divergences": asdict(totals(DIVERGENCES, homes)),
        },
    }
    return json.dumps(body, ensure_ascii=False, indent=2, default=lambda member: member.value)


def _statements(homes: Register) -> Iterator[dict[str, Any]]:
    for title, section in SECTIONS:
        yield from (_entry(one.id, {"section": title, **asdict(one)}, homes) for one in section)


def _entry(identifier: str, said: dict[str, Any], homes: Register) -> dict[str, Any]:
    return {**said, "homes": [asdict(home) for home in homes[identifier]]}
