"""Procedures of one kind → those that were done, and those that may have been, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from cds_service.case.record import Note
from cds_service.logic.fact import Evidence, Why
from fhir_mappings.findings.using import Use, use_of
from fhir_mappings.reader import Sources
from fhir_mappings.resources import having


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed:
    """The Procedures of one kind.

    certain  evidence of those that were done
    unclear  evidence of those that may have been: broken off, of unknown status, dated after the day of evaluation
    why      why the newest of these is not certain
    notes    what is not clear about them
    """

    certain: tuple[Evidence, ...]
    unclear: tuple[Evidence, ...]
    why: Why | None
    notes: tuple[Note, ...]


def performed_procedures(sources: Sources, codes: str) -> Performed:
    """The Procedures with a code of the value set, except those that never took place."""
    wanted = sources.terminology.value_sets[codes].codings
    judged = (use_of(sources, resource) for resource in having(sources.resources, "Procedure", wanted))
    uses = [use for use in judged if isinstance(use, Use)]
    return Performed(
        certain=tuple(use.evidence for use in uses if use.doubt is None),
        unclear=tuple(use.evidence for use in uses if use.doubt),
        why=next((use.doubt for use in uses if use.doubt), None),
        notes=tuple(note for use in uses for note in use.notes),
    )
