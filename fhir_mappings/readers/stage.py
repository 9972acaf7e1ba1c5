"""PF12: distant metastases, from stage groups, Condition.stage, M categories and metastasis Conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cds_service.case.items.disease import STAGE_IV
from cds_service.case.items.item import FALSE, TRUE
from cds_service.case.record import Note
from cds_service.logic.domain import Domain
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.coding import codings
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.shape import objects
from fhir_mappings.findings.asserted import Asserted, asserted
from fhir_mappings.findings.focus import is_another_disease
from fhir_mappings.findings.metastases import METASTASES, Spread, metastases
from fhir_mappings.findings.observed import answers_of, chosen, note_on
from fhir_mappings.reader import NOTHING, Found, Reader, Sources
from fhir_mappings.resources import Resource
from fhir_mappings.terminology import OPEN, translate_all
from fhir_mappings.tumour import CODES, is_metastasis, may_be_the_primary

_DISTANT = frozenset(
    {"liver", "bone", "lung", "brain", "peritoneum", "distant-node", "other", "unspecified"}
    | {"extra-abdominal", "extrahepatic-abdominal"}
)
_OPENING = frozenset({Why.UNMAPPED, Why.CONFLICTING})
_CATEGORIES = {"M0": "false", "M1": "true", "M1a": "true", "M1b": "true", "M1c": "true"}
_QUESTIONS = (
    ("stage-group-observations", "stage-group", {"IV": "true", "below-IV": "false"}),
    ("m-category-observations", "m-category", _CATEGORIES),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """One statement of a stage: true for IV, or the problem that it has instead."""

    said: Domain | Problem
    evidence: Evidence


def _read(sources: Sources) -> Found:
    """Any stage IV ever documented counts; a lower stage beside a metastasis is a conflict (ruling 24)."""
    stated = tuple(_stated(sources))
    distant = [spread for spread in metastases(sources) if spread.site in _DISTANT]
    derived = [spread.evidence for spread in distant if spread.certain]
    notes = tuple(note_on(one.said, one.evidence.reference) for one in stated if isinstance(one.said, Problem))
    yes = [one.evidence for one in stated if one.said == TRUE]
    no = [one.evidence for one in stated if one.said == FALSE]
    if no and derived and not yes:
        text = "M0 or a lower stage stands beside a distant metastasis"
        return _fact(
            Fact(possible=STAGE_IV.range, why=Why.CONFLICTING, evidence=(*no, *derived)), *notes, _note(text, no)
        )
    if yes or derived:
        return _fact(Fact(possible=TRUE, evidence=(*yes, *derived)), *notes)
    unclear = _unclear(stated, distant)
    if unclear:
        return _fact(unclear, *notes)
    return _fact(Fact(possible=FALSE, evidence=tuple(no)), *notes) if no else NOTHING


def _unclear(stated: tuple[_Stated, ...], distant: list[Spread]) -> Fact | None:
    """Open when a metastasis is suspected, or when what cannot be read may say IV against an older lower stage."""
    if distant:
        evidence = tuple(one.evidence for one in distant)
        return Fact(possible=STAGE_IV.range, why=Why.PRELIMINARY, evidence=evidence)
    lower = [one.evidence for one in stated if one.said == FALSE]
    problems = [(one.said.why, one.evidence) for one in stated if isinstance(one.said, Problem)]
    if lower:
        problems = [(why, one) for why, one in problems if why in _OPENING and not _is_older(one, lower)]
    if not problems:
        return None
    return Fact(possible=STAGE_IV.range, why=problems[0][0], evidence=tuple(one for _, one in problems))


def _is_older(one: Evidence, others: list[Evidence]) -> bool:
    return any(one.date and other.date and one.date.latest < other.date.earliest for other in others)


def _stated(sources: Sources) -> Iterator[_Stated]:
    for codes, concept_map, words in _QUESTIONS:
        answers, _ = answers_of(sources, (codes,), partial(_answer, sources, concept_map, words))
        yield from (_Stated(said=answer.said, evidence=answer.evidence) for answer in answers)
    for condition in asserted(sources):
        summaries = [codings(stage.get("summary")) for stage in objects(condition.resource.body.get("stage"))]
        for summary in summaries if condition.certain and _is_the_tumour(sources, condition) else ():
            for stage in translate_all(sources.terminology.concept_maps["stage-group"], summary) - {OPEN}:
                yield _Stated(said=TRUE if stage == "IV" else FALSE, evidence=condition.evidence)


def _is_the_tumour(sources: Sources, condition: Asserted) -> bool:
    named = may_be_the_primary(sources.terminology, condition) or is_metastasis(sources.terminology, condition)
    return named and not is_another_disease(sources, condition)


def _answer(sources: Sources, concept_map: str, words: dict[str, str], resource: Resource) -> Domain | Problem:
    return chosen(sources, resource, concept_map, words)


def _note(text: str, evidence: list[Evidence]) -> Note:
    return Note(text=text, reference=evidence[0].reference)


def _fact(fact: Fact, *notes: Note) -> Found:
    return Found(facts={STAGE_IV.name: fact}, notes=notes)


READER = Reader(
    items=(STAGE_IV.name,),
    lists=("conditions", "observations"),
    codes=(*(name for codes, answers, _ in _QUESTIONS for name in (codes, answers)), *METASTASES, *CODES),
    read=_read,
)
