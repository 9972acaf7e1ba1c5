"""PF74 and PF56: medicines taken now; those without verified codes stay open, so that absence does not read as "no"."""

from __future__ import annotations

import re

from cds_service.case.items import medication as items
from cds_service.logic.fact import Fact, Why
from fhir_mappings.findings.taking import Medicine, taking
from fhir_mappings.reader import Found, Reader, Sources

_WITHOUT_CODES = (
    items.TAKES_INSULIN,
    items.TAKES_GLUCOSE_LOWERING,
    items.TAKES_BETA_BLOCKER,
    items.TAKES_RATE_LOWERING,
    items.TAKES_CICLOSPORIN,
    items.TAKES_BROMOCRIPTINE,
    items.TAKES_QUINIDINE,
    items.TAKES_VKA,
)
# The item asks for the substance: unlike for earlier therapy, the strengths for transplantation count too.
_EVEROLIMUS = Medicine(
    item=items.TAKES_EVEROLIMUS,
    codes=("everolimus-oncology", "everolimus-strength-open", "everolimus-transplant"),
    words=re.compile(r"everolimus|afinitor|votubia|zortress|certican", re.IGNORECASE),
)
_CABOZANTINIB = Medicine(
    item=items.TAKES_CABOZANTINIB,
    codes=("cabozantinib",),
    words=re.compile(r"cabozantinib|cabometyx|cometriq", re.IGNORECASE),
)
_CODED = (_EVEROLIMUS, _CABOZANTINIB)


def _read(sources: Sources) -> Found:
    unknown = {item.name: Fact(possible=item.range, why=Why.UNMAPPED) for item in _WITHOUT_CODES}
    found = [taking(sources, medicine) for medicine in _CODED]
    known = {name: fact for part in found for name, fact in part.facts.items()}
    return Found(facts={**unknown, **known}, notes=tuple(note for part in found for note in part.notes))


READER = Reader(
    items=(*(item.name for item in _WITHOUT_CODES), *(medicine.item.name for medicine in _CODED)),
    lists=("medicationRequests", "medicationStatements", "medicationAdministrations"),
    codes=tuple(name for medicine in _CODED for name in medicine.codes),
    read=_read,
)
