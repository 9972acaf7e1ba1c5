"""PF07: days since the last NET-MDT review, by MDT-decision Observations and tumour-board Procedures."""

from __future__ import annotations

from cds_service.case.items.patient import MDT_DATE
from cds_service.logic.dates import DateRange
from fhir_mappings.elements.dates import date_range
from fhir_mappings.elements.moments import effective, performed
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.shape import Object
from fhir_mappings.findings.occurred import days_since, occurrences
from fhir_mappings.reader import Found, Reader, Sources

_DECISIONS, _BOARDS = "mdt-decision-observations", "tumor-boards"


def _read(sources: Sources) -> Found:
    decisions = occurrences(sources, "Observation", _DECISIONS, _decided)
    boards = occurrences(sources, "Procedure", _BOARDS, performed)
    return days_since(sources, MDT_DATE, (*decisions, *boards))


def _decided(observation: Object) -> DateRange | None | Problem:
    """The date that the decision gives as its value, else the day from which it holds."""
    stated = date_range(observation.get("valueDateTime"), "valueDateTime")
    return effective(observation) if isinstance(stated, Problem) else stated


READER = Reader(items=(MDT_DATE.name,), lists=("observations", "procedures"), codes=(_DECISIONS, _BOARDS), read=_read)
