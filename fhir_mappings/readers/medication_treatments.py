"""PF50–PF57: treatments from MedicationRequest, MedicationStatement and MedicationAdministration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cds_service.case import treatment as items
from cds_service.case.record import Given, Therapy, Treatment
from cds_service.logic.dates import DateRange
from cds_service.logic.fact import Evidence
from fhir_mappings.elements.coding import text_of
from fhir_mappings.elements.moments import authored, started
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.shape import objects
from fhir_mappings.elements.status import Status, status_of, status_word
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource, having, medication_text

_KINDS = ("MedicationRequest", "MedicationStatement", "MedicationAdministration")

# Value set → therapy; the first that holds a medicine's coding decides.
_THERAPIES: tuple[tuple[str, Therapy], ...] = (
    ("octreotide-oral", Therapy.OCTREOTIDE_UNSPECIFIED),
    ("octreotide-long-acting", Therapy.LONG_ACTING_SSA),
    ("octreotide-short-acting", Therapy.SHORT_ACTING_OCTREOTIDE),
    ("octreotide-formulation-open", Therapy.OCTREOTIDE_UNSPECIFIED),
    ("lanreotide", Therapy.LONG_ACTING_SSA),
    ("prrt-drugs", Therapy.PRRT),
    ("everolimus-oncology", Therapy.EVEROLIMUS),
    ("tyrosine-kinase-inhibitors", Therapy.TKI),
    ("capecitabine", Therapy.CAPECITABINE),
    ("cytotoxics", Therapy.CHEMOTHERAPY),
)
_IGNORED = frozenset({"octreotide-oral"})
_DEPOT = re.compile(r"\b(LAR|depot)\b", re.IGNORECASE)
_INTRAMUSCULAR = re.compile(r"^(IM|intramuscular)\b", re.IGNORECASE)


def _read(sources: Sources) -> Found:
    return Found(treatments=tuple(_treatments(sources)))


def _treatments(sources: Sources) -> Iterator[Treatment]:
    seen: set[str] = set()
    for codes, therapy in _THERAPIES:
        for kind in _KINDS:
            for resource in having(sources.resources, kind, sources.terminology.value_sets[codes].codings):
                given = _given(kind, resource)
                if resource.reference in seen or codes in _IGNORED or given is None:
                    continue
                seen.add(resource.reference)
                when = _when(kind, resource)
                if when is None or when.earliest <= sources.as_of:
                    yield _treatment(sources, resource, therapy, given, when)


def _treatment(
    sources: Sources, resource: Resource, therapy: Therapy, given: Given, when: DateRange | None
) -> Treatment:
    if therapy is Therapy.OCTREOTIDE_UNSPECIFIED and _is_depot(sources, resource):
        therapy = Therapy.LONG_ACTING_SSA
    return Treatment(
        therapy=therapy, given=given, when=when, evidence=Evidence(reference=resource.reference, date=when)
    )


def _given(kind: str, resource: Resource) -> Given | None:
    if status_of(kind, resource.body) is not Status.COUNTS or resource.body.get("doNotPerform") is True:
        return None
    if kind == "MedicationAdministration":
        return Given.ADMINISTERED
    return Given.ACTIVE_ORDER if status_word(resource.body) == "active" else Given.PAST_ORDER


def _when(kind: str, resource: Resource) -> DateRange | None:
    when = authored(resource.body) if kind == "MedicationRequest" else started(resource.body)
    return None if isinstance(when, Problem) else when


def _is_depot(sources: Sources, resource: Resource) -> bool:
    """The one place where text decides: "LAR", "depot" or the intramuscular route (case-representation, PF50)."""
    dosages = (*objects(resource.body.get("dosageInstruction")), *objects(resource.body.get("dosage")))
    routes = [text_of(dosage.get("route")) or "" for dosage in dosages]
    name = medication_text(sources.resources, resource.body) or ""
    return bool(_DEPOT.search(name)) or any(_INTRAMUSCULAR.search(route) for route in routes)


READER = Reader(
    items=(
        items.ON_SSA.name,
        items.SSA_EVER.name,
        items.LAST_LONG_SSA.name,
        items.LAST_SHORT_OCT.name,
        items.PRIOR_PRRT.name,
        items.PRIOR_SYSTEMIC.name,
        items.LAST_CAPECITABINE.name,
    ),
    lists=("medicationRequests", "medicationStatements", "medicationAdministrations"),
    codes=tuple(codes for codes, _ in _THERAPIES),
    read=_read,
)
