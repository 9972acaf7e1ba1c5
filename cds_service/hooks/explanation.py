"""Advice → the JSON of the explain endpoint: facts, verdicts, questions, notes and the cards themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cds_service.cards.wire import card_json
from cds_service.case.items.dictionary import BY_NAME, ITEMS
from cds_service.case.record import Note
from cds_service.guideline.asking import Asked
from cds_service.guideline.asking_at_order import Unchecked
from cds_service.guideline.verdict import Verdict
from cds_service.guideline.warning_check import Raised
from cds_service.logic.criterion import Confirmed, Criterion, Definition, Every, Not, Some, Test, Trace, WhenKnown
from cds_service.logic.fact import Evidence, Fact
from cds_service.logic.truth import Truth
from cds_service.respond import Advice

_KINDS: dict[type[Criterion], str] = {
    Test: "test",
    Every: "every",
    Some: "some",
    Not: "not",
    Confirmed: "confirmed",
    WhenKnown: "when known",
    Definition: "definition",
}


def explanation(
    advice: Advice, guideline: Mapping[str, Any], lists: Mapping[str, Any] | None = None, standing: str | None = None
) -> dict[str, Any]:
    """The answer of `POST /explain/{id}` (architecture §3).

    lists     where each prefetch list came from
    standing  how the answer is to be taken (`Standing`)
    """
    return {
        "guideline": dict(guideline),
        "as_of": advice.case.as_of.isoformat(),
        "scope": advice.assessment.scope.value,
        "standing": standing,
        "facts": {item.name: fact_json(item.code, item.unit, advice.case.facts[item.name]) for item in ITEMS},
        "verdicts": [_verdict(verdict) for verdict in advice.assessment.verdicts],
        "warnings": [_warning(raised) for raised in advice.assessment.raised],
        "questions": [_question(ask) for ask in advice.assessment.asked],
        "notes": [_note(note) for note in advice.case.notes],
        "lists": lists or {},
        "failed": list(advice.assessment.failed),
        "unchecked": [_unchecked(one) for one in advice.assessment.unchecked],
        "cards": [card_json(card) for card in advice.cards],
    }


def fact_json(code: str, unit: str | None, fact: Fact) -> dict[str, Any]:
    """One fact: what is still possible, its unit, why it is open, and where it comes from."""
    return {
        "code": code,
        "possible": str(fact.possible),
        "unit": unit,
        "why": fact.why.value if fact.why else None,
        "evidence": [_evidence(evidence) for evidence in fact.evidence],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    recommendation = verdict.recommendation
    return {
        "id": recommendation.id,
        "slug": recommendation.slug,
        "status": verdict.status.value,
        "strength": verdict.strength.value if verdict.strength else None,
        "certainty": verdict.certainty.value if verdict.certainty else None,
        "because": _because(verdict),
        "missing": _codes(verdict.missing),
        "checklist": _codes(verdict.checklist),
        "sources": list(recommendation.sources),
        "references": list(recommendation.references),
    }


def _warning(raised: Raised) -> dict[str, Any]:
    """One warning as one draft raised it; `order` is null when the chart was opened."""
    warning = raised.warning
    return {
        "id": warning.id,
        "slug": warning.slug,
        "indicator": raised.indicator.value,
        "certain": raised.certain,
        "order": raised.order,
        "because": _trace(raised.because),
        "missing": _codes(raised.missing),
        "sources": list(warning.sources),
        "references": list(warning.references),
    }


def _because(verdict: Verdict) -> dict[str, Any]:
    """One tree: the parts of the recommendation, each with its criterion; the answer is that of its trigger."""
    answers = dict(verdict.because)
    trigger = answers["trigger"].answer if "trigger" in answers else Truth.TRUE
    children = [{"part": part, **_trace(trace)} for part, trace in verdict.because]
    return {"text": verdict.recommendation.card.title, "answer": trigger.value, "kind": "every", "children": children}


def _trace(trace: Trace) -> dict[str, Any]:
    criterion = trace.criterion
    node: dict[str, Any] = {"text": criterion.text, "answer": trace.answer.value, "kind": _KINDS[type(criterion)]}
    if isinstance(criterion, Definition):
        node |= {"id": criterion.id, "sources": list(criterion.sources)}
    if isinstance(criterion, Test):
        node |= {"item": criterion.item, "code": BY_NAME[criterion.item].code}
        node["evidence"] = [_evidence(evidence) for evidence in trace.evidence]
    if trace.children:
        node["children"] = [_trace(child) for child in trace.children]
    return node


def _question(ask: Asked) -> dict[str, Any]:
    return {
        "id": ask.question.id,
        "facts": _codes(ask.items),
        "decides": list(ask.decides),
        "text": ask.question.text,
        "obtain": ask.question.obtain,
    }


def _unchecked(one: Unchecked) -> dict[str, Any]:
    return {"id": one.warning.id, "slug": one.warning.slug, "facts": _codes(one.items)}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"reference": evidence.reference, "date": str(evidence.date) if evidence.date else None}


def _note(note: Note) -> dict[str, Any]:
    return {"text": note.text, "reference": note.reference, "element": note.element}


def _codes(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(BY_NAME[name].code for name in names))
