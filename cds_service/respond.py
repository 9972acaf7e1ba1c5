"""The walk: resources → record → case → verdicts → cards, entered by every door of the service."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from cds_service.cards.card import Card
from cds_service.cards.composition import compose
from cds_service.cards.frame import Frame
from cds_service.case.ageing import Dangers
from cds_service.case.record import Case, Record
from cds_service.case.settling import settle
from cds_service.guideline.asking import asked
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.evaluation import diagnosis_is_open, judge
from cds_service.guideline.question import Question
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.verdict import Verdict
from cds_service.logic.criterion import Facts, evaluate
from cds_service.logic.truth import Truth
from fhir_mappings.reader import Sources
from fhir_mappings.reading import read
from fhir_mappings.resources import Resources
from fhir_mappings.terminology import Terminology

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What decides: recommendations, questions, the numbers that do not expire, and the terminology."""

    recommendations: tuple[Recommendation, ...]
    questions: tuple[Question, ...]
    dangers: Dangers
    terminology: Terminology


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the walk arrived at: the case, what the guideline says about it, and the cards."""

    case: Case
    assessment: Assessment
    cards: tuple[Card, ...]


def advise(knowledge: Knowledge, resources: Resources, frame: Frame, as_of: date) -> Advice:
    """The whole walk for one patient on one day."""
    record = read(Sources(resources=resources, terminology=knowledge.terminology, as_of=as_of))
    return advise_on_record(knowledge, record, frame, as_of)


def advise_on_record(knowledge: Knowledge, record: Record, frame: Frame, as_of: date) -> Advice:
    """The walk from the record on."""
    case = settle(record, as_of, knowledge.dangers)
    assessment = assess(knowledge, case)
    return Advice(case=case, assessment=assessment, cards=compose(frame, assessment, case))


def assess(knowledge: Knowledge, case: Case) -> Assessment:
    """Case × guideline → assessment. A recommendation that breaks is named in it and does not stop the others."""
    judged = [(found.id, _judge(found, case.facts)) for found in knowledge.recommendations]
    sound = tuple(verdict.recommendation for _, verdict in judged if verdict)
    return Assessment(
        scope=evaluate(SCOPE, case.facts).answer,
        diagnosis_open=diagnosis_is_open(case.facts) is Truth.TRUE and evaluate(SCOPE, case.facts).answer is Truth.TRUE,
        verdicts=tuple(verdict for _, verdict in judged if verdict),
        asked=asked(case.facts, sound, knowledge.questions),
        failed=tuple(identifier for identifier, verdict in judged if verdict is None),
    )


def _judge(recommendation: Recommendation, facts: Facts) -> Verdict | None:
    try:
        return judge(recommendation, facts)
    except Exception as bug:  # a bug in one recommendation must not hide the others; a card says that it happened
        # the message of an exception may hold patient data: only its type is logged
        _log.error("recommendation %s broke: %s (%s)", recommendation.id, type(bug).__name__, uuid4())
        return None
