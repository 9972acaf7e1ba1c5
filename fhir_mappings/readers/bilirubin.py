"""PF64: bilirubin in mg/dL, and as a multiple of the upper limit of its own reference range, else of 1.2 mg/dL."""

from __future__ import annotations

from decimal import Decimal

from cds_service.case.items.item import numbers
from cds_service.case.items.organs import BILIRUBIN, BILIRUBIN_ULN
from cds_service.case.record import Note
from cds_service.logic.domain import Domain, Interval, is_within
from cds_service.logic.fact import Fact
from fhir_mappings.elements.problem import Problem, implausible
from fhir_mappings.elements.quantity import quantity, upper_reference_limit
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.findings.observed import latest
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource, having

_CODES, _ANALYTE = "bilirubin-observations", "bilirubin"
# Both numbers are compared in µmol/L: from mg/dL that is a multiplication, so that 3 × ULN stays exactly 3.
_UNIT, _PLAUSIBLE = "umol/L", numbers(0, 1710)
_DEFAULT_LIMIT = Decimal("20.52")  # 1.2 mg/dL, a usual upper limit, where the laboratory states none


def _read(sources: Sources) -> Found:
    absolute = laboratory(sources, BILIRUBIN, _CODES, analyte=_ANALYTE)
    relative = latest(sources, BILIRUBIN_ULN, (_CODES,), _multiple, "high")
    notes = tuple(note for note in relative.notes if note not in absolute.notes)
    assumed = _assumed(sources, relative.facts.get(BILIRUBIN_ULN.name))
    return Found(
        facts={**absolute.facts, **relative.facts},
        doubts={**absolute.doubts, **relative.doubts},
        notes=(*absolute.notes, *notes, *assumed),
    )


def _multiple(resource: Resource) -> Domain | Problem:
    read = quantity(resource.body, unit=_UNIT, plausible=_PLAUSIBLE, analyte=_ANALYTE)
    if isinstance(read, Problem):
        return read
    limit = _limit(resource) or _DEFAULT_LIMIT
    multiple = Interval(
        low=read.low / limit, high=read.high / limit, low_closed=read.low_closed, high_closed=read.high_closed
    )
    unbelievable = implausible("referenceRange.high", "makes the value an implausible multiple of it")
    return multiple if is_within(multiple, BILIRUBIN_ULN.range) else unbelievable


def _limit(resource: Resource) -> Decimal | None:
    return upper_reference_limit(resource.body, unit=_UNIT, analyte=_ANALYTE)


def _assumed(sources: Sources, fact: Fact | None) -> tuple[Note, ...]:
    if fact is None or fact.why is not None:
        return ()
    found = having(sources.resources, "Observation", sources.terminology.value_sets[_CODES].codings)
    text = "no upper limit of normal is given; 1.2 mg/dL (20.5 µmol/L) was assumed"
    last = fact.evidence[0].reference
    return tuple(
        Note(text=text, reference=last, element="referenceRange")
        for resource in found
        if resource.reference == last and _limit(resource) is None
    )


READER = Reader(items=(BILIRUBIN.name, BILIRUBIN_ULN.name), lists=("observations",), codes=(_CODES,), read=_read)
