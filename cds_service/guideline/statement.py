"""Statement: one atomic assertion of the source, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a statement does; some do two things at once."""

    RECOMMENDATION = "recommendation"
    CONTRAINDICATION = "contraindication"
    WARNING = "warning"
    ELIGIBILITY = "eligibility criterion"
    SEQUENCE = "sequence"
    MONITORING = "monitoring"
    RATIONALE = "evidence or rationale"


class Wording(Enum):
    """How strongly the source words it (A2); it grades nothing itself."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    AGAINST = "against"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One of the 69 statements S01–S69.

    asserts       what the source says, in our words
    kinds         what it does
    strength      wording strength; None where nothing is advised
    references    the source's own reference numbers; 3 and 4 point to nothing in its list (D01)
    reading       how it is read where the source leaves it open, and which rules follow
    not_computed  why no rule, warning, criterion, card or evidence line carries it; None when one does
    """

    id: str
    asserts: str
    kinds: tuple[Kind, ...]
    strength: Wording | None
    references: tuple[int, ...]
    reading: str
    not_computed: str | None = None

    @property
    def needs_words(self) -> bool:
        """A reason or a figure is no rule: it lives only where somebody can read it."""
        return self.kinds == (Kind.RATIONALE,)
