"""Treatments → whether a long-acting somatostatin analogue is in use, which one, and how often it was given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cds_service.case.doses import distinct_days, given_fact, of_therapy, why_open
from cds_service.case.items import treatment as items
from cds_service.case.items.item import TRUE
from cds_service.case.record import Given, Therapy, Treatment
from cds_service.logic.dates import days_before
from cds_service.logic.domain import INFINITY, Interval, one_of
from cds_service.logic.fact import Fact

ON_SSA_DAYS = 42  # a dose within six weeks counts as being on it (clinical model, PF50)
EXPOSURE_DAYS = 28  # an order that started so long ago counts as two doses (ruling 25)


def on_analogue(treatments: tuple[Treatment, ...], as_of: date) -> Fact | None:
    """PF50: true with an order in force or a dose of the last six weeks; open when one of them may be that."""
    current, unclear = _current(treatments, as_of)
    if current:
        return given_fact(TRUE, current)
    return given_fact(items.ON_SSA.range, unclear, why_open(unclear)) if unclear else None


def analogue_in_use(treatments: tuple[Treatment, ...], as_of: date) -> Fact | None:
    """PF50: which analogue is in use; open between those that the record allows."""
    current, unclear = _current(treatments, as_of)
    given = [*current, *unclear]
    if not given:
        return None
    possible: set[frozenset[str]] = {frozenset()}
    for one in given:
        with_one = {taken | {agent} for taken in possible for agent in one.analogue.members}
        possible = with_one if one in current else possible | with_one
    why = why_open(unclear or current) if len(possible) > 1 else None
    return given_fact(one_of(*map(_word, possible)), given, why)


def analogue_doses(treatments: tuple[Treatment, ...], as_of: date) -> Fact | None:
    """PF51: at least so many doses; an order that started four weeks ago counts as two (ruling 25)."""
    found = of_therapy(treatments, Therapy.LONG_ACTING_SSA)
    sure = [given for given in found if given.certain]
    if not sure:
        unclear = [*found, *of_therapy(treatments, Therapy.OCTREOTIDE_UNSPECIFIED)]
        return given_fact(items.SSA_EVER.range, unclear, why_open(unclear)) if unclear else None
    doses = [given for given in sure if given.given is Given.ADMINISTERED]
    old = days_before(as_of, EXPOSURE_DAYS)
    exposed = any(given.given is not Given.ADMINISTERED and given.when and given.when.latest <= old for given in sure)
    least = Decimal(max(distinct_days(doses), 2 if exposed else 0))
    return given_fact(Interval(low=least, high=INFINITY, high_closed=False), sure)


def _current(treatments: tuple[Treatment, ...], as_of: date) -> tuple[list[Treatment], list[Treatment]]:
    """What is certainly in use, and what may be."""
    long_acting = of_therapy(treatments, Therapy.LONG_ACTING_SSA)
    current = [given for given in long_acting if given.certain and _is_current(given, as_of)]
    unclear = [given for given in long_acting if given not in current and _may_be_current(given, as_of)]
    return current, [*unclear, *of_therapy(treatments, Therapy.OCTREOTIDE_UNSPECIFIED)]


def _is_current(given: Treatment, as_of: date) -> bool:
    if given.given is Given.ACTIVE_ORDER:
        return given.when is None or given.when.earliest <= as_of
    recent = days_before(as_of, ON_SSA_DAYS)
    return given.given is Given.ADMINISTERED and given.when is not None and recent <= given.when.earliest <= as_of


def _may_be_current(given: Treatment, as_of: date) -> bool:
    """Doses that a partial or missing date allows to be recent, and orders that may be in force."""
    if given.given is not Given.ADMINISTERED:
        return not given.certain and _is_current(given, as_of)
    recent = days_before(as_of, ON_SSA_DAYS)
    return given.when is None or (given.when.earliest <= as_of and given.when.latest >= recent)


def _word(agents: frozenset[str]) -> str:
    return "both" if len(agents) > 1 else next(iter(agents), "none")
