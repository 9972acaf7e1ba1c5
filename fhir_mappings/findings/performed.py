"""Procedures of one kind → those that were done, and those that may have been, newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cds_service.case.record import Note
from cds_service.logic.fact import Evidence, Why
from fhir_mappings.findings.observed import note_on
from fhir_mappings.findings.spoken import IN_WORDS, is_spoken_of
from fhir_mappings.findings.using import Use, use_of
from fhir_mappings.reader import Sources
from fhir_mappings.resources import having, of_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed:
    """The Procedures of one kind.

    certain  evidence of those that were done
    unclear  evidence of those that may have been: broken off, of unknown status, dated after the day of evaluation,
             or named in words only
    why      why the newest of these is not certain
    notes    what is not clear about them
    """

    certain: tuple[Evidence, ...]
    unclear: tuple[Evidence, ...]
    why: Why | None
    notes: tuple[Note, ...]


def performed_procedures(sources: Sources, codes: str, words: re.Pattern[str] | None = None) -> Performed:
    """The Procedures with a code of the value set, except those that never took place.

    Those that only `words` name, beside no code that is known here, are unclear.
    """
    wanted = sources.terminology.value_sets[codes].codings
    judged = (use_of(sources, resource) for resource in having(sources.resources, "Procedure", wanted))
    uses = [use for use in judged if isinstance(use, Use)]
    spoken = spoken_of(sources, words)
    doubts = [use.doubt for use in uses if use.doubt] + [IN_WORDS.why for _ in spoken]
    return Performed(
        certain=tuple(use.evidence for use in uses if use.doubt is None),
        unclear=(*(use.evidence for use in uses if use.doubt), *(use.evidence for use in spoken)),
        why=doubts[0] if doubts else None,
        notes=(*(note for use in uses for note in use.notes), *(note_on(IN_WORDS, use.reference) for use in spoken)),
    )


def spoken_of(sources: Sources, words: re.Pattern[str] | None) -> tuple[Use, ...]:
    """The Procedures that only these words name, except those that never took place."""
    named = (
        one for one in of_type(sources.resources, "Procedure") if is_spoken_of(sources, one.body.get("code"), words)
    )
    judged = (use_of(sources, resource) for resource in named)
    return tuple(use for use in judged if isinstance(use, Use))
