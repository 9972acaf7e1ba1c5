"""PF10, PF11, PF14: neuroendocrine histology, primary site and differentiation, from Conditions and pathology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from fhir_mappings.findings.asserted import Asserted, asserted, having_code
from fhir_mappings.findings.focus import about_another, conditions_in_focus
from fhir_mappings.findings.hints import Hint, hints
from fhir_mappings.findings.observed import observations
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource
from fhir_mappings.terminology import OPEN, Coding, includes_any, translate_all
from fhir_mappings.tumour import CODES, is_metastasis, may_be_the_primary

_ELSEWHERE = "cancers-of-another-organ"
_BENIGN = "benign-carcinoid-conditions"
_CONFIRM = "words alone may speak of a neuroendocrine neoplasm: please confirm the diagnosis by a code"
_PATHOLOGY = ("histology-observations", "differentiation-observations", "grade-observations")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """What one resource says about the tumour: codings of its nature, codings of its place; why it is not certain.

    focus  references of the Conditions that it says it is about, metastases left out
    """

    nature: tuple[Coding, ...]
    place: tuple[Coding, ...] = ()
    focus: frozenset[str] = frozenset()
    doubt: Why | None
    evidence: Evidence


def _read(sources: Sources) -> Found:
    conditions = asserted(sources)
    pathology = tuple(_pathology(sources))
    named = frozenset(one for result in pathology if _is_nen(sources, result) for one in result.focus)
    primaries = tuple(_primaries(sources, conditions, named))
    tumours = [statement for statement in (*primaries, *pathology) if _is_nen(sources, statement)]
    perhaps = hints(sources, _PATHOLOGY)
    said = (
        _fact(NEN_CONFIRMED, _histology(sources, tumours), perhaps),
        _fact(SITE, _places(sources, _with_place(primaries, tumours, named))),
        _fact(
            DIFFERENTIATION,
            _answers(sources, "differentiation", [*tumours, *_only_differentiation(sources, pathology)]),
        ),
    )
    facts = {name: fact for found in said if found for name, fact in (found,)}
    remarks = _benign(sources, conditions) if tumours else _to_confirm(perhaps)
    return Found(facts=facts, notes=(*_conflict_notes(facts), *remarks))


def _primaries(sources: Sources, conditions: Iterable[Asserted], named: frozenset[str]) -> Iterable[_Statement]:
    """Every Condition says something about nature; one that is or may be a primary about place as well.

    So does one that pathology names as the place of a neuroendocrine neoplasm.
    """
    for found in conditions:
        is_primary = may_be_the_primary(sources.terminology, found) or found.resource.reference in named
        place = (*found.codings, *found.sites) if is_primary else ()
        nature = (*found.codings, *found.morphology)
        doubt = None if found.certain else Why.PRELIMINARY
        yield _Statement(nature=nature, place=place, doubt=doubt, evidence=found.evidence)


def _pathology(sources: Sources) -> Iterable[_Statement]:
    for resource in observations(sources, _PATHOLOGY):
        status = status_of("Observation", resource.body)
        if isinstance(status, Problem) or status is Status.DIFFERENT or about_another(sources, resource):
            continue
        when = effective(resource.body)
        dated = None if isinstance(when, Problem) else when
        past = dated is None or dated.earliest <= sources.as_of
        yield _Statement(
            nature=answer_codings(resource.body),
            focus=_focus(sources, resource),
            doubt=None if status is Status.COUNTS and past else Why.PRELIMINARY,
            evidence=Evidence(reference=resource.reference, date=dated),
        )


def _focus(sources: Sources, result: Resource) -> frozenset[str]:
    about = conditions_in_focus(sources, result)
    return frozenset(one.resource.reference for one in about if not is_metastasis(sources.terminology, one))


def _is_nen(sources: Sources, statement: _Statement) -> bool:
    return bool(translate_all(sources.terminology.concept_maps["neuroendocrine-histology"], statement.nature))


def _only_differentiation(sources: Sources, pathology: Iterable[_Statement]) -> list[_Statement]:
    return [statement for statement in pathology if not _is_nen(sources, statement)]


def _with_place(
    primaries: tuple[_Statement, ...], tumours: list[_Statement], named: frozenset[str]
) -> list[_Statement]:
    """The place of a primary counts when the tumour is a NEN: by its own morphology, or by a pathology result."""
    own = [statement for statement in tumours if statement.place]
    found = [statement for statement in primaries if statement.place and statement.evidence.reference in named]
    return own or found or (list(primaries) if tumours else [])


def _histology(sources: Sources, tumours: list[_Statement]) -> dict[str, list[_Statement]]:
    answers = _answers(sources, "neuroendocrine-histology", tumours)
    named = {"nen": "true", "mixed": "true", "not-nen": "false"}
    result: dict[str, list[_Statement]] = {}
    for answer, statements in answers.items():
        result.setdefault(named.get(answer, answer), []).extend(statements)
    return result


def _answers(sources: Sources, concept_map: str, statements: Iterable[_Statement]) -> dict[str, list[_Statement]]:
    """What the natures of the tumours answer → the statements that say so."""
    answers: dict[str, list[_Statement]] = {}
    for statement in statements:
        for target in translate_all(sources.terminology.concept_maps[concept_map], statement.nature):
            answers.setdefault(target, []).append(statement)
    return answers


def _places(sources: Sources, statements: Iterable[_Statement]) -> dict[str, list[_Statement]]:
    """The sites that are named → the statements that name them."""
    sites, elsewhere = sources.terminology.concept_maps["primary-site"], sources.terminology.value_sets[_ELSEWHERE]
    answers: dict[str, list[_Statement]] = {}
    for statement in statements:
        named = set(translate_all(sites, statement.place))
        for target in named | ({"other"} if includes_any(elsewhere, statement.place) else set()):
            answers.setdefault(target, []).append(statement)
    return answers


def _fact(item: Item, answers: dict[str, list[_Statement]], perhaps: Sequence[Hint] = ()) -> tuple[str, Fact] | None:
    """One certain answer settles; several conflict; only doubtful or open ones, or mere hints, leave the fact open."""
    named = {answer: given for answer, given in answers.items() if answer != OPEN}
    settled = {answer: certain for answer, given in named.items() if (certain := [s for s in given if not s.doubt])}
    if len(settled) == 1:
        ((answer, given),) = settled.items()
        return item.name, Fact(possible=one_of(answer), evidence=_evidence(given))
    doubtful = [statement for given in named.values() for statement in given]
    statements = [*doubtful, *answers.get(OPEN, ()), *perhaps]
    reasons = [*(one.doubt for one in doubtful), *(one.why for one in perhaps)]
    why = Why.CONFLICTING if settled else next((reason for reason in reasons if reason), Why.NOT_RECORDED)
    return (item.name, Fact(possible=item.range, why=why, evidence=_evidence(statements))) if statements else None


def _evidence(statements: Iterable[_Statement | Hint]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(statement.evidence for statement in statements))


def _benign(sources: Sources, conditions: Iterable[Asserted]) -> Iterator[Note]:
    codes = sources.terminology.value_sets[_BENIGN].codings
    for found in having_code(tuple(conditions), codes):
        text = "a benign carcinoid is recorded beside a malignant neuroendocrine neoplasm"
        yield Note(text=text, reference=found.resource.reference, element="code")


def _to_confirm(perhaps: Iterable[Hint]) -> tuple[Note, ...]:
    return tuple(Note(text=_CONFIRM, reference=one.evidence.reference) for one in perhaps if one.why is Why.UNMAPPED)


def _conflict_notes(facts: dict[str, Fact]) -> tuple[Note, ...]:
    return tuple(
        Note(text=f"the record contradicts itself on {name}", reference=fact.evidence[0].reference)
        for name, fact in facts.items()
        if fact.why is Why.CONFLICTING
    )


READER = Reader(
    items=(NEN_CONFIRMED.name, SITE.name, DIFFERENTIATION.name),
    lists=("conditions", "observations"),
    codes=("neuroendocrine-histology", "primary-site", _ELSEWHERE, "differentiation", *_PATHOLOGY, _BENIGN, *CODES[1:]),
    read=_read,
)
