"""The token that a call lends is used for this call, within its scope and its life, and leaves no trace."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import Request, Response

from fhir_mappings.resources import LISTS
from tests.ehr.conftest import TOKEN, Clinic, records
from tests.ehr.mock import fhir, says, searchset


@pytest.mark.parametrize("seconds", [0, -5])
def test_an_expired_token_is_not_sent(clinic: Clinic, seconds: int) -> None:
    assert "expired" in clinic.why(**clinic.lends(expires_in=seconds))
    assert clinic.ehr.asked == []


def test_a_token_that_expires_between_two_pages_is_not_sent_again(clinic: Clinic) -> None:
    clinic.ehr.page_size = 1
    first = records()["MedicationAdministration"][0]

    async def page(request: Request) -> Response:
        await asyncio.sleep(0.5)
        return fhir(searchset(first, following="MedicationAdministration?page=2"))

    clinic.ehr.faults["MedicationAdministration"] = page
    assert "expired" in clinic.why("medicationAdministrations", **clinic.lends(expires_in=0.4))
    assert len(clinic.ehr.asked) == 1


def test_only_types_within_the_scope_are_asked_for(clinic: Clinic) -> None:
    lent = clinic.lends(scope="patient/Condition.rs patient/Patient.r user/Observation.read launch")
    answer = clinic.call(*LISTS, door="explain", **lent)
    assert clinic.ehr.types() == ["Condition", "Observation", "Patient"]
    assert "scope" in answer.json()["lists"]["procedures"]["why"]
    assert any("scope" in note["text"] for note in answer.json()["notes"])


def test_a_scope_that_is_no_smart_scope_leaves_it_to_the_server(clinic: Clinic) -> None:
    assert clinic.call(*LISTS, **clinic.lends(scope="epic.scanning.dmsusername")).json() == clinic.call().json()


def test_a_token_is_used_for_its_own_call_only(clinic: Clinic) -> None:
    clinic.call("conditions", **clinic.lends())
    clinic.call("conditions", fhirServer=clinic.ehr.base)
    assert [headers.get("authorization") for headers in clinic.ehr.headers] == [f"Bearer {TOKEN}", None]


def test_a_cookie_of_one_call_is_not_sent_with_the_next(clinic: Clinic) -> None:
    clinic.ehr.faults["Condition"] = says(searchset(*records()["Condition"]), set_cookie="session=Zaphod; Path=/")
    for _ in range(2):
        clinic.call("conditions", **clinic.lends())
    assert [headers.get("cookie") for headers in clinic.ehr.headers] == [None, None]
