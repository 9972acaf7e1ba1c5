"""Recommendation: one statement of the guidance with its conditions, strength, words and sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from cds_service.guideline.definitions.scope import SCOPE
from cds_service.logic.criterion import Criterion, Every, Some

ALWAYS = Every(of=(), text="always")
NEVER = Some(of=(), text="never")


class Strength(Enum):
    """Wording strength of the source (clinical model §0, A2); the members stand from weakest to strongest."""

    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


class Certainty(Enum):
    """Appraised certainty of the evidence for a sigmoid (hindgut) NET: our appraisal, never a quotation."""

    VERY_LOW = "very low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthRow:
    """One row of a strength table: the first row whose criterion holds gives the strength."""

    when: Criterion
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyRow:
    """One row of a certainty table, read like a strength table."""

    when: Criterion
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of detail, in plain words with `[Snn]` citations; shown when its criterion is true.

    `{item}` stands for the value of an item of the dictionary, with its date.
    """

    text: str
    when: Criterion = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """What a clinician reads. Titles are at most 139 characters.

    `other_titles` have a criterion; the first that holds stands in for `title`. `short` names the item inside a
    summary; None keeps it out of there.
    `when_suppressed` is said in the notes when evidence from outside the source blocks it (X11).
    """

    title: str
    short: str | None
    lines: tuple[Line, ...] = ()
    other_titles: tuple[Line, ...] = ()
    conditional_title: str | None = None
    conflict_title: str | None = None
    queued_title: str | None = None
    when_suppressed: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The last clinical review of this file; without a date it awaits one."""

    on: date | None = None
    by: str | None = None


AWAITING_REVIEW = Review()


class Target(Enum):
    """What a recommendation treats."""

    PRIMARY = "the primary in the sigmoid"
    LIVER = "the liver metastases"
    WHOLE_BODY = "the disease as a whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another recommendation for the same target that may be given at the same time, and the passage that says so."""

    id: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation (clinical model §4.2).

    order        place in the display, after the source's sequence S47–S51
    trigger      when it applies at all
    eligibility  blocks read with three-valued logic: true blocks, open makes it conditional
    safety       blocks that act only when known to be true; open ones become a checklist [A1]
    conflict     two statements of the source disagree
    done_when    already in place
    needs_first  what the source places earlier; false queues it
    lowered_when lowers the strength by one step when known to be true
    held         waits while the diagnosis itself is open (G-DIFF)
    acts_on      what it treats; None for information and for what orders the others
    beside       those for the same target that may be recommended with it; any other that is contradicts it
    strength     rows from the first to the last; empty for mere information
    """

    id: str
    slug: str
    order: int
    card: CardText
    trigger: Criterion
    sources: tuple[str, ...]
    population: Criterion = SCOPE
    eligibility: Criterion = NEVER
    safety: Criterion = NEVER
    conflict: Criterion = NEVER
    done_when: Criterion = NEVER
    needs_first: Criterion = ALWAYS
    lowered_when: Criterion = NEVER
    held: bool = True
    acts_on: Target | None = None
    beside: tuple[Beside, ...] = ()
    strength: tuple[StrengthRow, ...] = ()
    certainty: tuple[CertaintyRow, ...] = ()
    references: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    review: Review = AWAITING_REVIEW


def decisive_criteria(recommendation: Recommendation) -> tuple[Criterion, ...]:
    """The criteria that a question can serve: the gates, then the rows of strength.

    Safety blocks and the lowering of strength are left out: their facts are asked when something is ordered.
    """
    return (
        recommendation.population,
        recommendation.trigger,
        recommendation.eligibility,
        recommendation.conflict,
        recommendation.done_when,
        recommendation.needs_first,
        *(row.when for row in recommendation.strength),
    )


def all_criteria(recommendation: Recommendation) -> tuple[Criterion, ...]:
    """Every criterion of the file, the words on the card included."""
    card = recommendation.card
    return (
        *decisive_criteria(recommendation),
        recommendation.safety,
        recommendation.lowered_when,
        *(row.when for row in recommendation.certainty),
        *(shown.when for shown in (*card.lines, *card.when_suppressed)),
    )


def line(text: str, when: Criterion = ALWAYS) -> Line:
    """A line of detail, in the order in which it is written down."""
    return Line(text=text, when=when)


def beside(because: str, *identifiers: str) -> tuple[Beside, ...]:
    """These recommendations may stand beside this one, for one and the same reason."""
    return tuple(Beside(id=identifier, because=because) for identifier in identifiers)


def cited(statements: str) -> tuple[str, ...]:
    """A long list of sources, written as one text with blanks between them."""
    return tuple(statements.split())


def always(strength: Strength) -> tuple[StrengthRow, ...]:
    """The strength table with one row."""
    return (StrengthRow(when=ALWAYS, strength=strength),)


def ladder(*rows: tuple[Criterion, Strength]) -> tuple[StrengthRow, ...]:
    """The strength table with these rows, read from the first."""
    return tuple(StrengthRow(when=when, strength=strength) for when, strength in rows)


def certainties(*rows: tuple[Criterion, Certainty]) -> tuple[CertaintyRow, ...]:
    """The certainty table with these rows, read from the first."""
    return tuple(CertaintyRow(when=when, certainty=certainty) for when, certainty in rows)


def certain(certainty: Certainty) -> tuple[CertaintyRow, ...]:
    """The certainty table with one row."""
    return (CertaintyRow(when=ALWAYS, certainty=certainty),)
