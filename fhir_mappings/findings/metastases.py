"""Metastasis Conditions and M categories → where the record says the disease has spread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cds_service.logic.fact import Evidence
from fhir_mappings.elements.answers import answer_codings
from fhir_mappings.elements.moments import effective
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.findings.asserted import asserted
from fhir_mappings.reader import Sources
from fhir_mappings.resources import having
from fhir_mappings.terminology import net_value, translate, translate_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One statement: a site and region ("liver", "extra-abdominal" …), or an M category ("M1a"); not both."""

    site: str | None = None
    region: str | None = None
    category: str | None = None
    certain: bool = True
    evidence: Evidence


def metastases(sources: Sources) -> tuple[Spread, ...]:
    """Every metastasis Condition that is not refuted, by site."""
    return tuple(_metastases(sources))


def m_categories(sources: Sources) -> tuple[Spread, ...]:
    """Every M category, newest first."""
    return tuple(_m_categories(sources))


def _metastases(sources: Sources) -> Iterator[Spread]:
    maps = sources.terminology.concept_maps
    by_site = sources.terminology.value_sets["secondary-cancer-conditions-by-body-site"].codings
    for found in asserted(sources):
        sites = translate_all(maps["metastasis-site"], found.codings)
        if any(coding.key in by_site for coding in found.codings):
            sites = translate_all(maps["metastasis-site"], found.sites) or sites
        for site in sorted(sites):
            region = translate(maps["metastasis-region"], net_value(site))
            yield Spread(site=site, region=region, certain=found.certain, evidence=found.evidence)


def _m_categories(sources: Sources) -> Iterator[Spread]:
    maps, sets = sources.terminology.concept_maps, sources.terminology.value_sets
    for resource in having(sources.resources, "Observation", sets["m-category-observations"].codings):
        status = status_of("Observation", resource.body)
        if isinstance(status, Problem) or status is Status.DIFFERENT:
            continue
        when = effective(resource.body)
        evidence = Evidence(reference=resource.reference, date=None if isinstance(when, Problem) else when)
        for category in sorted(translate_all(maps["m-category"], answer_codings(resource.body))):
            yield Spread(category=category, certain=status is Status.COUNTS, evidence=evidence)
