"""PF54, PF55: radioembolisation and PRRT from Procedures."""

from __future__ import annotations

from cds_service.case.record import Given, Therapy, Treatment
from cds_service.case.treatment import PRIOR_PRRT, PRIOR_TARE
from fhir_mappings.performed import performed_procedures
from fhir_mappings.reader import Found, Reader, Sources

_THERAPIES = (("tare-procedures", Therapy.TARE), ("prrt-procedures", Therapy.PRRT))


def _read(sources: Sources) -> Found:
    return Found(
        treatments=tuple(
            Treatment(therapy=therapy, given=Given.ADMINISTERED, when=evidence.date, evidence=evidence)
            for codes, therapy in _THERAPIES
            for evidence in performed_procedures(sources, codes)
        )
    )


READER = Reader(
    items=(PRIOR_TARE.name, PRIOR_PRRT.name),
    lists=("procedures",),
    codes=tuple(codes for codes, _ in _THERAPIES),
    read=_read,
)
