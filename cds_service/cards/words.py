"""Facts → the words a clinician reads: value, unit, specimen and date, never a lone percentage."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files

from cds_service.cards.markdown import escaped, plain
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.items.item import Item
from cds_service.case.items.units import worded_unit
from cds_service.logic.domain import Choice, Domain, Interval, is_settled
from cds_service.logic.fact import Evidence, Fact, Why

_WORDS: Mapping[str, str] = json.loads(files("cds_service.cards").joinpath("words.json").read_text("utf-8"))
UNKNOWN = "not known"
_DATED = (Why.STALE, Why.CONFLICTING, Why.PRELIMINARY)  # there was a value; the day helps to find it
_DAYS_NAMED = 2
_ON_THE_PERSON = ("patient",)
ABOUT_ORDER = "order"  # the code of items about what is being ordered: they have no place in the record


def value(name: str, fact: Fact) -> str:
    """The value in plain words without its origin: "2 %", "< 3 %", "5–15 %", "liver only", "not known"."""
    item = BY_NAME[name]
    return UNKNOWN if fact.possible == item.range else _said(item, fact.possible)


def value_with_origin(name: str, fact: Fact) -> str:
    """The value in Markdown with where and when it was found: "2 % (liver biopsy, 2026-08-02)"."""
    said = value(name, fact)
    known_from = fact.evidence[:1] if said != UNKNOWN and _has_origin(name) else ()
    return f"{said} ({origin(known_from[0])})" if known_from else said


def origin(evidence: Evidence) -> str:
    """Specimen or method, and date, in Markdown; the text of the record in it is escaped."""
    when = str(evidence.date) if evidence.date else "undated"
    label = escaped(evidence.label or "")
    return f"{label}, {when}" if label else when


def filled(text: str, facts: Mapping[str, Fact], *, markdown: bool) -> str:
    """The text with each `{item}` replaced by the value of that item."""
    for name, fact in facts.items():
        if f"{{{name}}}" in text:
            said = value_with_origin(name, fact) if markdown else plain(value(name, fact))
            text = text.replace(f"{{{name}}}", said)
    return text


def open_because(name: str, fact: Fact) -> str:
    """An open item with the reason: "Ki-67 (not recorded)"."""
    return f"{BY_NAME[name].label} ({why_open(name, fact)})"


def why_open(name: str, fact: Fact) -> str:
    """The reason alone: "not recorded", "stale, 2025-01-03", or what the record leaves: "recorded as 5–15 %"."""
    if fact.why is None:
        return "not stated" if _is_about_order(name) else f"recorded as {value(name, fact)}"
    days = dict.fromkeys(str(evidence.date) for evidence in fact.evidence if evidence.date)
    dated = list(days)[:_DAYS_NAMED] if fact.why in _DATED else []
    return ", ".join((fact.why.value, *dated))


def in_words(name: str, possible: Domain) -> str:
    """Any part of the range of an item in plain words: "positive", "1.5 mg/dL"."""
    return _said(BY_NAME[name], possible)


def _has_origin(name: str) -> bool:
    """Whether day and specimen tell anything: not of an order, nor of age and the like that stand on the person."""
    return not _is_about_order(name) and BY_NAME[name].lists != _ON_THE_PERSON


def _is_about_order(name: str) -> bool:
    return BY_NAME[name].code == ABOUT_ORDER


def _said(item: Item, possible: Domain) -> str:
    if isinstance(possible, Choice):
        return " or ".join(_WORDS.get(word, word) for word in sorted(possible.members))
    number = _number(possible, item.range)
    return number if number == "never" else number + worded_unit(item.unit)


def _number(interval: Interval, everything: Domain) -> str:
    low, high = _plain(interval.low), _plain(interval.high)
    if is_settled(interval):
        return "never" if not interval.low.is_finite() else low
    if isinstance(everything, Interval) and interval.high == everything.high:
        return f"{'≥' if interval.low_closed else '>'} {low}"
    if isinstance(everything, Interval) and interval.low == everything.low:
        return f"{'≤' if interval.high_closed else '<'} {high}"
    return f"{low}–{high}"


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number.is_finite() else "∞"
