"""Case at an order × warnings × questions → what is asked before this order is signed (clinical model §4.7).

A fact is asked for when a warning of such an order still hangs on it, or when the question itself belongs to the
order (baselines before an analogue).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cds_service.case.order import OrderKind
from cds_service.guideline.asking import Asked
from cds_service.guideline.question import Question
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warning_check import awaited
from cds_service.logic.criterion import Facts, evaluate
from cds_service.logic.truth import Truth


def asked_at_order(
    facts: Facts, warnings: Iterable[SafetyWarning], questions: Iterable[Question], kind: OrderKind
) -> tuple[Asked, ...]:
    """The questions for one order, in the order of `questions`."""
    hanging: dict[str, tuple[str, ...]] = {}
    for warning in warnings:
        if kind in warning.orders:  # two files may share one id, each with its own loudness
            hanging[warning.id] = (*hanging.get(warning.id, ()), *awaited(facts, warning))
    found = (_asked(facts, question, hanging, kind) for question in questions)
    return tuple(ask for ask in found if ask is not None)


def once_each(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """The questions of several orders, each once, the one on which most warnings hang first."""
    merged: dict[str, Asked] = {}
    for ask in asked:
        known = merged.get(ask.question.id)
        merged[ask.question.id] = _both(known, ask) if known else ask
    return tuple(sorted(merged.values(), key=lambda ask: (-len(ask.decides), ask.question.id)))


def _asked(facts: Facts, question: Question, hanging: Mapping[str, tuple[str, ...]], kind: OrderKind) -> Asked | None:
    awaits = {item for items in hanging.values() for item in items}
    belongs = kind in question.at_orders and evaluate(question.when, facts).answer is not Truth.FALSE
    items = tuple(item for item in question.items if item in awaits or (belongs and facts[item].why is not None))
    decides = tuple(sorted(name for name, hung in hanging.items() if set(hung) & set(items)))
    return Asked(question=question, items=items, decides=decides) if items else None


def _both(one: Asked, other: Asked) -> Asked:
    return Asked(
        question=one.question,
        items=tuple(dict.fromkeys((*one.items, *other.items))),
        decides=tuple(sorted({*one.decides, *other.decides})),
    )
