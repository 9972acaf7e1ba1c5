"""What is read, and what a code means → text for a terminal and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cds_service.case.items.item import Item
from fhir_mappings.integration.code_meaning import CodeMeaning
from fhir_mappings.integration.what_is_read import Row

_HEAD = (
    "| fact | resources | value sets and concept maps | how |",
    "|---|---|---|---|",
)


def markdown_table(rows: Iterable[Row]) -> str:
    """The table for integrators."""
    return "\n".join((*_HEAD, *map(_markdown_row, rows)))


def meaning_text(meaning: CodeMeaning) -> str:
    """What one code means here, in lines."""
    return "\n".join(_lines(meaning))


def unknown_text(code: str, reason: str | None) -> str:
    """What to do about a code that nothing here knows; `reason`: why it is left out on purpose."""
    if reason:
        return f"{code} is left out on purpose: it {reason}"
    return (
        f"{code} is not known here. If it is a code of your site, map it: write a FHIR R4 ConceptMap from its system "
        "to a code that `net-cds terminology search` finds, into the folder that NET_CDS_CONCEPT_MAPS names. "
        "`net-cds terminology gaps FILE` drafts one from your records."
    )


def _markdown_row(row: Row) -> str:
    facts = "<br>".join(f"**{item.code}** {_with_unit(item)}" for item in row.facts)
    codes = "<br>".join(f"`{named.id}` {named.title}" for named in row.by) or "no code list"
    cells = (facts, ", ".join(row.types), codes, row.how)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _lines(meaning: CodeMeaning) -> Iterator[str]:
    coding = meaning.coding
    yield f"{coding.code}  {coding.display or 'a code of this site'}"
    yield f"  system    {coding.system}"
    yield f"  grade     {'matched, and may be sent' if meaning.may_be_sent else 'matched only, never sent'}"
    yield from _listed("in", (f"ValueSet/{each.id}: {each.purpose}" for each in meaning.value_sets))
    yield from _listed(
        "answers", (f"ConceptMap/{each.id}: {target.code} ({target.display})" for each, target in meaning.answers)
    )
    yield from _listed("sent with", (f"{order.code}: {order.display}" for order in meaning.orders))
    yield from _listed("facts", map(_fact, meaning.facts))
    yield from _listed("also for", map(_fact, meaning.also))
    if not meaning.facts:
        yield "  facts     none: it is recognised, or sent, and settles nothing"


def _listed(label: str, lines: Iterable[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield f"  {'' if index else label:9} {line}"


def _fact(item: Item) -> str:
    return f"{item.code} {_with_unit(item)}"


def _with_unit(item: Item) -> str:
    return f"{item.label} ({item.unit})" if item.unit else item.label
