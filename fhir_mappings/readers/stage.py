"""PF12: distant metastases, from stage groups, Condition.stage, M categories and metastasis Conditions."""

from __future__ import annotations

from collections.abc import Iterator

from cds_service.case.items.disease import STAGE_IV
from cds_service.case.items.item import FALSE, TRUE
from cds_service.case.record import Note
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.answers import answer_codings
from fhir_mappings.elements.coding import codings
from fhir_mappings.elements.moments import effective
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.shape import objects
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.findings.asserted import asserted
from fhir_mappings.findings.metastases import m_categories, metastases
from fhir_mappings.reader import NOTHING, Found, Reader, Sources
from fhir_mappings.resources import having
from fhir_mappings.terminology import translate_all

_DISTANT = frozenset({"liver", "bone", "lung", "brain", "peritoneum", "distant-node", "other", "unspecified"})


def _read(sources: Sources) -> Found:
    stated = list(_stated(sources))
    derived = [(True, spread.evidence) for spread in metastases(sources) if spread.certain and spread.site in _DISTANT]
    yes = [evidence for is_iv, evidence in (*stated, *derived) if is_iv]
    no = [evidence for is_iv, evidence in stated if not is_iv]
    if no and derived and not any(is_iv for is_iv, _ in stated):
        note = Note(text="M0 or a lower stage stands beside a distant metastasis", reference=no[0].reference)
        fact = Fact(possible=STAGE_IV.range, why=Why.CONFLICTING, evidence=(*no, *yes))
        return Found(facts={STAGE_IV.name: fact}, notes=(note,))
    if yes:  # any M1 ever documented
        return Found(facts={STAGE_IV.name: Fact(possible=TRUE, evidence=tuple(yes))})
    return Found(facts={STAGE_IV.name: Fact(possible=FALSE, evidence=tuple(no))}) if no else NOTHING


def _stated(sources: Sources) -> Iterator[tuple[bool, Evidence]]:
    maps = sources.terminology.concept_maps
    for resource in having(
        sources.resources, "Observation", sources.terminology.value_sets["stage-group-observations"].codings
    ):
        if status_of("Observation", resource.body) is not Status.COUNTS:
            continue
        when = effective(resource.body)
        evidence = Evidence(reference=resource.reference, date=None if isinstance(when, Problem) else when)
        for stage in translate_all(maps["stage-group"], answer_codings(resource.body)) - {"open"}:
            yield stage == "IV", evidence
    for spread in m_categories(sources):
        if spread.certain and spread.category != "open":
            yield spread.category != "M0", spread.evidence
    for condition in asserted(sources):
        summaries = [codings(stage.get("summary")) for stage in objects(condition.resource.body.get("stage"))]
        for stage in translate_all(maps["stage-group"], [c for found in summaries for c in found]) - {"open"}:
            if condition.certain:
                yield stage == "IV", condition.evidence


READER = Reader(
    items=(STAGE_IV.name,),
    lists=("conditions", "observations"),
    codes=("stage-group-observations", "stage-group", "m-category-observations", "m-category", "metastasis-site"),
    read=_read,
)
