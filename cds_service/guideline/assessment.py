"""Assessment: everything the guideline says about one case."""

from __future__ import annotations

from dataclasses import dataclass

from cds_service.guideline.asking import Asked
from cds_service.guideline.asking_at_order import Unchecked
from cds_service.guideline.verdict import Status, Verdict
from cds_service.guideline.warning_check import Raised
from cds_service.logic.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Verdicts in display order, the questions worth asking, and what could not be evaluated.

    failed     ids of recommendations and warnings whose evaluation broke (a bug of ours): a card says so
    raised     the warnings: those of the orders that are checked, or those worth one when the chart is opened
    unchecked  warnings of the orders of which nothing is said as the record could not be read: a card says so
    """

    scope: Truth
    diagnosis_open: bool
    verdicts: tuple[Verdict, ...]
    asked: tuple[Asked, ...]
    failed: tuple[str, ...] = ()
    raised: tuple[Raised, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()

    def having(self, *statuses: Status) -> tuple[Verdict, ...]:
        """The verdicts with one of these statuses, in display order."""
        return tuple(verdict for verdict in self.verdicts if verdict.status in statuses)
