"""Record × day of evaluation → case: a fact for every item, with absence, age and inference taken into account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cds_service.case.ageing import Dangers, aged
from cds_service.case.course_of_disease import status_facts
from cds_service.case.grade_conflict import grade_conflict
from cds_service.case.inference import inferred
from cds_service.case.items.course import RECENT_SSTR_SCAN, SSTR, SSTR_FOR_PRRT, STABLE_MONTHS
from cds_service.case.items.dictionary import ITEMS
from cds_service.case.items.disease import LIVER_PCT, LIVER_PCT_RECENT
from cds_service.case.items.item import TRUE, Item, Span
from cds_service.case.record import Case, Record
from cds_service.case.screening import screened
from cds_service.case.specimens import specimen_facts
from cds_service.case.treatments import treatment_facts
from cds_service.logic.fact import Fact, Why

SCAN_LASTS = Span(months=12)  # ruling 23


def settle(record: Record, as_of: date, dangers: Dangers, *, at_order: bool = False) -> Case:
    """The NET case of one patient on `as_of`. `dangers` and `at_order`: see `ageing.aged`."""
    found, doubts = _found(record, as_of), _with_derived(record.doubts)
    facts = {
        item.name: aged(item, found[item.name], as_of, dangers, at_order=at_order, doubt=doubts.get(item.name))
        if item.name in found
        else _absent(item, record)
        for item in ITEMS
    }
    settled = inferred(facts)
    return Case(as_of=as_of, facts={**settled, **screened(settled)}, specimens=record.specimens, notes=record.notes)


def _found(record: Record, as_of: date) -> dict[str, Fact]:
    """What was read, with what many-valued records add; a recorded value wins over a computed one."""
    computed = {
        **specimen_facts(record.specimens),
        **grade_conflict(record.specimens),
        **status_facts(record.statuses, as_of),
        **treatment_facts(record.treatments, as_of),
    }
    found = {**computed, **record.facts}
    if STABLE_MONTHS.name in computed and STABLE_MONTHS.name in record.facts:
        found[STABLE_MONTHS.name] = _later(record.facts[STABLE_MONTHS.name], computed[STABLE_MONTHS.name])
    if SSTR.name in found:
        found.setdefault(RECENT_SSTR_SCAN.name, _recent_scan(found[SSTR.name], as_of))
    return _with_derived(found)


def _with_derived(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The same facts, and those that differ from one of them only in how long they stay fresh."""
    derived = ((LIVER_PCT_RECENT, LIVER_PCT), (SSTR_FOR_PRRT, SSTR))
    return {**{new.name: facts[old.name] for new, old in derived if old.name in facts}, **facts}


def _absent(item: Item, record: Record) -> Fact:
    """What silence about an item means: "no" only when every list that would show it was retrieved whole."""
    missing = [name for name in item.lists if name not in record.retrieved]
    missing += [name for name in item.also if name in record.doubtful]
    if missing:
        return Fact(possible=item.range, why=Why.NOT_RETRIEVED)
    if item.absent is not None:
        return Fact(possible=item.absent)
    return Fact(possible=item.range, why=Why.NOT_RECORDED)


def _later(recorded: Fact, computed: Fact) -> Fact:
    """The one whose evidence is more recent; the recorded one on the same day."""
    dates = [fact.evidence[0].date if fact.evidence else None for fact in (recorded, computed)]
    if dates[0] is None:
        return computed if dates[1] else recorded
    return computed if dates[1] and dates[1].latest > dates[0].latest else recorded


def _recent_scan(scan: Fact, as_of: date) -> Fact:
    dated = scan.evidence[0].date if scan.evidence else None
    if scan.why is not None or dated is None:
        return Fact(possible=RECENT_SSTR_SCAN.range, why=scan.why or Why.STALE, evidence=scan.evidence)
    if dated.earliest >= SCAN_LASTS.start(as_of):
        return Fact(possible=TRUE, evidence=scan.evidence)
    return Fact(possible=RECENT_SSTR_SCAN.range, why=Why.STALE, evidence=scan.evidence)
