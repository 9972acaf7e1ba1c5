"""What an Observation is about → whether that is this patient's neuroendocrine disease, or something else."""

from __future__ import annotations

from fhir_mappings.conditions import Asserted
from fhir_mappings.elements.problem import Problem, not_recorded
from fhir_mappings.elements.reference import pointer, reference_of, references_of
from fhir_mappings.elements.shape import Object, objects
from fhir_mappings.findings.tumour import is_metastasis, may_be_the_primary
from fhir_mappings.reader import Sources
from fhir_mappings.resources import pointed

_RELATED = ("mcode-related-condition", "condition-related")
_PEOPLE = frozenset({"Patient", "RelatedPerson", "Group"})


def about_another(sources: Sources, observation: Object) -> Problem | None:
    """Why an Observation does not speak of the patient's disease; None when it does, or when nothing says otherwise.

    It does not when all it focuses on (`focus`, or mCODE's related condition) is another person, or a Condition that
    is neither the tumour nor a metastasis in a record that holds the tumour as well.
    """
    focus = (*references_of(observation.get("focus")), *_related(observation))
    found = [_other(sources, reference) for reference in focus]
    problems = [problem for problem in found if problem is not None]
    return problems[0] if problems and len(problems) == len(found) else None


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
    condition = next((one for one in sources.conditions if one.resource is resource), None)
    return _other_disease(sources, condition) if condition else None


def _other_disease(sources: Sources, condition: Asserted) -> Problem | None:
    if may_be_the_primary(sources, condition) or is_metastasis(sources, condition):
        return None
    if not any(may_be_the_primary(sources, one) for one in sources.conditions):
        return None
    return not_recorded("focus", "is another disease")


def _related(body: Object) -> tuple[str, ...]:
    found = (part for part in objects(body.get("extension")) if str(part.get("url", "")).endswith(_RELATED))
    return tuple(reference for part in found if (reference := reference_of(part.get("valueReference"))))
