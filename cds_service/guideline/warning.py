"""SafetyWarning: what must be said before an order is signed, with its conditions, words and sources."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.recommendation import AWAITING_REVIEW, NEVER, Line, Review
from cds_service.logic.criterion import Criterion


class Indicator(Enum):
    """How loud a card is (CDS Hooks); the members stand from the quietest to the loudest."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyWarning:
    """One lettered rule of the warnings W01 ff. (clinical model §3, §4.5, §4.6; clinical decisions C).

    id              the letter; files with different slugs share it where its loudness or words depend on the order
    orders          the kinds of order that raise it
    when            what makes the order dangerous
    indicator       how loud it is when `when` is true; critical is reserved for certain contraindications with harm
    open_indicator  how loud it is while `when` is open; None: silent then (never critical: ruling 37)
    unless          silent when this is known to be true
    at_patient_view raised also when the chart is opened and this is true
    replaces        ids of quieter warnings that say nothing more once this one is raised
    title           plain text, at most 139 characters; `title_open` while `when` is open
    short           the same in a few words with the value, for a title that names several: "CrCl {crcl}"
    named           the words that `{list}` in a title stands for: those whose criterion is true
    lines           what a clinician reads; `{item}` stands for the value of an item
    add             codes of `net-order` that the card offers to order with it
    replacements    codes of `net-order` to which the card offers to change the draft
    """

    id: str
    slug: str
    orders: tuple[OrderKind, ...]
    when: Criterion
    indicator: Indicator
    title: str
    sources: tuple[str, ...]
    open_indicator: Indicator | None = None
    title_open: str | None = None
    short: str | None = None
    named: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    unless: Criterion = NEVER
    population: Criterion = SCOPE
    at_patient_view: Criterion = NEVER
    replaces: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    replacements: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    review: Review = AWAITING_REVIEW

    @property
    def family(self) -> str:
        """The id without its letter: the warnings of one family share a card."""
        return family_code(self.id)


def family_code(identifier: str) -> str:
    """The family of a warning by its id: "W07" of "W07b"."""
    return identifier[:3]


def warning_criteria(warning: SafetyWarning) -> tuple[Criterion, ...]:
    """Every criterion of the file, the words on the card included."""
    lines = (shown.when for shown in (*warning.named, *warning.lines))
    return (warning.population, warning.when, warning.unless, warning.at_patient_view, *lines)
