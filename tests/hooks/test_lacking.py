"""Which lists a request lacks, and the search that would bring each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cds_service.hooks.lacking import filled, lacking
from cds_service.hooks.request import HookRequest
from cds_service.hooks.service import Service

SERVICE = Service(
    id="s",
    hook="patient-view",
    title="t",
    description="d",
    usage_requirements="u",
    required=(),
    prefetch={
        "patient": "Patient/{{context.patientId}}",
        "conditions": "Condition?patient={{context.patientId}}&x=a,b",
    },
)
REQUEST = HookRequest(hook="patient-view", hook_instance="i", patient_id="p1", user_id="Practitioner/1")
EMPTY = {"resourceType": "Bundle"}
NEXT = {**EMPTY, "link": [{"relation": "next", "url": "x"}]}
PATIENT = {"resourceType": "Patient", "id": "p1"}


def lacked(**prefetch: Any) -> dict[str, str]:
    """What is to be read, by key."""
    return {search.key: search.url for search in lacking(SERVICE, replace(REQUEST, prefetch=prefetch))}


def test_what_is_absent_is_to_be_read_with_the_ids_of_the_context() -> None:
    assert lacked() == {"patient": "Patient/p1", "conditions": "Condition?patient=p1&x=a,b"}


@pytest.mark.parametrize("value", [None, EMPTY, {**EMPTY, "entry": []}, {**EMPTY, "total": 0}])
def test_null_and_empty_are_answers(value: Any) -> None:
    assert lacked(patient=PATIENT, conditions=value) == {}


@pytest.mark.parametrize("value", ["", [], 7, {}, {"resourceType": "OperationOutcome"}, {"resourceType": "Patient"}])
def test_what_is_no_list_is_to_be_read(value: Any) -> None:
    assert list(lacked(patient=PATIENT, conditions=value)) == ["conditions"]


def test_a_list_that_is_cut_off_is_to_be_gone_on_with() -> None:
    (search,) = lacking(SERVICE, replace(REQUEST, prefetch={"patient": PATIENT, "conditions": NEXT}))
    assert search.begun == NEXT


def test_another_patients_record_is_not_completed() -> None:
    assert lacked(patient={"resourceType": "Patient", "id": "another"}) == {}


def test_keys_that_the_service_does_not_know_are_not_read() -> None:
    assert "observations" not in lacked(observations={"resourceType": "OperationOutcome"})


@pytest.mark.parametrize(
    ("template", "patient_id", "url"),
    [
        ("Condition?patient={{context.patientId}}", "a|b c&d", "Condition?patient=a%7Cb%20c%26d"),
        ("Patient/{{context.patientId}}", "../x", "Patient/..%2Fx"),
        ("Patient/{{ context.patientId }}", "p1", "Patient/p1"),
        ("Observation?patient={{context.patientId}}&encounter={{context.encounterId}}", "p1", None),
        ("Observation?performer={{userPractitionerId}}", "p1", None),
    ],
)
def test_a_template_is_filled_percent_encoded_or_not_at_all(template: str, patient_id: str, url: str | None) -> None:
    assert filled(template, replace(REQUEST, patient_id=patient_id)) == url
