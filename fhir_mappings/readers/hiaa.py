"""PF32: 5-HIAA in 24-hour urine, in µmol/24 h; other scales are noted and not compared."""

from dataclasses import replace

from cds_service.case.items.course import HIAA
from cds_service.case.record import Note
from fhir_mappings.findings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import having

_CODES = ("hiaa-urine-molar-per-day-observations", "hiaa-urine-mass-per-day-observations")
_OTHER = "hiaa-other-scale-observations"


def _read(sources: Sources) -> Found:
    found = latest_number(sources, HIAA, _CODES, "umol/(24.h)", analyte="hiaa")
    others = having(sources.resources, "Observation", sources.terminology.value_sets[_OTHER].codings)
    text = "5-HIAA as a concentration or ratio cannot be compared with the excretion per day"
    remarks = tuple(Note(text=text, reference=one.reference) for one in others[:1])
    return replace(found, notes=(*found.notes, *remarks))


READER = Reader(items=(HIAA.name,), lists=("observations",), codes=(*_CODES, _OTHER), read=_read)
