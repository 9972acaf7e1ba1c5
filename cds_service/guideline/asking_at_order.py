"""Case at an order × warnings × questions → what is asked before this order is signed (clinical model §4.7).

A fact is asked for when a warning of such an order still hangs on it, or when the question itself belongs to the
order (baselines before an analogue).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cds_service.case.order import OrderKind
from cds_service.guideline.asking import Asked
from cds_service.guideline.question import Question
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warning_check import Raised, awaited
from cds_service.logic.criterion import Facts, evaluate
from cds_service.logic.fact import Why
from cds_service.logic.truth import Truth

_UNREAD = (Why.NOT_RETRIEVED, Why.UNREADABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A warning about which nothing is said at an order although it could not be checked.

    items  names of the open items on which it hangs: their lists were not retrieved, or what stands there is unreadable
    """

    warning: SafetyWarning
    items: tuple[str, ...]


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


def unchecked_at_order(
    facts: Facts, warnings: Iterable[SafetyWarning], raised: Iterable[Raised], asks: Iterable[Asked], kind: OrderKind
) -> tuple[Unchecked, ...]:
    """What would pass for checked: warnings that are neither raised nor asked about, as the record was not read."""
    spoken = {name for one in raised for name in (one.warning.slug, *one.warning.replaces)}
    asked = {item for ask in asks for item in ask.items}
    silent = (one for one in warnings if kind in one.orders and not spoken & {one.slug, one.id})
    unread = ((one, _unread(facts, awaited(facts, one))) for one in silent)
    return tuple(Unchecked(warning=one, items=items) for one, items in unread if items and not asked & set(items))


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


def _unread(facts: Facts, items: Iterable[str]) -> tuple[str, ...]:
    return tuple(item for item in items if facts[item].why in _UNREAD)


def _both(one: Asked, other: Asked) -> Asked:
    return Asked(
        question=one.question,
        items=tuple(dict.fromkeys((*one.items, *other.items))),
        decides=tuple(sorted({*one.decides, *other.decides})),
    )
