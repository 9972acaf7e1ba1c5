"""Coded and yes-or-no answers of an Observation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from cds_service.logic.fact import Why
from fhir_mappings.elements.choice import value_of
from fhir_mappings.elements.coding import codings, keys
from fhir_mappings.elements.problem import Problem, conflicting, unreadable
from fhir_mappings.elements.shape import Object, is_given, objects
from fhir_mappings.terminology.coding import Coding, normalised


def boolean(observation: Object) -> bool | Problem:
    """The answer in valueBoolean, or in a valueCodeableConcept that says yes or no (`yes_no.json`).

    Problem: NOT_RECORDED, CONFLICTING (two values, or yes and no at once), UNMAPPED (another code), UNREADABLE.
    """
    found = value_of(observation)
    if isinstance(found, Problem):
        return found
    name, value = found
    if name == "valueBoolean":
        return value if isinstance(value, bool) else _written(value, name)
    if name == "valueCodeableConcept":
        return _coded(value, name)
    return unreadable(name, "is not an answer of yes or no")


def answer_codings(observation: Object) -> tuple[Coding, ...]:
    """The codings of valueCodeableConcept; none when there are two values at once."""
    found = value_of(observation)
    if isinstance(found, Problem):
        return ()
    name, value = found
    return codings(value) if name == "valueCodeableConcept" else ()


def interpretation_codings(observation: Object) -> tuple[Coding, ...]:
    """The codings of `interpretation`; none beside a reason for absence or two values at once.

    Only for questions whose profile puts the answer there (ECOG in mCODE): elsewhere an interpretation is no value.
    """
    found = value_of(observation)
    torn = isinstance(found, Problem) and found.why is Why.CONFLICTING
    if torn or is_given(observation.get("dataAbsentReason")):
        return ()
    return tuple(coding for part in objects(observation.get("interpretation")) for coding in codings(part))


def _written(value: object, name: str) -> bool | Problem:
    if isinstance(value, str) and value[:10].strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return unreadable(name, "is neither true nor false")


def _coded(value: object, name: str) -> bool | Problem:
    said = {meaning for key in keys(value) if (meaning := _yes_no().get(key)) is not None}
    if len(said) > 1:
        return conflicting(name, "says yes and no at once")
    unmapped = Problem(why=Why.UNMAPPED, element=name, text="is a code that we do not know as yes or no")
    return said.pop() if said else unmapped


@cache
def _yes_no() -> Mapping[tuple[str, str], bool]:
    path = files(__package__).joinpath("yes_no.json")
    rows: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["answers"]
    known = [(normalised(row["system"], row["code"]), row["means"] == "yes") for row in rows]
    return MappingProxyType({coding.key: means for coding, means in known if coding})
