"""Warning → one page in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cds_service.cards.ordering.families import family_of
from cds_service.cards.ordering.orders import name_of
from cds_service.guideline.recommendation import ALWAYS
from cds_service.guideline.warning import SafetyWarning, warning_criteria
from cds_service.sheet.blocks import (
    Said,
    bullets,
    condition,
    gates,
    numbers,
    origin,
    page,
    signature,
    tested,
    texts,
    unless_scope,
)
from cds_service.sheet.wording import worded
from fhir_mappings.terminology import Terminology, suggested_order


def warning_page(one: SafetyWarning, terminology: Terminology, vignettes: Path | None) -> str:
    """Everything that decides about one warning, and what its card says and offers."""
    criteria = (
        ("For whom", unless_scope(one.population)),
        ("Warns when", one.when),
        ("Silent when known", one.unless),
        ("Also at the opened chart when", one.at_patient_view),
    )
    return page(
        warning_heading(one),
        (
            bullets("How loud, and where", _loudness(one)),
            "### Warns when\n\n- every such order" if one.when == ALWAYS else "",
            *gates(criteria, set()),
            bullets("Titles of the card", _titles(one)),
            texts("What the card says", one.lines),
            bullets("What the card offers", _offers(one, terminology)),
            numbers(warning_criteria(one)),
            origin(one.sources, one.references, one.notes),
            tested(one.slug.replace("-", "_"), vignettes),
            signature(one.review),
        ),
    )


def warning_heading(one: SafetyWarning) -> str:
    """The id and the title."""
    return f"{one.id} · {worded(one.title)}"


def orders_of(one: SafetyWarning) -> str:
    """The orders that raise it, in words."""
    return ", ".join(name_of(kind) for kind in one.orders) or "none: at the opened chart only"


def _loudness(one: SafetyWarning) -> tuple[Said, ...]:
    return (
        ("Orders", orders_of(one)),
        ("When it is known", f"**{one.indicator.value}**"),
        ("While it is open", one.open_indicator.value if one.open_indicator else "silent"),
        ("Once raised it silences", ", ".join(one.replaces)),
    )


def _titles(one: SafetyWarning) -> tuple[Said, ...]:
    family = family_of(one)
    named = "; ".join(f"{worded(line.text)}{condition(line)}" for line in one.named)
    shared = worded(family.title) if family.title != "{list}" else ""
    return (
        ("while it is open", worded(one.title_open or "")),
        ("what is the matter", named),
        ("in a title of several", worded(one.short or "")),
        ("with others of its family", shared),
        ("with them", worded(family.note or "")),
    )


def _offers(one: SafetyWarning, terminology: Terminology) -> tuple[Said, ...]:
    return (
        ("to order", _orders(one.add, terminology)),
        ("to change the draft to", _orders(one.replacements, terminology)),
    )


def _orders(codes: Iterable[str], terminology: Terminology) -> str:
    return ", ".join(suggested_order(terminology, code).text for code in codes)
