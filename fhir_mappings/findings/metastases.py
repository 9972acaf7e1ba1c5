"""Metastasis Conditions, located metastases and M categories → where the record says the disease has spread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cds_service.case.record import Note
from cds_service.logic.domain import Choice, Domain, one_of
from cds_service.logic.fact import Evidence
from fhir_mappings.elements.answers import answer_codings
from fhir_mappings.elements.coding import codings
from fhir_mappings.elements.problem import Problem, conflicting, not_recorded
from fhir_mappings.findings.asserted import asserted
from fhir_mappings.findings.focus import comes_from_another
from fhir_mappings.findings.observed import answers_of
from fhir_mappings.reader import Sources
from fhir_mappings.resources import Resource
from fhir_mappings.terminology import OPEN, net_value, translate, translate_all

_LOCATIONS = "metastasis-location-observations"
METASTASES = ("metastasis-site", "metastasis-region", "secondary-cancer-conditions-by-body-site", _LOCATIONS)
M_CATEGORIES = ("m-category-observations", "m-category")
"""Ids of the value sets and concept maps that tell where a metastasis is, and what an M category says."""

_ANY_DISTANT = "M1"
_NOT_ELSEWHERE = frozenset({"liver", "unspecified", "node-unspecified"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One statement: a site and region ("liver", "extra-abdominal" …), or an M category ("M1a"); not both."""

    site: str | None = None
    region: str | None = None
    category: str | None = None
    certain: bool = True
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Confined:
    """Whether the newest M category says "liver only": its evidence, or a note on what contradicts it."""

    evidence: tuple[Evidence, ...] = ()
    notes: tuple[Note, ...] = ()


def metastases(sources: Sources) -> tuple[Spread, ...]:
    """Every metastasis by site: Conditions that are not refuted, and Observations that locate one.

    Those of another primary are left out.
    """
    return (*_metastases(sources), *_located(sources))


def m_categories(sources: Sources) -> tuple[Spread, ...]:
    """Every final M category, newest first."""
    answers, _ = answers_of(sources, ("m-category-observations",), partial(_category, sources))
    return tuple(
        Spread(category=category, evidence=answer.evidence)
        for answer in answers
        if isinstance(answer.said, Choice)
        for category in answer.said.members
    )


def confined_to_liver(sources: Sources) -> Confined:
    """M1a is no disease outside the liver, unless a Condition names, or suspects, a metastasis elsewhere."""
    specific = [spread for spread in m_categories(sources) if spread.category != _ANY_DISTANT]
    if not specific or specific[0].category != "M1a":
        return Confined()
    elsewhere = [spread for spread in metastases(sources) if spread.site not in _NOT_ELSEWHERE]
    if not elsewhere:
        return Confined(evidence=(specific[0].evidence,))
    text = "M1a (liver only) stands beside a metastasis outside the liver and was not used"
    return Confined(notes=(Note(text=text, reference=elsewhere[0].evidence.reference),))


def _metastases(sources: Sources) -> Iterator[Spread]:
    maps = sources.terminology.concept_maps
    by_site = sources.terminology.value_sets["secondary-cancer-conditions-by-body-site"].codings
    for found in asserted(sources):
        sites = translate_all(maps["metastasis-site"], found.codings)
        if any(coding.key in by_site for coding in found.codings):
            sites = translate_all(maps["metastasis-site"], found.sites) or sites
        if sites and comes_from_another(sources, found):
            continue
        for site in sorted(sites):
            yield _at(sources, site, found.evidence, certain=found.certain)


def _located(sources: Sources) -> Iterator[Spread]:
    """Registries send one Observation for each metastasis, with its place as value or body site."""
    answers, _ = answers_of(sources, (_LOCATIONS,), partial(_location, sources))
    for answer in answers:
        for site in sorted(answer.said.members) if isinstance(answer.said, Choice) else ():
            yield _at(sources, site, answer.evidence)


def _location(sources: Sources, resource: Resource) -> Domain | Problem:
    named = (*answer_codings(resource.body), *codings(resource.body.get("bodySite")))
    sites = translate_all(sources.terminology.concept_maps["metastasis-site"], named)
    return one_of(*sites) if sites else not_recorded("bodySite", "names no site that is known here")


def _at(sources: Sources, site: str, evidence: Evidence, certain: bool = True) -> Spread:
    region = translate(sources.terminology.concept_maps["metastasis-region"], net_value(site))
    return Spread(site=site, region=region, certain=certain, evidence=evidence)


def _category(sources: Sources, resource: Resource) -> Domain | Problem:
    """The most specific category: M1 beside M1a is no contradiction."""
    said = translate_all(sources.terminology.concept_maps["m-category"], answer_codings(resource.body)) - {OPEN}
    specific = said - {_ANY_DISTANT} or said
    if len(specific) > 1 or ("M0" in said and len(said) > 1):
        return conflicting("valueCodeableConcept", "has codings that disagree")
    return one_of(*specific) if specific else not_recorded("value", "holds no M category that is known here")
