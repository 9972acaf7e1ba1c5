"""Treatments → whether, how often and when they were given (PF50–PF57; clinical decisions, rulings 8 and 25)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cds_service.case.analogues import analogue_doses, analogue_in_use, on_analogue
from cds_service.case.doses import days_since, distinct_days, given_fact, of_therapy, why_open
from cds_service.case.items import treatment as items
from cds_service.case.items.item import BOOLEAN, TRUE
from cds_service.case.record import Given, Therapy, Treatment
from cds_service.logic.domain import INFINITY, Interval
from cds_service.logic.fact import Fact, Why

_SYSTEMIC = (Therapy.EVEROLIMUS, Therapy.TKI, Therapy.CHEMOTHERAPY, Therapy.CAPECITABINE)


def treatment_facts(treatments: tuple[Treatment, ...], as_of: date) -> dict[str, Fact]:
    """The facts that treatments settle or narrow, by item name; nothing is said about what was not given."""
    facts = {
        items.ON_SSA.name: on_analogue(treatments, as_of),
        items.ON_SSA_AGENT.name: analogue_in_use(treatments, as_of),
        items.SSA_EVER.name: analogue_doses(treatments, as_of),
        items.LAST_LONG_SSA.name: days_since(of_therapy(treatments, Therapy.LONG_ACTING_SSA), as_of),
        items.LAST_SHORT_OCT.name: _last_short_octreotide(treatments, as_of),
        items.PRIOR_TARE.name: _ever(treatments, Therapy.TARE),
        items.PRIOR_PRRT.name: _prrt_cycles(treatments),
        items.PRIOR_SYSTEMIC.name: _ever(treatments, *_SYSTEMIC),
        items.LAST_CAPECITABINE.name: days_since(of_therapy(treatments, Therapy.CAPECITABINE), as_of),
    }
    return {name: fact for name, fact in facts.items() if fact}


def _ever(treatments: tuple[Treatment, ...], *therapies: Therapy) -> Fact | None:
    found = of_therapy(treatments, *therapies)
    sure = [given for given in found if given.certain]
    if sure:
        return given_fact(TRUE, sure)
    return given_fact(BOOLEAN, found, why_open(found)) if found else None


def _prrt_cycles(treatments: tuple[Treatment, ...]) -> Fact | None:
    """Doses on different days; an order that ended means at least one cycle, one in force may mean none yet."""
    found = of_therapy(treatments, Therapy.PRRT)
    if not found:
        return None
    sure = [given for given in found if given.certain]
    doses = [given for given in sure if given.given is Given.ADMINISTERED]
    ended = any(given.given is Given.PAST_ORDER for given in sure)
    least = max(distinct_days(doses), 1 if ended else 0)
    why = None if least else Why.NOT_RECORDED if sure else why_open(found)
    return given_fact(Interval(low=Decimal(least), high=INFINITY, high_closed=False), sure or found, why)


def _last_short_octreotide(treatments: tuple[Treatment, ...], as_of: date) -> Fact | None:
    """Octreotide of unstated formulation may have been short-acting, so "never" would be a guess."""
    known = days_since(of_therapy(treatments, Therapy.SHORT_ACTING_OCTREOTIDE), as_of)
    unclear = of_therapy(treatments, Therapy.OCTREOTIDE_UNSPECIFIED)
    if known or not unclear:
        return known
    return given_fact(items.LAST_SHORT_OCT.range, unclear, Why.UNMAPPED)
