"""PF64: bilirubin in mg/dL and as a multiple of the upper limit of its own reference range, else of 1.2 mg/dL."""

from __future__ import annotations

from decimal import Decimal

from cds_service.case.organs import BILIRUBIN, BILIRUBIN_ULN
from cds_service.logic.domain import Domain, Interval
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.quantity import quantity, upper_reference_limit
from fhir_mappings.observed import latest, latest_number
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource

_CODES = "bilirubin-observations"
_DEFAULT_LIMIT = Decimal("1.2")  # mg/dL; the usual upper limit where a laboratory states none


def _read(sources: Sources) -> Found:
    absolute = latest_number(sources, BILIRUBIN, (_CODES,), "mg/dL", analyte="bilirubin")
    relative = latest(sources, BILIRUBIN_ULN, (_CODES,), _multiple, "high")
    return Found(facts={**absolute.facts, **relative.facts}, notes=absolute.notes)


def _multiple(resource: Resource) -> Domain | Problem:
    if not isinstance(BILIRUBIN.range, Interval):
        raise TypeError("bilirubin is not a number")
    read = quantity(resource.body, unit="mg/dL", plausible=BILIRUBIN.range, analyte="bilirubin")
    if isinstance(read, Problem):
        return read
    limit = upper_reference_limit(resource.body, unit="mg/dL", analyte="bilirubin") or _DEFAULT_LIMIT
    return Interval(
        low=read.low / limit, high=read.high / limit, low_closed=read.low_closed, high_closed=read.high_closed
    )


READER = Reader(items=(BILIRUBIN.name, BILIRUBIN_ULN.name), lists=("observations",), codes=(_CODES,), read=_read)
