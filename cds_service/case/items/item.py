"""Item: one data element of the case — its name, range, what absence means, and how it ages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cds_service.logic.dates import add_months, days_before
from cds_service.logic.domain import INFINITY, Choice, Domain, Interval, exactly, one_of

BOOLEAN = one_of("true", "false")
TRUE = one_of("true")
FALSE = one_of("false")
NEVER = exactly(INFINITY)
DAYS_AGO = Interval(low=Decimal(0), high=INFINITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of time in days or calendar months; limits are inclusive (clinical decisions, ruling 9)."""

    days: int = 0
    months: int = 0

    def start(self, end: date) -> date:
        """The first day that still lies within this span before `end`."""
        return add_months(days_before(end, self.days), -self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the data dictionary (clinical model §4.1).

    name        key of the fact in JSON and in vignettes
    code        PFnn of the clinical model
    label       the words a clinician reads, lower case, without a full stop
    range       every value that is possible at all; what lies outside is refused
    unit        UCUM code or plain words; None for words
    absent      what is true when nothing is recorded *and* every list in `lists` was completely retrieved;
                None: the fact stays open
    lists       the prefetch keys in which the item would be recorded
    fresh       age from which a reassuring value opens again; None: never
    dangerous   words that do not expire; for numbers it is derived from the rules (ruling 40)
    worst_lasts age from which even a dangerous value opens again (ruling 2); None: never
    fresh_at_order  the stricter limit when something is being ordered; None: the same as `fresh`
    also        further lists that add evidence; one that was sent and could not be read leaves the item open too
    judgement   a judgement of people: it expires both ways (ruling 39)
    """

    name: str
    code: str
    label: str
    range: Domain
    unit: str | None = None
    absent: Domain | None = None
    lists: tuple[str, ...] = ("observations",)
    fresh: Span | None = None
    dangerous: Choice | None = None
    worst_lasts: Span | None = None
    judgement: bool = False
    fresh_at_order: Span | None = None
    also: tuple[str, ...] = ()


def numbers(low: int, high: int | None) -> Interval:
    """The range from `low` to `high`, both included; no upper limit when `high` is None."""
    return Interval(low=Decimal(low), high=INFINITY if high is None else Decimal(high), high_closed=high is not None)
