"""PF70: QTc interval in ms; without a unit, seconds and milliseconds are told apart by the size of the number."""

from __future__ import annotations

from decimal import Decimal

from cds_service.case.items.organs import QTC
from cds_service.logic.domain import Domain, Interval
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.findings.observed import latest
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource

_CODES = "qtc-observations"
_MILLISECONDS = Interval(low=Decimal(200), high=Decimal(800))
_SECONDS = Interval(low=Decimal("0.2"), high=Decimal("0.8"))


def _read(sources: Sources) -> Found:
    return latest(sources, QTC, (_CODES,), _milliseconds, "high")


def _milliseconds(resource: Resource) -> Domain | Problem:
    read = quantity(resource.body, unit="ms", plausible=_MILLISECONDS, unit_in_code=True)
    if not isinstance(read, Problem):
        return read
    seconds = quantity(resource.body, unit="s", plausible=_SECONDS, unit_in_code=True)
    return read if isinstance(seconds, Problem) else _thousandfold(seconds)


def _thousandfold(seconds: Interval) -> Interval:
    return Interval(
        low=seconds.low * 1000,
        high=seconds.high * 1000,
        low_closed=seconds.low_closed,
        high_closed=seconds.high_closed,
    )


READER = Reader(items=(QTC.name,), lists=("observations",), codes=(_CODES,), read=_read)
