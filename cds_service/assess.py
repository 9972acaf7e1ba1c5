"""Case × knowledge → assessment: every rule evaluated on its own, so that a bug in one does not hide the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar
from uuid import uuid4

from cds_service.case.order import Drafts, Order, at_order
from cds_service.case.record import Case
from cds_service.guideline.asking import Asked, asked
from cds_service.guideline.asking_at_order import Unchecked, asked_at_order, once_each, unchecked_at_order
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.evaluation import diagnosis_is_open, judge
from cds_service.guideline.verdict import Verdict
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warning_check import Raised, check, shown_at_patient_view, without_replaced
from cds_service.knowledge import Knowledge
from cds_service.logic.criterion import Facts, evaluate
from cds_service.logic.truth import Truth

_log = logging.getLogger(__name__)

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    """A rule whose evaluation raised: a bug of ours."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """The warnings of one case or one order, and the ids of those that broke."""

    raised: tuple[Raised, ...]
    failed: tuple[str, ...]


def assess(knowledge: Knowledge, case: Case) -> Assessment:
    """What the guideline says when the chart is opened."""
    verdicts = _verdicts(knowledge, case)
    checked = _checked(knowledge.warnings, case.facts, None)
    sound = tuple(verdict.recommendation for verdict in verdicts)
    return _assessment(knowledge, case, verdicts, asked(case.facts, sound, knowledge.questions), (checked,))


def assess_orders(knowledge: Knowledge, case: Case, drafts: Drafts) -> Assessment:
    """What the guideline says when something is ordered: also the warnings of each checked draft and its questions."""
    verdicts = _verdicts(knowledge, case)
    orders = [(order, at_order(case, order, drafts.all)) for order in drafts.checked]
    checked = tuple(_checked(knowledge.warnings, at.facts, order) for order, at in orders)
    failed = {name for one in checked for name in one.failed}
    sound = [warning for warning in knowledge.warnings if warning.id not in failed]
    asks = [ask for order, at in orders for ask in asked_at_order(at.facts, sound, knowledge.questions, order.kind)]
    if orders and evaluate(SCOPE, case.facts).answer is not Truth.TRUE:
        asks = [*asked(case.facts, (), knowledge.questions)]  # whether the guidance applies comes first
    found = _assessment(knowledge, case, verdicts, once_each(asks), checked)
    return replace(found, unchecked=tuple(_unchecked(sound, found, orders)))


def _assessment(
    knowledge: Knowledge,
    case: Case,
    verdicts: tuple[Verdict, ...],
    questions: tuple[Asked, ...],
    checked: tuple[_Checked, ...],
) -> Assessment:
    scope = evaluate(SCOPE, case.facts).answer
    judged = {verdict.recommendation.id for verdict in verdicts}
    broken = [found.id for found in knowledge.recommendations if found.id not in judged]
    broken += [name for one in checked for name in one.failed]
    return Assessment(
        scope=scope,
        diagnosis_open=diagnosis_is_open(case.facts) is Truth.TRUE and scope is Truth.TRUE,
        verdicts=verdicts,
        asked=questions,
        raised=tuple(raised for one in checked for raised in one.raised),
        failed=tuple(dict.fromkeys(broken)),
    )


def _unchecked(
    warnings: Sequence[SafetyWarning], found: Assessment, orders: Iterable[tuple[Order, Case]]
) -> Iterable[Unchecked]:
    """Each once, however many drafts it concerns."""
    unread = [
        one
        for order, at in orders
        for one in unchecked_at_order(at.facts, warnings, found.raised, found.asked, order.kind)
    ]
    return {one.warning.slug: one for one in unread}.values()


def _verdicts(knowledge: Knowledge, case: Case) -> tuple[Verdict, ...]:
    """The verdicts of all recommendations that could be evaluated."""
    found = (_attempt(one.id, partial(judge, one, case.facts)) for one in knowledge.recommendations)
    return tuple(verdict for verdict in found if not isinstance(verdict, _Broken))


def _checked(warnings: Iterable[SafetyWarning], facts: Facts, order: Order | None) -> _Checked:
    """The warnings that concern the order (without one: the chart); one that breaks is named."""
    found = [_attempt(warning.id, partial(_check, facts, warning, order)) for warning in warnings]
    raised = without_replaced(one for one in found if not isinstance(one, _Broken))
    return _Checked(raised=raised, failed=tuple(one.id for one in found if isinstance(one, _Broken)))


def _check(facts: Facts, warning: SafetyWarning, order: Order | None) -> Raised | None:
    concerned = shown_at_patient_view(facts, warning) if order is None else order.kind in warning.orders
    return check(facts, warning, order.reference if order else None) if concerned else None


def _attempt(identifier: str, work: Callable[[], Found]) -> Found | _Broken:
    try:
        return work()
    except Exception as bug:  # a bug in one rule must not hide the others; a card says that it happened
        # the message of an exception may hold patient data: only its type is logged
        _log.error("rule %s broke: %s (%s)", identifier, type(bug).__name__, uuid4())
        return _Broken(id=identifier)
