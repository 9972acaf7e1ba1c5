"""PF23: the hepatobiliary verdict on the liver metastases; a verdict on another body site is not it."""

from __future__ import annotations

from cds_service.case.items.disease import RESECT_VERDICT
from cds_service.logic.domain import Domain
from fhir_mappings.elements.coding import keys
from fhir_mappings.elements.problem import Problem, not_recorded
from fhir_mappings.findings.observed import chosen, latest
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource

_CODES, _ANSWERS = "resectability-observations", "resectability"
_WORST_FIRST = ("unresectable", "cytoreduction", "resectable")


def _read(sources: Sources) -> Found:
    liver = sources.terminology.value_sets["liver-body-sites"].codings

    def interpret(resource: Resource) -> Domain | Problem:
        sites = keys(resource.body.get("bodySite"))
        if sites and not sites & liver:
            return not_recorded("bodySite", "is not the liver")
        return chosen(sources, resource, _ANSWERS, {})

    return latest(sources, RESECT_VERDICT, (_CODES,), interpret, _WORST_FIRST)


READER = Reader(
    items=(RESECT_VERDICT.name,), lists=("observations",), codes=(_CODES, _ANSWERS, "liver-body-sites"), read=_read
)
