"""PF10, PF11, PF14: neuroendocrine histology, primary site and differentiation, from Conditions and pathology."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cds_service.case.items.disease import DIFFERENTIATION, NEN_CONFIRMED, SITE
from cds_service.case.items.item import Item
from cds_service.case.record import Note
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.answers import answer_codings
from fhir_mappings.elements.moments import effective
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.findings.asserted import Asserted, asserted
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import having
from fhir_mappings.terminology import OPEN, Coding, translate_all

_PATHOLOGY = ("histology-observations", "differentiation-observations", "grade-observations")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """What one resource says about the tumour: codings of its nature, codings of its place."""

    nature: tuple[Coding, ...]
    place: tuple[Coding, ...]
    certain: bool
    evidence: Evidence


def _read(sources: Sources) -> Found:
    conditions = asserted(sources)
    pathology = tuple(_pathology(sources))
    primaries = tuple(_primaries(sources, conditions))
    tumours = [statement for statement in (*primaries, *pathology) if _is_nen(sources, statement)]
    said = (
        _fact(NEN_CONFIRMED, _histology(sources, tumours)),
        _fact(SITE, _answers(sources, "primary-site", _with_place(primaries, tumours), "place")),
        _fact(
            DIFFERENTIATION,
            _answers(sources, "differentiation", [*tumours, *_only_differentiation(sources, pathology)]),
        ),
    )
    facts = {name: fact for found in said if found for name, fact in (found,)}
    return Found(facts=facts, notes=_conflict_notes(facts))


def _primaries(sources: Sources, conditions: Iterable[Asserted]) -> Iterable[_Statement]:
    """Every Condition that is not a metastasis; its code says both nature and place."""
    secondary = sources.terminology.value_sets["metastasis-conditions"].codings
    for found in conditions:
        if any(coding.key in secondary for coding in found.codings):
            nature, place = (*found.codings, *found.morphology), tuple[Coding, ...]()
        else:
            nature, place = (*found.codings, *found.morphology), (*found.codings, *found.sites)
        yield _Statement(nature=nature, place=place, certain=found.certain, evidence=found.evidence)


def _pathology(sources: Sources) -> Iterable[_Statement]:
    wanted = frozenset(key for name in _PATHOLOGY for key in sources.terminology.value_sets[name].codings)
    for resource in having(sources.resources, "Observation", wanted):
        status = status_of("Observation", resource.body)
        if isinstance(status, Problem) or status is Status.DIFFERENT:
            continue
        when = effective(resource.body)
        dated = None if isinstance(when, Problem) else when
        yield _Statement(
            nature=answer_codings(resource.body),
            place=(),
            certain=status is Status.COUNTS,
            evidence=Evidence(reference=resource.reference, date=dated),
        )


def _is_nen(sources: Sources, statement: _Statement) -> bool:
    return bool(translate_all(sources.terminology.concept_maps["neuroendocrine-histology"], statement.nature))


def _only_differentiation(sources: Sources, pathology: Iterable[_Statement]) -> list[_Statement]:
    return [statement for statement in pathology if not _is_nen(sources, statement)]


def _with_place(primaries: tuple[_Statement, ...], tumours: list[_Statement]) -> list[_Statement]:
    """The place of a primary counts when the tumour is a NEN: by its own morphology, or by a pathology result."""
    own = [statement for statement in tumours if statement.place]
    return own or (list(primaries) if tumours else [])


def _histology(sources: Sources, tumours: list[_Statement]) -> dict[str, list[_Statement]]:
    answers = _answers(sources, "neuroendocrine-histology", tumours)
    named = {"nen": "true", "mixed": "true", "not-nen": "false"}
    result: dict[str, list[_Statement]] = {}
    for answer, statements in answers.items():
        result.setdefault(named.get(answer, answer), []).extend(statements)
    return result


def _answers(
    sources: Sources, concept_map: str, statements: Iterable[_Statement], part: str = "nature"
) -> dict[str, list[_Statement]]:
    """Answer → the statements that give it."""
    answers: dict[str, list[_Statement]] = {}
    for statement in statements:
        codings = statement.place if part == "place" else statement.nature
        for target in translate_all(sources.terminology.concept_maps[concept_map], codings):
            answers.setdefault(target, []).append(statement)
    return answers


def _fact(item: Item, answers: dict[str, list[_Statement]]) -> tuple[str, Fact] | None:
    """One certain answer settles; several conflict; only provisional or open ones leave the fact open."""
    certain = {answer: [s for s in given if s.certain] for answer, given in answers.items() if answer != OPEN}
    settled = {answer: given for answer, given in certain.items() if given}
    evidence = tuple(statement.evidence for given in answers.values() for statement in given)
    if len(settled) == 1:
        ((answer, given),) = settled.items()
        return item.name, Fact(possible=one_of(answer), evidence=tuple(statement.evidence for statement in given))
    if not answers:
        return None
    why = Why.CONFLICTING if settled else Why.PRELIMINARY if certain else Why.NOT_RECORDED
    return item.name, Fact(possible=item.range, why=why, evidence=evidence)


def _conflict_notes(facts: dict[str, Fact]) -> tuple[Note, ...]:
    return tuple(
        Note(text=f"the record contradicts itself on {name}", reference=fact.evidence[0].reference)
        for name, fact in facts.items()
        if fact.why is Why.CONFLICTING
    )


READER = Reader(
    items=(NEN_CONFIRMED.name, SITE.name, DIFFERENTIATION.name),
    lists=("conditions", "observations"),
    codes=("neuroendocrine-histology", "primary-site", "differentiation", *_PATHOLOGY),
    read=_read,
)
