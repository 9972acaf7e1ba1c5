"""PF75: hypersensitivity to octreotide or lanreotide, from AllergyIntolerance."""

from __future__ import annotations

from cds_service.case.medication import SSA_HYPERSENSITIVITY
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Evidence, Fact
from fhir_mappings.elements.coding import keys
from fhir_mappings.elements.shape import objects
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.reader import NOTHING, Found, Reader, Sources
from fhir_mappings.resources import Resource, of_type

_SUBSTANCES = ("octreotide", "lanreotide")


def _read(sources: Sources) -> Found:
    found = {name: _allergies(sources, name) for name in _SUBSTANCES}
    named = [name for name, evidence in found.items() if evidence]
    if not named:
        return NOTHING
    word = "both" if len(named) > 1 else named[0]
    evidence = tuple(one for name in named for one in found[name])
    return Found(facts={SSA_HYPERSENSITIVITY.name: Fact(possible=one_of(word), evidence=evidence)})


def _allergies(sources: Sources, substance: str) -> list[Evidence]:
    codes = sources.terminology.value_sets[substance].codings
    return [
        Evidence(reference=resource.reference)
        for resource in of_type(sources.resources, "AllergyIntolerance")
        if status_of("AllergyIntolerance", resource.body) is Status.COUNTS and _keys(resource) & codes
    ]


def _keys(resource: Resource) -> frozenset[tuple[str, str]]:
    substances = (reaction.get("substance") for reaction in objects(resource.body.get("reaction")))
    return keys(resource.body.get("code")).union(*(keys(substance) for substance in substances))


READER = Reader(items=(SSA_HYPERSENSITIVITY.name,), lists=("allergies",), codes=_SUBSTANCES, read=_read)
