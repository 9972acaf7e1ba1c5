"""Treatments → whether, how often and when they were given (PF50–PF57; clinical decisions, rulings 8 and 25)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from cds_service.case.items import treatment as items
from cds_service.case.items.item import TRUE
from cds_service.case.record import Given, Therapy, Treatment
from cds_service.logic.dates import days_before
from cds_service.logic.domain import INFINITY, Domain, Interval
from cds_service.logic.fact import Fact, Why

ON_SSA_DAYS = 42  # a dose within six weeks counts as being on it (clinical model, PF50)
EXPOSURE_DAYS = 28  # an order that started so long ago counts as two doses (ruling 25)

_SYSTEMIC = frozenset({Therapy.EVEROLIMUS, Therapy.TKI, Therapy.CHEMOTHERAPY, Therapy.CAPECITABINE})


def treatment_facts(treatments: tuple[Treatment, ...], as_of: date) -> dict[str, Fact]:
    """The facts that treatments settle or narrow, by item name; nothing is said about what was not given."""
    facts = {
        items.ON_SSA.name: _on_ssa(treatments, as_of),
        items.SSA_EVER.name: _ssa_doses(treatments, as_of),
        items.LAST_LONG_SSA.name: _days_since(treatments, as_of, _is(Therapy.LONG_ACTING_SSA)),
        items.LAST_SHORT_OCT.name: _last_short_octreotide(treatments, as_of),
        items.PRIOR_TARE.name: _ever(treatments, _is(Therapy.TARE)),
        items.PRIOR_PRRT.name: _prrt_cycles(treatments),
        items.PRIOR_SYSTEMIC.name: _ever(treatments, lambda given: given.therapy in _SYSTEMIC),
        items.LAST_CAPECITABINE.name: _days_since(treatments, as_of, _is(Therapy.CAPECITABINE)),
    }
    return {name: fact for name, fact in facts.items() if fact}


def _on_ssa(treatments: tuple[Treatment, ...], as_of: date) -> Fact | None:
    long_acting = _only(treatments, _is(Therapy.LONG_ACTING_SSA))
    current = [given for given in long_acting if _is_current(given, as_of)]
    if current:
        return _fact(TRUE, current)
    unclear = [*_perhaps_current(long_acting, as_of), *_only(treatments, _is(Therapy.OCTREOTIDE_UNSPECIFIED))]
    return _fact(items.ON_SSA.range, unclear, Why.UNMAPPED) if unclear else None


def _is_current(given: Treatment, as_of: date) -> bool:
    if given.given is Given.ACTIVE_ORDER:
        return given.when is None or given.when.earliest <= as_of
    recent = days_before(as_of, ON_SSA_DAYS)
    return given.given is Given.ADMINISTERED and given.when is not None and recent <= given.when.earliest <= as_of


def _perhaps_current(treatments: list[Treatment], as_of: date) -> list[Treatment]:
    """Doses that a partial or missing date allows to lie within the limit."""
    recent = days_before(as_of, ON_SSA_DAYS)
    doses = [given for given in treatments if given.given is Given.ADMINISTERED]
    return [dose for dose in doses if dose.when is None or (dose.when.earliest <= as_of and dose.when.latest >= recent)]


def _ssa_doses(treatments: tuple[Treatment, ...], as_of: date) -> Fact | None:
    found = _only(treatments, _is(Therapy.LONG_ACTING_SSA))
    if not found:
        unclear = _only(treatments, _is(Therapy.OCTREOTIDE_UNSPECIFIED))
        return _fact(items.SSA_EVER.range, unclear, Why.UNMAPPED) if unclear else None
    doses = [given for given in found if given.given is Given.ADMINISTERED]
    old = days_before(as_of, EXPOSURE_DAYS)
    exposed = any(given.given is not Given.ADMINISTERED and given.when and given.when.latest <= old for given in found)
    least = max(_distinct(doses), 2 if exposed else 0)
    return _fact(_at_least(least), found)


def _prrt_cycles(treatments: tuple[Treatment, ...]) -> Fact | None:
    """Doses on different days; an order that ended means at least one cycle, one in force may mean none yet."""
    found = _only(treatments, _is(Therapy.PRRT))
    if not found:
        return None
    given = [one for one in found if one.given is Given.ADMINISTERED]
    ended = any(one.given is Given.PAST_ORDER for one in found)
    least = max(_distinct(given), 1 if ended else 0)
    return _fact(_at_least(least), found, None if least else Why.NOT_RECORDED)


def _distinct(doses: list[Treatment]) -> int:
    """The fewest days that explain all doses: dates that may be the same day count once, and so do undated doses."""
    dated = sorted((given.when for given in doses if given.when), key=lambda when: when.latest)
    days: list[date] = []
    for when in dated:
        if not days or when.earliest > days[-1]:
            days.append(when.latest)
    return len(days) or min(len(doses), 1)


def _ever(treatments: tuple[Treatment, ...], wanted: Callable[[Treatment], bool]) -> Fact | None:
    found = _only(treatments, wanted)
    return _fact(TRUE, found) if found else None


def _days_since(treatments: tuple[Treatment, ...], as_of: date, wanted: Callable[[Treatment], bool]) -> Fact | None:
    found = _only(treatments, wanted)
    if not found:
        return None
    doses = [(given, given.when) for given in found if given.given is Given.ADMINISTERED and given.when]
    past = [(given, when) for given, when in doses if when.earliest <= as_of]
    if not past:
        return _fact(Interval(low=Decimal(0), high=INFINITY), found, Why.NOT_RECORDED)
    last, when = max(past, key=lambda pair: pair[1].latest)
    nearest = max(0, (as_of - when.latest).days)
    return _fact(Interval(low=Decimal(nearest), high=Decimal((as_of - when.earliest).days)), [last])


def _last_short_octreotide(treatments: tuple[Treatment, ...], as_of: date) -> Fact | None:
    """Octreotide of unstated formulation may have been short-acting, so "never" would be a guess."""
    known = _days_since(treatments, as_of, _is(Therapy.SHORT_ACTING_OCTREOTIDE))
    unclear = _only(treatments, _is(Therapy.OCTREOTIDE_UNSPECIFIED))
    if known or not unclear:
        return known
    return _fact(items.LAST_SHORT_OCT.range, unclear, Why.UNMAPPED)


def _at_least(count: int) -> Interval:
    return Interval(low=Decimal(count), high=INFINITY, high_closed=False)


def _is(therapy: Therapy) -> Callable[[Treatment], bool]:
    return lambda given: given.therapy is therapy


def _only(treatments: tuple[Treatment, ...], wanted: Callable[[Treatment], bool]) -> list[Treatment]:
    return [given for given in treatments if wanted(given)]


def _fact(possible: Domain, given: list[Treatment], why: Why | None = None) -> Fact:
    return Fact(possible=possible, why=why, evidence=tuple(one.evidence for one in given))
