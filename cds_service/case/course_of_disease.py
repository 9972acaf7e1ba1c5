"""Dated disease statuses → progression and months of stability (clinical decisions, rulings 22 and 44)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cds_service.case.items.course import PROGRESSING, STABLE_MONTHS
from cds_service.case.items.item import FALSE, TRUE
from cds_service.case.record import DiseaseStatus
from cds_service.logic.dates import DateRange, whole_months
from cds_service.logic.domain import Interval
from cds_service.logic.fact import Fact


def status_facts(statuses: tuple[DiseaseStatus, ...], as_of: date) -> dict[str, Fact]:
    """The facts that dated statuses settle or narrow, by item name; undated statuses cannot be ordered and add none."""
    dated = [(status, status.when) for status in statuses if status.when and status.when.earliest <= as_of]
    if not dated:
        return {}
    newest_first = sorted(dated, key=_newest, reverse=True)
    latest = _deciding(newest_first)
    progression = Fact(possible=TRUE if latest.progressing else FALSE, evidence=(latest.evidence,))
    facts = {PROGRESSING.name: progression}
    if not latest.progressing:
        facts[STABLE_MONTHS.name] = _stability(newest_first, as_of)
    return facts


def _deciding(newest_first: list[tuple[DiseaseStatus, DateRange]]) -> DiseaseStatus:
    """The newest status; a progression that may be just as new, because a date is partial, is the safer one."""
    newest, when = newest_first[0]
    rivals = (status for status, other in newest_first if status.progressing and other.latest >= when.earliest)
    return newest if newest.progressing else next(rivals, newest)


def _newest(pair: tuple[DiseaseStatus, DateRange]) -> tuple[date, bool]:
    """Same-day contradictions take the safer value, progression (ruling 25)."""
    status, when = pair
    return when.latest, status.progressing


def _stability(newest_first: list[tuple[DiseaseStatus, DateRange]], as_of: date) -> Fact:
    """At least from the first to the last stable read since the last progression; at most since that progression."""
    stable: list[tuple[DiseaseStatus, DateRange]] = []
    progressed: DateRange | None = None
    for status, when in newest_first:
        if status.progressing:
            progressed = when
            break
        stable.append((status, when))
    first, last = stable[-1][1], stable[0][1]
    least = max(0, whole_months(first.latest, last.earliest))
    most = whole_months(progressed.earliest, as_of) if progressed else STABLE_MONTHS.range
    high = Decimal(max(most, least)) if isinstance(most, int) else Decimal(600)
    evidence = tuple(status.evidence for status, _ in stable)
    return Fact(possible=Interval(low=Decimal(least), high=high), evidence=evidence)
