"""Observation or component → its one value[x], or why there is none."""

from __future__ import annotations

from fhir_mappings.elements.problem import Problem, conflicting, not_recorded
from fhir_mappings.elements.shape import Object, is_given, objects

_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def value_of(source: Object) -> tuple[str, object] | Problem:
    """Element name and raw value of the one value[x], or a Problem.

    NOT_RECORDED without a value, with dataAbsentReason, or with that extension in place of the value;
    CONFLICTING with two values, or with a value beside a dataAbsentReason.
    """
    given = [(name, value) for name, value in source.items() if _is_value(name) and is_given(value)]
    absent = is_given(source.get("dataAbsentReason"))
    if len(given) > 1:
        return conflicting("value[x]", "has two values at once; neither was used")
    if not given:
        return not_recorded("value[x]", "is absent with a stated reason" if absent else "has no value")
    if absent:
        return conflicting("dataAbsentReason", "has a value and a reason for its absence at once")
    name, value = given[0]
    if is_marked_absent(value):
        return not_recorded(name, "is absent with a stated reason")
    return name, value


def components(observation: Object) -> tuple[Object, ...]:
    """The components of an Observation, each of which `value_of`, `quantity` and `answer_codings` can read.

    Those with a modifierExtension are left out: it may turn their meaning round.
    """
    return tuple(part for part in objects(observation.get("component")) if not is_given(part.get("modifierExtension")))


def is_marked_absent(value: object) -> bool:
    """True for an element that holds the data-absent-reason extension instead of a value."""
    return any(
        extension.get("url") == _ABSENT
        for part in (objects(value) if isinstance(value, dict) else ())
        for extension in objects(part.get("extension"))
    )


def _is_value(name: str) -> bool:
    return name.startswith("value") and name[5:6].isupper()
