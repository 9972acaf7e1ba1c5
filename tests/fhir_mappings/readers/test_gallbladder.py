"""PF71: gallstones, gallbladder removed, and the last ultrasound."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.case.items.item import TRUE
from cds_service.logic.domain import exactly
from cds_service.logic.fact import Why
from fhir_mappings.readers.gallbladder import READER
from tests.fhir_mappings.readers.snippets import (
    CPT,
    ICD10,
    LOINC,
    PCS,
    SNOMED,
    Json,
    concept,
    condition,
    damaged,
    observation,
    procedure,
    read,
)

STONES, REMOVAL, ULTRASOUND = (ICD10, "K80.20"), (SNOMED, "45595009"), (LOINC, "24711-4")


def report(when: str | None = "2026-11-04", name: str = "d1", status: str = "final") -> Json:
    """A report of an ultrasound of the gallbladder."""
    body = {**observation(ULTRASOUND, name, when, status), "resourceType": "DiagnosticReport"}
    return {**body, "code": concept(ULTRASOUND)}


def found(item: str, *resources: Json) -> Any:
    """What is said about an item, or why it is open."""
    fact = read(READER, *resources).facts.get(item)
    return (fact.why or fact.possible) if fact else None


@pytest.mark.parametrize("code", ["K80.20", "K8020", "K80.00", "K80.50"])
def test_icd_10_gallstones_are_found(code: str) -> None:
    assert found("gallstones", condition((ICD10, code))) == TRUE


def test_snomed_gallstones_are_found() -> None:
    assert found("gallstones", condition((SNOMED, "235919008"))) == TRUE


def test_resolved_and_refuted_gallstones_say_nothing() -> None:
    assert found("gallstones", condition(STONES, clinical="resolved")) is None
    assert found("gallstones", condition(STONES, verification="refuted")) is None


def test_provisional_gallstones_stay_open() -> None:
    assert found("gallstones", condition(STONES, verification="provisional")) is Why.PRELIMINARY


@pytest.mark.parametrize("code", [REMOVAL, (SNOMED, "38102005"), (CPT, "47562"), (PCS, "0FT44ZZ"), (PCS, "0FT40ZZ")])
def test_a_completed_cholecystectomy_removes_the_gallbladder(code: tuple[str, str]) -> None:
    assert found("cholecystectomy", procedure(code)) == TRUE


@pytest.mark.parametrize("status", ["not-done", "preparation", "entered-in-error"])
def test_a_cholecystectomy_not_done_removes_nothing(status: str) -> None:
    assert found("cholecystectomy", procedure(REMOVAL, status=status)) is None


@pytest.mark.parametrize("status", ["unknown", "on-hold", "stopped", None])
def test_a_cholecystectomy_that_may_not_have_been_done_leaves_it_open(status: str | None) -> None:
    body = {key: value for key, value in procedure(REMOVAL, status=status or "").items() if value}
    assert found("cholecystectomy", body) is Why.PRELIMINARY
    assert found("cholecystectomy", body, procedure(REMOVAL, name="x2")) == TRUE


@pytest.mark.parametrize("clinical", ["active", "resolved", None])
def test_a_history_of_cholecystectomy_counts_whatever_its_clinical_status(clinical: str | None) -> None:
    assert found("cholecystectomy", condition((SNOMED, "428882003"), clinical=clinical)) == TRUE


def test_a_refuted_history_does_not_count() -> None:
    assert found("cholecystectomy", condition((SNOMED, "428882003"), verification="refuted")) is None


@pytest.mark.parametrize("code", ["24711-4", "24532-4", "38021-2"])
def test_an_ultrasound_dates_itself(code: str) -> None:
    assert found("gbUsDate", observation((LOINC, code), when="2026-11-14")) == exactly(10)


def test_a_report_and_a_procedure_date_the_ultrasound() -> None:
    assert found("gbUsDate", report()) == exactly(20)
    assert found("gbUsDate", procedure(ULTRASOUND, when="2026-11-20")) == exactly(4)


def test_the_last_ultrasound_counts() -> None:
    assert found("gbUsDate", report(), observation(ULTRASOUND, when="2026-11-14")) == exactly(10)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (report(None), Why.NOT_RECORDED),
        (report("2026-12-01"), Why.UNREADABLE),
        (report(status="preliminary"), Why.PRELIMINARY),
    ],
)
def test_an_unusable_ultrasound_alone_leaves_the_date_open(body: Json, why: Why) -> None:
    assert found("gbUsDate", body) is why


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(report(), procedure(REMOVAL), condition(STONES))))
