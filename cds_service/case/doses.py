"""Treatments of some kinds → how often and how long ago they were given, as far as the record tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cds_service.case.record import Given, Therapy, Treatment
from cds_service.logic.domain import INFINITY, Domain, Interval
from cds_service.logic.fact import Fact, Why


def of_therapy(treatments: Sequence[Treatment], *therapies: Therapy) -> list[Treatment]:
    """The treatments of these kinds, in the order given."""
    return [given for given in treatments if given.therapy in therapies]


def given_fact(possible: Domain, given: Sequence[Treatment], why: Why | None = None) -> Fact:
    """A fact with these treatments as its evidence."""
    return Fact(possible=possible, why=why, evidence=tuple(one.evidence for one in given))


def why_open(unclear: Sequence[Treatment]) -> Why:
    """Why treatments leave an item open: it is not clear whether they were given at all, or of which kind they are."""
    return next((given.doubt for given in unclear if given.doubt), Why.UNMAPPED)


def distinct_days(doses: Sequence[Treatment]) -> int:
    """The fewest days that explain all doses: dates that may be the same day count once, and so do undated doses."""
    dated = sorted((given.when for given in doses if given.when), key=lambda when: when.latest)
    days: list[date] = []
    for when in dated:
        if not days or when.earliest > days[-1]:
            days.append(when.latest)
    return len(days) or min(len(doses), 1)


def days_since(found: Sequence[Treatment], as_of: date) -> Fact | None:
    """Days since the last documented dose; a later one that may have been given leaves its day possible too.

    An order tells that a medicine was given, but not when last.
    """
    if not found:
        return None
    doses = [(given, given.when) for given in found if given.given is Given.ADMINISTERED and given.when]
    past = [(given, when) for given, when in doses if when.earliest <= as_of]
    certain = [(given, when) for given, when in past if given.certain]
    if not certain:
        why = Why.NOT_RECORDED if any(given.certain for given in found) else why_open(found)
        return given_fact(Interval(low=Decimal(0), high=INFINITY), found, why)
    last, when = max(certain, key=lambda pair: pair[1].latest)
    later = [(given, one) for given, one in past if not given.certain and one.latest > when.latest]
    nearest = max([when.latest, *(one.latest for _, one in later)])
    possible = Interval(low=Decimal(max(0, (as_of - nearest).days)), high=Decimal((as_of - when.earliest).days))
    unclear = [given for given, _ in later]
    return given_fact(possible, [last, *unclear], why_open(unclear) if unclear else None)
