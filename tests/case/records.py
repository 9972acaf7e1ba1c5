"""Builders for records as readers would find them, on one day of evaluation."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from cds_service.case.items.dictionary import ITEMS
from cds_service.case.items.item import Item
from cds_service.case.record import Case, DiseaseStatus, Given, Record, Specimen, Therapy, Treatment
from cds_service.case.settling import settle
from cds_service.logic.dates import DateRange, on
from cds_service.logic.domain import INFINITY, Choice, Domain, Interval, one_of
from cds_service.logic.fact import Evidence, Fact, Why

AS_OF = date(2026, 11, 23)
EVERY_LIST = frozenset(name for item in ITEMS for name in item.lists)


def interval(text: str) -> Interval:
    """An interval from its notation: "[0,3)", "[42,∞)"."""
    low, high = text[1:-1].split(",")
    return Interval(
        low=Decimal(low),
        high=INFINITY if high == "∞" else Decimal(high),
        low_closed=text[0] == "[",
        high_closed=text[-1] == "]",
    )


def domain(text: str) -> Domain:
    """A domain from its notation: "[0,3)", "{G1,G2}"."""
    return one_of(*text[1:-1].split(",")) if text[0] == "{" else interval(text)


def evidence(dated: date | DateRange | None = AS_OF, reference: str = "Observation/1") -> Evidence:
    """Evidence of one resource; `dated` None: undated."""
    return Evidence(reference=reference, date=on(dated) if isinstance(dated, date) else dated)


def fact(possible: str, dated: date | DateRange | None = AS_OF, reference: str = "Observation/1") -> Fact:
    """A recorded value."""
    return Fact(possible=domain(possible), evidence=(evidence(dated, reference),))


def open_fact(item: Item, why: Why = Why.NOT_RECORDED) -> Fact:
    """A fact of which nothing is known."""
    return Fact(possible=item.range, why=why)


def case_of(
    facts: Mapping[str, Fact] | None = None,
    *,
    retrieved: frozenset[str] = EVERY_LIST,
    dangers: Mapping[str, tuple[Domain, ...]] | None = None,
    specimens: tuple[Specimen, ...] = (),
    statuses: tuple[DiseaseStatus, ...] = (),
    treatments: tuple[Treatment, ...] = (),
) -> Case:
    """The settled case; every list retrieved unless said otherwise."""
    record = Record(
        facts=facts or {}, specimens=specimens, statuses=statuses, treatments=treatments, retrieved=retrieved
    )
    return settle(record, AS_OF, dangers or {})


def specimen(
    ki67: str | None = None, mitoses: str | None = None, grade: str | None = None, reference: str = "Observation/1"
) -> Specimen:
    """One specimen, in the notation of domains."""
    reported = domain(grade) if grade else None
    assert reported is None or isinstance(reported, Choice)
    return Specimen(
        ki67=interval(ki67) if ki67 else None,
        mitoses=interval(mitoses) if mitoses else None,
        grade=reported,
        evidence=(evidence(reference=reference),),
    )


def progression(dated: date | DateRange | None, reference: str = "Observation/pd") -> DiseaseStatus:
    """A reading of progression."""
    return _status(dated, reference, progressing=True)


def stable(dated: date | DateRange | None, reference: str = "Observation/sd") -> DiseaseStatus:
    """A reading of stable disease or response."""
    return _status(dated, reference, progressing=False)


def _status(dated: date | DateRange | None, reference: str, *, progressing: bool) -> DiseaseStatus:
    found = evidence(dated, reference)
    return DiseaseStatus(progressing=progressing, when=found.date, evidence=found)


def dose(therapy: Therapy, dated: date | DateRange | None, reference: str = "MedicationAdministration/1") -> Treatment:
    """A documented dose or procedure."""
    return treatment(therapy, Given.ADMINISTERED, dated, reference)


def treatment(
    therapy: Therapy, given: Given, dated: date | DateRange | None, reference: str = "MedicationRequest/1"
) -> Treatment:
    """An order, dose or procedure."""
    found = evidence(dated, reference)
    return Treatment(therapy=therapy, given=given, when=found.date, evidence=found)
