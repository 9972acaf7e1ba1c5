"""PF74 and PF56: which medicines are taken now."""

from __future__ import annotations

import re

from cds_service.case.items import medication as items
from cds_service.case.items.item import Item
from fhir_mappings.findings.taking import Medicine, taking
from fhir_mappings.reader import Found, Reader, Sources


def _medicine(item: Item, words: str, *codes: str) -> Medicine:
    return Medicine(item=item, codes=codes, words=re.compile(words, re.IGNORECASE))


# Words only open an item, so they may be wide: the stems of international names, and common brands.
_MEDICINES = (
    _medicine(items.TAKES_INSULIN, r"insulin|\b(?:lantus|toujeo|tresiba|humalog|novo(?:rapid|log)|apidra)", "insulins"),
    _medicine(
        items.TAKES_GLUCOSE_LOWERING,
        r"metformin|glucophage|\bgli[bmpqc]\w+id|glyburid|glipti|gliflozi|glitazo|glini[dt]|acarbos|miglitol"
        r"|(?:lira|sema|dula|albi|beina)glutid|(?:exena|lixisena|tirzepa)tid|tol(?:butamid|azamid)|chlorpropamid",
        "glucose-lowering-drugs",
    ),
    _medicine(items.TAKES_BETA_BLOCKER, r"\w{3}olol\b|carvedilol|beta.?blo[ck]", "beta-blockers"),
    _medicine(
        items.TAKES_RATE_LOWERING,
        r"diltiazem|cardizem|verapamil|isoptin|gallopamil|digoxin|lanoxin",
        "rate-lowering-drugs",
    ),
    _medicine(items.TAKES_CICLOSPORIN, r"c[iy]closporin|neoral|sandimmun|gengraf", "ciclosporin"),
    _medicine(items.TAKES_BROMOCRIPTINE, r"bromo[ck]riptin|parlodel|cycloset", "bromocriptine"),
    _medicine(items.TAKES_QUINIDINE, r"\b(?:hydro)?(?:qu|ch)inidin", "quinidine"),
    _medicine(
        items.TAKES_VKA,
        r"warfarin|coumadin|phenprocoumon|mar[ck]umar|acenocoumarol|sintrom|fluindion|phenindion|vitamin k antagonist",
        "vitamin-k-antagonists",
    ),
    # The item asks for the substance: unlike for earlier therapy, the strengths for transplantation count too.
    _medicine(
        items.TAKES_EVEROLIMUS,
        r"everolimus|afinitor|votubia|zortress|certican",
        *("everolimus-oncology", "everolimus-strength-open", "everolimus-transplant"),
    ),
    _medicine(items.TAKES_CABOZANTINIB, r"cabozantinib|cabometyx|cometriq", "cabozantinib"),
)


def _read(sources: Sources) -> Found:
    found = [taking(sources, medicine) for medicine in _MEDICINES]
    facts = {name: fact for part in found for name, fact in part.facts.items()}
    return Found(facts=facts, notes=tuple(note for part in found for note in part.notes))


READER = Reader(
    items=tuple(medicine.item.name for medicine in _MEDICINES),
    lists=("medicationRequests", "medicationStatements", "medicationAdministrations"),
    codes=tuple(name for medicine in _MEDICINES for name in medicine.codes),
    read=_read,
)
