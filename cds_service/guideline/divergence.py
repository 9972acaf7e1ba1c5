"""Divergence: a point on which the source is contestable, outdated or incomplete, and what is done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Impact(Enum):
    """What following the source unread could do."""

    TREATMENT = "could change or harm treatment"
    STRENGTH = "changes strength"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """One of the divergences D01 to D42. The source's content stays; a note stands beside it.

    source        what the source says
    divergence    what others say; "to be verified" marks what was not read again in its primary text
    presentation  how a clinician is told
    impact        None where the source is merely silent
    not_computed  why no rule, warning, criterion, card or evidence line carries it; None when one does
    """

    id: str
    source: str
    divergence: str
    presentation: str
    impact: Impact | None
    not_computed: str | None = None

    @property
    def needs_words(self) -> bool:
        """Always true: a divergence that nobody can read has not been declared."""
        return True
