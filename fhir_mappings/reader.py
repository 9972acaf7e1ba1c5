"""Reader: what one file of `readers/` is — which items it finds, in which lists, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cds_service.case.record import DiseaseStatus, Note, Specimen, Treatment
from cds_service.logic.fact import Fact
from fhir_mappings.elements.reference import references_of
from fhir_mappings.resources import Resource, Resources, of_type, pointed
from fhir_mappings.terminology import Terminology
from fhir_mappings.tumour import Conditions, conditions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a reader found. Items about which the record says nothing are left out: absence is not the reader's.

    doubts  the open facts that stand instead of those in `facts` that reassure: a newer value cannot be believed
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    doubts: Mapping[str, Fact] = field(default_factory=dict)
    specimens: tuple[Specimen, ...] = ()
    statuses: tuple[DiseaseStatus, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    notes: tuple[Note, ...] = ()


NOTHING = Found()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What every reader is given; built by `sources_of`.

    conditions  the patient's Conditions, judged once for all readers
    panels      reference of an Observation → the Observations that name it as a member
    """

    resources: Resources
    terminology: Terminology
    as_of: date
    conditions: Conditions
    panels: Mapping[str, tuple[Resource, ...]]


def sources_of(resources: Resources, terminology: Terminology, as_of: date) -> Sources:
    """The patient's resources, the terminology, and the day of evaluation, as readers are given them."""
    return Sources(
        resources=resources,
        terminology=terminology,
        as_of=as_of,
        conditions=conditions_of(of_type(resources, "Condition"), terminology, as_of),
        panels=_panels(resources),
    )


def _panels(resources: Resources) -> Mapping[str, tuple[Resource, ...]]:
    found: dict[str, list[Resource]] = {}
    for panel in of_type(resources, "Observation"):
        for reference in references_of(panel.body.get("hasMember")):
            member = pointed(resources.linked, reference)
            if member is not None:
                found.setdefault(member.reference, []).append(panel)
    return {member: tuple(panels) for member, panels in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One way of finding facts in FHIR.

    items  names of the items it can find (directly, or by way of specimens, statuses and treatments)
    lists  prefetch keys it looks into
    codes  ids of the value sets and concept maps it uses, for the table integrators read
    read   never raises, whatever the resources hold
    """

    items: tuple[str, ...]
    lists: tuple[str, ...]
    codes: tuple[str, ...]
    read: Callable[[Sources], Found]
