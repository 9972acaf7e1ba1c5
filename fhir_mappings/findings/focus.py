"""What an Observation or a metastasis is about → whether that is this patient's tumour, or something else."""

from __future__ import annotations

from fhir_mappings.conditions import Asserted
from fhir_mappings.elements.problem import Problem, not_recorded
from fhir_mappings.elements.reference import pointer, reference_of, references_of
from fhir_mappings.elements.shape import Object, objects
from fhir_mappings.reader import Sources
from fhir_mappings.resources import Resource, pointed
from fhir_mappings.tumour import has_another_histology, is_metastasis, is_neuroendocrine, may_be_the_primary

# mCODE's releases, and FHIR's own extension, for what a result or a metastasis belongs to
_RELATED = ("mcode-related-condition", "mcode-related-primary-cancer-condition", "/condition-related")
_PEOPLE = frozenset({"Patient", "RelatedPerson", "Group"})


def about_another(sources: Sources, observation: Resource) -> Problem | None:
    """Why an Observation does not speak of the patient's disease; None when it does, or when nothing says otherwise.

    It does not when all it focuses on (`focus`, mCODE's related condition, or those of the panel that it belongs to)
    is another person, or another disease in a record that holds the tumour as well.
    """
    focus = _focus(observation.body)
    if not focus:
        focus = tuple(one for panel in sources.panels.get(observation.reference, ()) for one in _focus(panel.body))
    found = [_other(sources, reference) for reference in focus]
    problems = [problem for problem in found if problem is not None]
    return problems[0] if problems and len(problems) == len(found) else None


def conditions_in_focus(sources: Sources, observation: Resource) -> tuple[Asserted, ...]:
    """The Conditions that an Observation says it is about."""
    found = (_condition(sources, reference) for reference in _focus(observation.body))
    return tuple(condition for condition in found if condition is not None)


def is_another_disease(sources: Sources, condition: Asserted) -> bool:
    """Whether a Condition is neither the tumour nor a metastasis of it, in a record that holds the tumour as well."""
    terminology, known = sources.terminology, sources.conditions
    if is_neuroendocrine(terminology, condition):
        return False
    if is_metastasis(terminology, condition):
        return comes_from_another(sources, condition)
    if may_be_the_primary(terminology, condition):
        return bool(known.tumours) and has_another_histology(terminology, condition)
    return bool(known.primaries)


def comes_from_another(sources: Sources, metastasis: Asserted) -> bool:
    """Whether a metastasis names its primary, and that is another disease; a neuroendocrine one never does."""
    primaries = [_condition(sources, reference) for reference in _related(metastasis.resource.body)]
    named = [one for one in primaries if one and not is_metastasis(sources.terminology, one)]
    if not named or is_neuroendocrine(sources.terminology, metastasis):
        return False
    return all(is_another_disease(sources, one) for one in named)


def _other(sources: Sources, reference: str) -> Problem | None:
    resource = pointed(sources.resources.linked, reference)
    if resource is None:
        target = pointer(reference)
        known = sources.resources.patient is not None
        elsewhere = target is not None and target.type in _PEOPLE and (known or target.type != "Patient")
        return not_recorded("focus", "is another person") if elsewhere else None
    if resource.type == "BodyStructure":
        related = [_other(sources, one) for one in _related(resource.body)]
        return related[0] if related else None
    condition = _condition(sources, reference)
    another = condition is not None and is_another_disease(sources, condition)
    return not_recorded("focus", "is another disease") if another else None


def _condition(sources: Sources, reference: str) -> Asserted | None:
    resource = pointed(sources.resources.linked, reference)
    return sources.conditions.by_reference.get(resource.reference) if resource else None


def _focus(body: Object) -> tuple[str, ...]:
    return (*references_of(body.get("focus")), *_related(body))


def _related(body: Object) -> tuple[str, ...]:
    found = (part for part in objects(body.get("extension")) if str(part.get("url", "")).endswith(_RELATED))
    return tuple(reference for part in found if (reference := reference_of(part.get("valueReference"))))
