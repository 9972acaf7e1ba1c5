"""Question → one page in Markdown: what is asked, how it is obtained, and what hangs on the answer."""

from __future__ import annotations

from collections.abc import Iterable

from cds_service.cards.ordering.orders import name_of
from cds_service.case.items.dictionary import BY_NAME
from cds_service.guideline.question import Question
from cds_service.guideline.recommendation import ALWAYS, decisive_criteria
from cds_service.guideline.warning import SafetyWarning
from cds_service.knowledge import Knowledge
from cds_service.logic.criterion import Criterion, tests
from cds_service.sheet.blocks import Said, bullets, origin, page
from cds_service.sheet.warning_page import orders_of
from cds_service.sheet.wording import in_a_breath, worded
from fhir_mappings.terminology import suggested_order


def question_page(one: Question, knowledge: Knowledge) -> str:
    """One question; which rules hang on it is found in the rules themselves."""
    return page(
        question_heading(one),
        (
            bullets("What is asked, and how it is obtained", _asked(one, knowledge)),
            bullets("Opened chart: asked while it can still decide one of these", _recommendations(one, knowledge)),
            bullets("Order: asked while one of these warnings hangs on it", _warnings(one, knowledge)),
            bullets("Order: asked in any case", _in_any_case(one)),
            origin(one.sources),
        ),
    )


def question_heading(one: Question) -> str:
    """The id and what a clinician is asked for."""
    return f"{one.id} · {one.text}"


def _asked(one: Question, knowledge: Knowledge) -> tuple[Said, ...]:
    codes = dict.fromkeys((*one.orders, *(code for _, code in one.order_of)))
    return (
        ("Settles", "; ".join(BY_NAME[name].label for name in one.items)),
        ("Obtain", one.obtain),
        ("Orders offered", ", ".join(suggested_order(knowledge.terminology, code).text for code in codes)),
        ("Before all others", "yes" if one.urgent else ""),
    )


def _recommendations(one: Question, knowledge: Knowledge) -> tuple[Said, ...]:
    return tuple(
        (found.id, worded(found.card.title))
        for found in knowledge.recommendations
        if _reads(one, (criterion for criterion in decisive_criteria(found) if criterion != found.population))
    )


def _warnings(one: Question, knowledge: Knowledge) -> tuple[Said, ...]:
    return tuple(
        (found.id, f"{worded(found.title)} ({orders_of(found)})")
        for found in knowledge.warnings
        if found.orders and _reads(one, _deciding(found))
    )


def _in_any_case(one: Question) -> tuple[Said, ...]:
    kinds = ", ".join(name_of(kind) for kind in one.at_orders)
    unless = "" if one.when == ALWAYS else f", unless this is excluded: {in_a_breath(one.when)}"
    return (("At", f"{kinds}{unless}" if kinds else ""),)


def _deciding(warning: SafetyWarning) -> tuple[Criterion, ...]:
    return (warning.when,)


def _reads(one: Question, criteria: Iterable[Criterion]) -> bool:
    return any(leaf.item in one.items for criterion in criteria for leaf in tests(criterion))
