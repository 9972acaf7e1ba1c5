"""Facts → whether screening that the guidance asks for has been done: known results, not their values.

Only what was done is concluded. What is not on record stays open: it may have been done elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from cds_service.case.items import course, organs
from cds_service.case.items.item import TRUE, Item
from cds_service.logic.domain import Interval
from cds_service.logic.fact import Fact

ULTRASOUND_LASTS = 365  # days (clinical model PF71)


def screened(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The screening items that the other facts settle, by name."""
    found = {
        course.HEART_SCREENED: _known(facts, course.CHD, course.NT_PRO_BNP),
        organs.GLYCAEMIA_KNOWN: _known(facts, organs.HBA1C, organs.GLUCOSE),
        organs.GALLBLADDER_IMAGED: _gallbladder(facts),
    }
    return {item.name: fact for item, fact in found.items() if fact}


def _known(facts: Mapping[str, Fact], *items: Item) -> Fact | None:
    """True when one of the items has a current result."""
    results = (facts[item.name] for item in items)
    return next((Fact(possible=TRUE, evidence=fact.evidence) for fact in results if fact.why is None), None)


def _gallbladder(facts: Mapping[str, Fact]) -> Fact | None:
    removed, last = facts[organs.CHOLECYSTECTOMY.name], facts[organs.GB_US_DATE.name]
    if removed.possible == TRUE:
        return Fact(possible=TRUE, evidence=removed.evidence)
    recent = isinstance(last.possible, Interval) and last.possible.high <= ULTRASOUND_LASTS
    return Fact(possible=TRUE, evidence=last.evidence) if recent else None
