"""The tests of somebody else's project, which has net-cds installed and a CDS service at `SERVICE`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from cds_service.harness.ehr.whole import MockEhr

SERVICE = os.environ["SERVICE"]
PATIENT = {"resourceType": "Patient", "id": "p1"}
CONDITION = {"resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/p1"}}
VIEW = "patient-view"


def test_a_patient_gets_cards(mock_ehr: MockEhr) -> None:
    mock_ehr.load(PATIENT, [CONDITION])
    called = mock_ehr.call(SERVICE, VIEW, patient="p1")
    assert [card.summary for card in called.cards] == ["Consider the neutral order", "All is well"]


def test_a_patient_without_diseases_gets_none(mock_ehr: MockEhr) -> None:
    mock_ehr.load({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": PATIENT}]})
    called = mock_ehr.call(SERVICE, VIEW, patient="p1")
    assert (called.status, called.cards, called.problems) == (200, (), ())


def test_the_service_copes_with_a_client_that_omits_keys(mock_ehr: MockEhr) -> None:
    mock_ehr.load(PATIENT, CONDITION)
    mock_ehr.fault("omits-keys")
    assert mock_ehr.call(SERVICE, VIEW, patient="p1").status == 412


def test_a_fault_comes_and_goes(mock_ehr: MockEhr) -> None:
    mock_ehr.fault("slow")
    assert mock_ehr.ehr.conduct.delay_ms > 0
    mock_ehr.fault(None)
    assert mock_ehr.ehr.conduct.delay_ms == 0


def test_a_fault_that_does_not_exist_is_named_with_those_that_do(mock_ehr: MockEhr) -> None:
    with pytest.raises(LookupError, match="server-slow"):
        mock_ehr.fault("unheard-of")


def test_nobody_listens_for_a_while(mock_ehr: MockEhr) -> None:
    mock_ehr.fault("refuses-connections")
    with pytest.raises(httpx.ConnectError):
        httpx.get(mock_ehr.fhir_server)
    mock_ehr.fault(None)
    assert httpx.get(f"{mock_ehr.fhir_server}/metadata").status_code == 200


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_an_empty_and_sound_ehr(mock_ehr: MockEhr, turn: int) -> None:
    assert mock_ehr.ehr.patients == ()
    assert mock_ehr.ehr.fault is None
    mock_ehr.load(PATIENT)
    mock_ehr.fault("server-500")
    httpx.get(f"{mock_ehr.fhir_server}/Patient/p1")
    paths = [(one.path, one.has_token) for one in mock_ehr.asked]
    assert paths == [("Patient/p1", False)]
