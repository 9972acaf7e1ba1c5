"""Knowledge → the tables behind the pages: how long a fact counts, how the source is read, where it is contestable."""

from __future__ import annotations

from cds_service.cards.words import in_words
from cds_service.case.items.dictionary import ITEMS
from cds_service.case.items.item import Item, Span
from cds_service.case.items.units import worded_unit
from cds_service.guideline.divergences import DIVERGENCES
from cds_service.guideline.statements import STATEMENTS
from cds_service.knowledge import Knowledge
from cds_service.sheet.blocks import cell, page, table
from cds_service.sheet.wording import READINGS

ABOUT_ORDER = "order"


def facts_page(knowledge: Knowledge) -> str:
    """Every fact of the case with its age limits and the values that do not expire (rulings 2, 39 and 40)."""
    heads = ("fact", "nothing recorded", "counts for", "at an order", "does not expire")
    rows = [
        _row([_named(item), *_ageing(item), _danger(item, knowledge)]) for item in ITEMS if item.code != ABOUT_ORDER
    ]
    said = (
        "A value that permits opens again when it is older than its limit; one that blocks or warns stays until a "
        "newer record refutes it. “Nothing recorded” counts only where every list that would show it was retrieved."
    )
    return page("Facts, and how long they count", (said, table(heads, rows)))


def readings_page() -> str:
    """Assumptions, interactions, gates and rulings on which the pages rest."""
    rows = [_row([f"**{name}**", text, ""]) for name, text in READINGS.items()]
    return page("Assumptions, interactions and rulings to be signed off", (table(("id", "reading", "signed"), rows),))


def statements_page() -> str:
    """Every statement of the source with its reading."""
    rows = [
        _row([one.id, one.asserts, one.strength.value if one.strength else "–", _read(one.reading, one.not_computed)])
        for one in STATEMENTS
    ]
    heads = ("id", "the source says", "wording", "read as")
    return page("Every statement of the source, and how it is read", (table(heads, rows),))


def divergences_page() -> str:
    """Where the source is contestable, and what a clinician is told."""
    rows = [
        _row([one.id, one.source, one.divergence, _read(one.presentation, one.not_computed)]) for one in DIVERGENCES
    ]
    heads = ("id", "the source", "others", "on the card")
    return page("Where the source is contestable, outdated or silent", (table(heads, rows),))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell(one) for one in cells)} |"


def _read(reading: str, not_computed: str | None) -> str:
    return f"{reading} Not computed: {not_computed}" if not_computed else reading


def _named(item: Item) -> str:
    unit = worded_unit(item.unit).strip()
    return f"{item.label} [{unit}]" if unit else item.label


def _ageing(item: Item) -> tuple[str, str, str]:
    absent = in_words(item.name, item.absent) if item.absent else "open"
    limit = _span(item.fresh) if item.fresh else "always"
    return absent, limit, _span(item.fresh_at_order) if item.fresh_at_order else "the same"


def _danger(item: Item, knowledge: Knowledge) -> str:
    if item.judgement:
        return "expires both ways"
    found = [*([item.dangerous] if item.dangerous else []), *knowledge.dangers.get(item.name, ())]
    said = ", ".join(dict.fromkeys(in_words(item.name, one) for one in found))
    limit = f" (opens after {_span(item.worst_lasts)})" if said and item.worst_lasts else ""
    return f"{said}{limit}" if item.fresh else ""


def _span(span: Span) -> str:
    parts = [f"{span.months} months"] if span.months else []
    return " ".join([*parts, *([f"{span.days} days"] if span.days else [])])
