"""Medication resources that name one medicine → whether it is being taken now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cds_service.case.items.item import TRUE, Item
from cds_service.case.record import Given
from cds_service.logic.fact import Fact, Why
from fhir_mappings.findings.using import Use, use_of
from fhir_mappings.reader import NOTHING, Found, Sources
from fhir_mappings.resources import Resource, medication_codings, medication_text, of_type

_KINDS = ("MedicationRequest", "MedicationStatement", "MedicationAdministration")


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """One medicine: the item that asks for it, the ids of its value sets, and its names in words."""

    item: Item
    codes: tuple[str, ...]
    words: re.Pattern[str]


def taking(sources: Sources, medicine: Medicine) -> Found:
    """True with an order or statement in force; open with one that may be, or that names the medicine in words only.

    A dose leaves it open for as long as the item stays fresh. Ended orders and older doses say nothing.
    """
    uses = tuple(_uses(sources, medicine))
    current = [use for use, why in uses if why is None]
    if current:
        fact = Fact(possible=TRUE, evidence=tuple(use.evidence for use in current))
    elif uses:
        evidence = tuple(use.evidence for use, _ in uses)
        fact = Fact(possible=medicine.item.range, why=uses[0][1], evidence=evidence)
    else:
        return NOTHING
    notes = tuple(note for use, _ in uses for note in use.notes)
    return Found(facts={medicine.item.name: fact}, notes=notes)


def _uses(sources: Sources, medicine: Medicine) -> Iterator[tuple[Use, Why | None]]:
    """What is or may be current, each with the reason why that is open."""
    for resource in (one for kind in _KINDS for one in of_type(sources.resources, kind)):
        unnamed = _why_unnamed(sources, medicine, resource)
        use = use_of(sources, resource) if unnamed is not Why.NOT_RECORDED else None
        if isinstance(use, Use) and _may_be_current(sources, medicine.item, use):
            course = None if use.given is Given.ACTIVE_ORDER else Why.PRELIMINARY
            yield use, use.doubt or course or unnamed


def _why_unnamed(sources: Sources, medicine: Medicine, resource: Resource) -> Why | None:
    """None for a known code, UNMAPPED for words alone, NOT_RECORDED when this is another medicine."""
    sets = (sources.terminology.value_sets[name].codings for name in medicine.codes)
    codings = {coding.key for coding in medication_codings(sources.resources, resource.body)}
    if any(codings & wanted for wanted in sets):
        return None
    named = medicine.words.search(medication_text(sources.resources, resource.body))
    return Why.UNMAPPED if named else Why.NOT_RECORDED


def _may_be_current(sources: Sources, item: Item, use: Use) -> bool:
    if use.given is not Given.ADMINISTERED:
        return use.given is Given.ACTIVE_ORDER
    return use.when is None or item.fresh is None or use.when.latest >= item.fresh.start(sources.as_of)
