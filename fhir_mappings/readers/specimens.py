"""PF15–PF17: Ki-67, mitoses and reported grade, kept per specimen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import zip_longest

from cds_service.case.items.disease import GRADE, GRADE_TEXT, KI67, MITOSES
from cds_service.case.record import Note, Specimen
from cds_service.logic.domain import Choice, Domain, Interval
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.answers import answer_codings
from fhir_mappings.elements.coding import codings, keys, text_of
from fhir_mappings.elements.problem import Problem, not_recorded
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.elements.reference import pointer, reference_of
from fhir_mappings.elements.shape import an_object, words
from fhir_mappings.findings.asserted import asserted
from fhir_mappings.findings.deciding import is_older, remarks_on
from fhir_mappings.findings.observed import Answer, Interpret, answers_of, chosen, note_on
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource, having, pointed, resolved
from fhir_mappings.terminology import OPEN, Coding, includes_any, translate_all

_KI67, _BREAST_KI67 = "ki67-observations", "ki67-breast-observations"
_MITOSES, _OTHER_SCALES = "mitotic-rate-observations", "mitotic-count-other-scale-observations"
_SITES = ("primary-site", "metastasis-site")
_BREAST = "breast-body-sites"
_GRADES, _WHO_METHODS = "grade-observations", "grade-methods-who"


def _read(sources: Sources) -> Found:
    ki67, ki67_notes = answers_of(sources, (_KI67, _BREAST_KI67), _unless_breast(sources, partial(_ki67, sources)))
    mitoses, mitoses_notes = answers_of(sources, (_MITOSES,), _unless_breast(sources, _mitoses))
    grades, grade_notes = answers_of(sources, (_GRADES,), _unless_breast(sources, partial(_grade, sources)))
    every = (*ki67, *mitoses, *grades)
    problems = [note_on(a.said, a.evidence.reference) for a in every if isinstance(a.said, Problem)]
    problems += remarks_on((*ki67, *mitoses))
    specimens = (*_specimens(sources, ki67, mitoses, grades), *_unread(sources, ki67), *_graded_morphologies(sources))
    return Found(
        specimens=specimens,
        facts={
            **_open(KI67.name, KI67.range, ki67),
            **_open(MITOSES.name, MITOSES.range, mitoses),
            **_open(GRADE_TEXT.name, GRADE_TEXT.range, grades),
            **({} if specimens else _open(GRADE.name, GRADE.range, every)),
        },
        notes=(*ki67_notes, *mitoses_notes, *grade_notes, *problems, *_remarks(sources)),
    )


def _unless_breast(sources: Sources, interpret: Interpret) -> Interpret:
    """Nothing that was read off a specimen of the breast counts."""

    def interpreted(resource: Resource) -> Domain | Problem:
        if includes_any(sources.terminology.value_sets[_BREAST], _sites(sources, resource)):
            return not_recorded("bodySite", "says that the specimen is of the breast")
        return interpret(resource)

    return interpreted


def _sites(sources: Sources, resource: Resource) -> tuple[Coding, ...]:
    """Where the specimen is from: the body site of the result, and of its Specimen."""
    reference = reference_of(resource.body.get("specimen"))
    found = resolved(sources.resources.linked, resource.body, reference, "Specimen") if reference else None
    collection = an_object(an_object(found).get("collection"))
    return (*codings(resource.body.get("bodySite")), *codings(collection.get("bodySite")))


def _ki67(sources: Sources, resource: Resource) -> Domain | Problem:
    """The code for breast specimens counts only when the body site says that the specimen is of another organ."""
    sets, maps = sources.terminology.value_sets, sources.terminology.concept_maps
    codes = keys(resource.body.get("code"))
    if not codes & sets[_KI67].codings and codes & sets[_BREAST_KI67].codings:
        sites = _sites(sources, resource)
        if not any(translate_all(maps[name], sites) for name in _SITES):
            return not_recorded("bodySite", "does not say that the specimen is not breast, as the code says")
    return quantity(resource.body, unit="%", plausible=_limits(KI67.range))


def _mitoses(resource: Resource) -> Domain | Problem:
    return quantity(resource.body, unit="{/2mm2}", plausible=_limits(MITOSES.range), unit_in_code=True)


def _grade(sources: Sources, resource: Resource) -> Domain | Problem:
    """A WHO grade; low, intermediate and high count only when the method says so."""
    said = chosen(sources, resource, "grade", {})
    if not isinstance(said, Problem):
        return said
    terminology = sources.terminology
    relative = translate_all(terminology.concept_maps["grade-who"], answer_codings(resource.body))
    if len(relative) != 1:
        return said
    methods = keys(resource.body.get("method")) & terminology.value_sets[_WHO_METHODS].codings
    return Choice(members=relative) if methods else not_recorded("method", "does not say that the grade is a WHO grade")


def _specimens(
    sources: Sources, ki67: Sequence[Answer], mitoses: Sequence[Answer], grades: Sequence[Answer]
) -> Iterator[Specimen]:
    """One specimen per name and day; a second value for the same one makes a specimen of its own: the higher counts."""
    kinds = ((ki67, "ki67"), (mitoses, "mitoses"), (grades, "grade"))
    by_kind = tuple(_by_name(sources, answers, kind) for answers, kind in kinds)
    names = dict.fromkeys(name for kind in by_kind for name in kind)
    for name in names:
        for found in zip_longest(*(kind.get(name, []) for kind in by_kind)):
            yield reduce(_merged, (specimen for specimen in found if specimen))


def _by_name(sources: Sources, answers: Sequence[Answer], kind: str) -> dict[tuple[str, str], list[Specimen]]:
    """The specimens of each name; copies of one result are one."""
    groups: dict[tuple[str, str], dict[Specimen, None]] = {}
    for answer in answers:
        if not isinstance(answer.said, Problem):
            groups.setdefault(_name(sources, answer), {})[_single(answer, kind)] = None
    return {name: list(found) for name, found in groups.items()}


def _unread(sources: Sources, ki67: Sequence[Answer]) -> Iterator[Specimen]:
    """Specimens whose only Ki-67 cannot be used although it is not older than the last usable one: of any grade."""
    usable = [answer for answer in ki67 if not isinstance(answer.said, Problem)]
    named = {_name(sources, answer) for answer in usable}
    for answer in ki67 if usable else ():
        unusable = isinstance(answer.said, Problem) and answer.said.why is not Why.NOT_RECORDED
        if unusable and _name(sources, answer) not in named and not is_older(answer, usable[0]):
            yield replace(_single(answer, "ki67"), ki67=_limits(KI67.range))


def _graded_morphologies(sources: Sources) -> Iterator[Specimen]:
    """Diagnoses and morphologies that name a grade ("well-differentiated neuroendocrine tumour, grade 2")."""
    for found in asserted(sources):
        grades = translate_all(sources.terminology.concept_maps["grade"], (*found.codings, *found.morphology))
        if found.certain and grades - {OPEN}:
            yield Specimen(grade=Choice(members=grades - {OPEN}), evidence=(found.evidence,))


def _single(answer: Answer, kind: str) -> Specimen:
    evidence = (replace(answer.evidence, label=_label(answer.resource)),)
    if isinstance(answer.said, Choice):
        return Specimen(grade=answer.said, evidence=evidence)
    number = answer.said if isinstance(answer.said, Interval) else None
    return Specimen(ki67=number, evidence=evidence) if kind == "ki67" else Specimen(mitoses=number, evidence=evidence)


def _merged(one: Specimen, other: Specimen) -> Specimen:
    return Specimen(
        ki67=one.ki67 or other.ki67,
        mitoses=one.mitoses or other.mitoses,
        grade=one.grade or other.grade,
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
    )


def _name(sources: Sources, answer: Answer) -> tuple[str, str]:
    """The specimen, whichever way it is referred to, and the day."""
    reference = reference_of(answer.resource.body.get("specimen"))
    if reference is None:
        return _place(answer.resource), str(answer.when)
    found, target = pointed(sources.resources.linked, reference), pointer(reference)
    name = found.reference if found else f"{target.type}/{target.id}" if target else reference
    return name, str(answer.when)


def _place(resource: Resource) -> str:
    """What tells specimens without a reference apart, whatever the order of their codings."""
    site = resource.body.get("bodySite")
    written = words(an_object(resource.body.get("specimen")).get("display")) or words(an_object(site).get("text"))
    return written or " ".join(sorted(f"{system}|{code}" for system, code in keys(site)))


def _label(resource: Resource) -> str | None:
    """The specimen's display, or the words for the body site: text of the record, escaped where it is shown."""
    specimen = an_object(resource.body.get("specimen"))
    return words(specimen.get("display")) or text_of(resource.body.get("bodySite"))


def _open(name: str, everything: Domain, answers: Sequence[Answer]) -> dict[str, Fact]:
    """An open fact with the newest reason when no answer could be used."""
    reasons = [answer.said.why for answer in answers if isinstance(answer.said, Problem)]
    if not reasons or len(reasons) < len(answers):
        return {}
    evidence: tuple[Evidence, ...] = tuple(answer.evidence for answer in answers)
    return {name: Fact(possible=everything, why=reasons[0], evidence=evidence)}


def _remarks(sources: Sources) -> list[Note]:
    sets = sources.terminology.value_sets
    breast = having(sources.resources, "Observation", sets[_BREAST_KI67].codings)
    scales = having(sources.resources, "Observation", sets[_OTHER_SCALES].codings)
    said = "Ki-67 was sent under the code for breast specimens", "mitoses on another scale are not converted"
    return [Note(text=said[0], reference=r.reference) for r in breast] + [
        Note(text=said[1], reference=r.reference) for r in scales
    ]


def _limits(domain: Domain) -> Interval:
    if not isinstance(domain, Interval):
        raise TypeError("not a number")
    return domain


READER = Reader(
    items=(KI67.name, MITOSES.name, GRADE_TEXT.name, GRADE.name),
    lists=("observations", "conditions"),
    codes=(_KI67, _BREAST_KI67, _MITOSES, _OTHER_SCALES, _GRADES, _WHO_METHODS, "grade", "grade-who", _BREAST, *_SITES),
    read=_read,
)
