"""PF13: liver metastases, from Conditions and M categories (M1a and M1c yes, M1b no)."""

from __future__ import annotations

from cds_service.case.items.disease import LIVER_METS
from cds_service.case.items.item import FALSE, TRUE
from cds_service.case.record import Note
from cds_service.logic.fact import Fact, Why
from fhir_mappings.findings.metastases import M_CATEGORIES, METASTASES, m_categories, metastases
from fhir_mappings.reader import NOTHING, Found, Reader, Sources

_WITH_LIVER, _WITHOUT = ("M1a", "M1c"), ("M1b",)


def _read(sources: Sources) -> Found:
    in_liver = [spread for spread in metastases(sources) if spread.site == "liver"]
    categories = [spread for spread in m_categories(sources) if spread.category in (*_WITH_LIVER, *_WITHOUT)]
    yes = [spread.evidence for spread in in_liver if spread.certain]
    yes += [spread.evidence for spread in categories if spread.category in _WITH_LIVER]
    no = [spread.evidence for spread in categories[:1] if spread.category in _WITHOUT]
    if yes and no:
        note = Note(text="M1b stands beside a liver metastasis", reference=no[0].reference)
        fact = Fact(possible=LIVER_METS.range, why=Why.CONFLICTING, evidence=(*no, *yes))
        return Found(facts={LIVER_METS.name: fact}, notes=(note,))
    if yes:
        return Found(facts={LIVER_METS.name: Fact(possible=TRUE, evidence=tuple(yes))})
    if no:
        return Found(facts={LIVER_METS.name: Fact(possible=FALSE, evidence=tuple(no))})
    if in_liver:
        open_fact = Fact(possible=LIVER_METS.range, why=Why.PRELIMINARY, evidence=(in_liver[0].evidence,))
        return Found(facts={LIVER_METS.name: open_fact})
    return NOTHING


READER = Reader(
    items=(LIVER_METS.name,),
    lists=("conditions", "observations"),
    codes=(*METASTASES, *M_CATEGORIES),
    read=_read,
)
