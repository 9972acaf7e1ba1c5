"""Conditions → what they assert, with date and certainty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cds_service.logic.dates import DateRange
from cds_service.logic.fact import Evidence
from fhir_mappings.elements.coding import codings
from fhir_mappings.elements.moments import recorded
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.shape import objects
from fhir_mappings.elements.status import Status, clinical_status, status_of
from fhir_mappings.resource import Resource
from fhir_mappings.terminology.coding import Coding

_HISTOLOGY = "mcode-histology-morphology-behavior"
_OVER = frozenset({"inactive", "remission", "resolved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """One Condition that counts, or that is provisional or dated after today (`certain` is False then).

    morphology  codings of the mCODE histology extension
    current     False when the clinical status says that it is over
    """

    resource: Resource
    certain: bool
    current: bool
    when: DateRange | None
    codings: tuple[Coding, ...]
    sites: tuple[Coding, ...]
    morphology: tuple[Coding, ...]

    @property
    def evidence(self) -> Evidence:
        """The Condition as evidence."""
        return Evidence(reference=self.resource.reference, date=self.when)


def asserted_on(conditions: Iterable[Resource], day: date) -> tuple[Asserted, ...]:
    """Every Condition except those refuted, entered in error or in a shape that cannot be read; in their order."""
    return tuple(_asserted(conditions, day))


def _asserted(conditions: Iterable[Resource], day: date) -> Iterator[Asserted]:
    for resource in conditions:
        status = status_of("Condition", resource.body)
        if isinstance(status, Problem) or status is Status.DIFFERENT:
            continue
        when = recorded(resource.body)
        clinical = clinical_status(resource.body)
        dated = None if isinstance(when, Problem) else when
        future = dated is not None and dated.earliest > day
        yield Asserted(
            resource=resource,
            certain=status is Status.COUNTS and not future,
            current=not (isinstance(clinical, str) and clinical in _OVER),
            when=None if future else dated,
            codings=codings(resource.body.get("code")),
            sites=codings(resource.body.get("bodySite")),
            morphology=_morphology(resource),
        )


def _morphology(resource: Resource) -> tuple[Coding, ...]:
    found = [
        extension.get("valueCodeableConcept")
        for extension in objects(resource.body.get("extension"))
        if str(extension.get("url", "")).endswith(_HISTOLOGY)
    ]
    return tuple(coding for concept in found for coding in codings(concept))
