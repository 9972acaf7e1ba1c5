"""PF63: creatinine clearance, measured or by Cockcroft–Gault; an eGFR per 1.73 m² is no substitute."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from cds_service.case.item import Span, numbers
from cds_service.case.organs import CRCL, CREATININE
from cds_service.case.record import Note
from cds_service.logic.dates import whole_years
from cds_service.logic.domain import Interval, exactly, is_settled
from cds_service.logic.fact import Fact
from fhir_mappings.elements.dates import date_range
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.observed import answers_of, latest_number
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import having

_CLEARANCE, _CREATININE = "creatinine-clearance-observations", "creatinine-observations"
_WEIGHT, _EGFR = "body-weight-observations", "egfr-observations"
_WEIGHT_LASTS = Span(days=90)


def _read(sources: Sources) -> Found:
    measured = latest_number(sources, CRCL, (_CLEARANCE,), "mL/min", worst="low")
    creatinine = latest_number(sources, CREATININE, (_CREATININE,), "mg/dL", analyte="creatinine")
    computed = None if measured.facts else _computed(sources, creatinine.facts.get(CREATININE.name))
    facts = {**creatinine.facts, **measured.facts, **({CRCL.name: computed} if computed else {})}
    egfr = having(sources.resources, "Observation", sources.terminology.value_sets[_EGFR].codings)
    text = "an eGFR per 1.73 m² is no substitute for the creatinine clearance"
    notes = () if CRCL.name in facts else tuple(Note(text=text, reference=found.reference) for found in egfr[:1])
    return Found(facts=facts, notes=(*measured.notes, *creatinine.notes, *notes))


def _computed(sources: Sources, creatinine: Fact | None) -> Fact | None:
    """Cockcroft–Gault with actual weight: (140 - age) × kg / (72 × mg/dL), × 0.85 for women."""
    years, factor, weight = _years(sources), _factor(sources), _weight(sources)
    if creatinine is None or creatinine.why or not isinstance(creatinine.possible, Interval):
        return None
    if years is None or factor is None or weight is None or not is_settled(creatinine.possible):
        return None
    if not creatinine.possible.low:
        return None
    clearance = (140 - years) * weight * factor / (72 * creatinine.possible.low)
    rounded = clearance.quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    within = isinstance(CRCL.range, Interval) and CRCL.range.low <= rounded <= CRCL.range.high
    return Fact(possible=exactly(rounded), evidence=creatinine.evidence) if within else None


def _years(sources: Sources) -> int | None:
    patient = sources.resources.patient
    born = date_range(patient.body.get("birthDate"), "birthDate") if patient else None
    if born is None or isinstance(born, Problem):
        return None
    years = {whole_years(day, sources.as_of) for day in (born.earliest, born.latest)}
    return years.pop() if len(years) == 1 else None


def _factor(sources: Sources) -> Decimal | None:
    gender = sources.resources.patient.body.get("gender") if sources.resources.patient else None
    return {"male": Decimal(1), "female": Decimal("0.85")}.get(gender) if isinstance(gender, str) else None


def _weight(sources: Sources) -> Decimal | None:
    answers, _ = answers_of(
        sources, (_WEIGHT,), lambda resource: quantity(resource.body, unit="kg", plausible=numbers(20, 400))
    )
    start = _WEIGHT_LASTS.start(sources.as_of)
    for answer in answers:
        if isinstance(answer.said, Interval) and is_settled(answer.said) and answer.when:
            return answer.said.low if answer.when.earliest >= start else None
    return None


READER = Reader(
    items=(CRCL.name, CREATININE.name),
    lists=("patient", "observations"),
    codes=(_CLEARANCE, _CREATININE, _WEIGHT, _EGFR),
    read=_read,
)
