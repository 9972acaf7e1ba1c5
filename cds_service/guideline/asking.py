"""Case × guideline → the questions worth asking, and nothing else (clinical decisions, rulings 6, 41 and 45).

A fact is asked for if and only if some completion of all open facts makes its value decide the status or the
strength of a recommendation that would be shown. Decision diagrams answer that exactly. Safety blocks and the
lowering of strength are left out: their facts are asked when something is ordered.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from cds_service.case.items.course import CHD, FUNCTIONAL, NT_PRO_BNP, SSTR
from cds_service.case.items.disease import DIFFERENTIATION, NEN_CONFIRMED
from cds_service.case.items.item import TRUE
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.person import COMFORT_GOALS, GOALS
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.evaluation import diagnosis_is_open, one_step_weaker
from cds_service.guideline.question import Question
from cds_service.guideline.recommendation import Recommendation, decisive_criteria
from cds_service.guideline.verdict import SHOWN, Answers, status_of
from cds_service.logic.criterion import Facts, Test, evaluate, open_items, tests
from cds_service.logic.diagram import Diagram, Drawing, decisive_items
from cds_service.logic.domain import Domain
from cds_service.logic.fact import Fact, Why
from cds_service.logic.regions import regions
from cds_service.logic.truth import Truth

SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that is worth asking on this case.

    items    names of the open items that it would settle
    decides  ids of the recommendations that the answer can still change
    """

    question: Question
    items: tuple[str, ...]
    decides: tuple[str, ...]


def asked(
    facts: Facts, recommendations: tuple[Recommendation, ...], questions: tuple[Question, ...]
) -> tuple[Asked, ...]:
    """The questions: urgent ones, then the one that decides most, then in the order of their ids."""
    scope = evaluate(SCOPE, facts)
    if scope.answer is Truth.FALSE or evaluate(COMFORT_GOALS, facts).answer is Truth.TRUE:
        return ()
    if scope.answer is Truth.UNKNOWN:
        concerned = may_have_the_tumour(facts)
        return _to_questions(dict.fromkeys(open_items(scope), ()) if concerned else {}, questions)
    decided = _decided(facts, recommendations)
    if diagnosis_is_open(facts) is Truth.TRUE:
        return _to_questions({DIFFERENTIATION.name: decided.get(DIFFERENTIATION.name, ())}, questions)
    found = _to_questions({**dict.fromkeys(_always_asked(facts), ()), **decided}, questions)
    return tuple(sorted(found, key=lambda ask: (not ask.question.urgent, -len(ask.decides), ask.question.id)))


def may_have_the_tumour(facts: Facts) -> bool:
    """A neuroendocrine neoplasm is on record: confirmed, or as a provisional or contradicted diagnosis.

    The silence of ruling 1 is for patients without any sign of one.
    """
    histology = facts[NEN_CONFIRMED.name]
    return histology.possible == TRUE or (histology.why is not None and bool(histology.evidence))


def _decided(facts: Facts, recommendations: tuple[Recommendation, ...]) -> dict[str, tuple[str, ...]]:
    """By name of an open item: the recommendations that it can still decide."""
    possible = [found for found in recommendations if evaluate(found.safety, facts).answer is not Truth.TRUE]
    drawing = Drawing(_regions(facts, possible), facts)
    decided: dict[str, tuple[str, ...]] = {}
    for recommendation in possible:
        lowered = evaluate(recommendation.lowered_when, facts).answer is Truth.TRUE
        for item in sorted(decisive_items(draw(drawing, recommendation, lowered=lowered))):
            decided[item] = (*decided.get(item, ()), recommendation.id)
    return decided


def draw(drawing: Drawing, recommendation: Recommendation, *, lowered: bool = False) -> Diagram:
    """The diagram of what a clinician would see of one recommendation: status and strength, or silence.

    `lowered`: its strength is known to be one step weaker.
    """
    diagrams = [drawing.of(criterion) for criterion in decisive_criteria(recommendation)]
    return drawing.merge(diagrams, lambda answers: _seen(recommendation, answers, lowered))


def _seen(recommendation: Recommendation, answers: list[Hashable], lowered: bool) -> Hashable:
    scope, trigger, eligibility, conflict, done, first, *rows = (a for a in answers if isinstance(a, Truth))
    status = status_of(
        Answers(
            scope=scope,
            trigger=trigger,
            eligibility=eligibility,
            safety=Truth.FALSE,
            conflict=conflict,
            done=done,
            first=first,
            held=Truth.FALSE,
        )
    )
    if status not in SHOWN:
        return SILENT
    table = zip(recommendation.strength, rows, strict=True)
    strength = next((row.strength for row, answer in table if answer is Truth.TRUE), None)
    return status, one_step_weaker(strength) if strength and lowered else strength


def _regions(facts: Facts, recommendations: Iterable[Recommendation]) -> dict[str, tuple[Domain, ...]]:
    leaves: dict[str, list[Test]] = {}
    for recommendation in recommendations:
        for criterion in decisive_criteria(recommendation):
            for test in tests(criterion):
                leaves.setdefault(test.item, []).append(test)
    return {item: regions(facts[item].possible, found) for item, found in leaves.items()}


def _always_asked(facts: Facts) -> list[str]:
    """Baseline receptor imaging (M06) and, in a functioning tumour, heart screening (M13) decide nothing shown."""
    found = []
    if _is_open(facts[SSTR.name]) and evaluate(NEC, facts).answer is not Truth.TRUE:
        found.append(SSTR.name)
    screened = not (_is_open(facts[CHD.name]) and _is_open(facts[NT_PRO_BNP.name]))
    symptom_care = evaluate(GOALS, facts).answer is Truth.TRUE  # no procedure is on offer then
    if facts[FUNCTIONAL.name].possible == TRUE and not screened and not symptom_care:
        found.append(CHD.name)
    return found


def _is_open(fact: Fact) -> bool:
    return fact.why in set(Why)


def _to_questions(decided: dict[str, tuple[str, ...]], questions: tuple[Question, ...]) -> tuple[Asked, ...]:
    found = []
    for question in questions:
        items = tuple(item for item in question.items if item in decided)
        if items:
            decides = tuple(sorted({rec for item in items for rec in decided[item]}, key=_by_number))
            found.append(Asked(question=question, items=items, decides=decides))
    return tuple(found)


def _by_number(identifier: str) -> tuple[int, str]:
    """R02 before R10a before R10b before R11."""
    digits = "".join(sign for sign in identifier if sign.isdigit())
    return int(digits), identifier
