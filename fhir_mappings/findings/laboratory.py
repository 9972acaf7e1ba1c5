"""Observations of one measured quantity → one fact, in the item's own unit; a number without a unit is not guessed."""

from __future__ import annotations

from typing import Literal

from cds_service.case.items.item import Item
from cds_service.logic.domain import Domain, Interval
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.findings.observed import latest
from fhir_mappings.reader import Found, Sources
from fhir_mappings.resources import Resource


def laboratory(
    sources: Sources, item: Item, codes: str, *, analyte: str | None = None, worst: Literal["high", "low"] = "high"
) -> Found:
    """The newest settled value among the Observations of a value set; `worst` is the end that wins within one day.

    `analyte` names the conversions between mass and moles that may be used (`conversions.json`).
    """

    def interpret(resource: Resource) -> Domain | Problem:
        return in_unit(resource, item, analyte)

    return latest(sources, item, (codes,), interpret, worst)


def in_unit(resource: Resource, item: Item, analyte: str | None = None) -> Interval | Problem:
    """What one Observation says in the unit and within the range of a measured item."""
    if not isinstance(item.range, Interval) or item.unit is None:
        raise TypeError(f"{item.name} is not a measured item")
    return quantity(resource.body, unit=item.unit, plausible=item.range, analyte=analyte)
