"""A token opens at the FHIR server what was granted to the app, and nothing else."""

from __future__ import annotations

import pytest

from cds_service.harness.ehr.smart.launch import LaunchContext
from tests.harness.ehr.smart.app import App

PATHS = ("Patient/p1", "Patient/p2", "Observation?patient=p1", "Observation?patient=p2", "Condition?patient=p1")


@pytest.mark.parametrize(
    ("scope", "opened"),
    [
        ("patient/*.read", {"Patient/p1", "Observation?patient=p1", "Condition?patient=p1"}),
        ("patient/*.rs", {"Patient/p1", "Observation?patient=p1", "Condition?patient=p1"}),
        ("patient/Observation.rs", {"Observation?patient=p1"}),
        ("patient/Patient.r", {"Patient/p1"}),
        ("patient/Patient.read patient/Condition.s", {"Patient/p1", "Condition?patient=p1"}),
        ("user/Observation.rs", {"Observation?patient=p1", "Observation?patient=p2"}),
        ("user/*.read", set(PATHS)),
        ("launch/patient", set()),
    ],
)
def test_scopes_of_both_versions_and_the_patient_are_enforced(app: App, scope: str, opened: set[str]) -> None:
    token = app.token(scope=scope, patient="p1")["access_token"]
    assert {path for path in PATHS if app.reads(token, path) == 200} == opened


def test_a_token_for_one_patient_does_not_open_another(app: App) -> None:
    launch = app.ehr.smart.prepare(LaunchContext(patient="p2"))
    token = app.token(launch=launch, scope="launch patient/*.rs")["access_token"]
    assert (app.reads(token, "Patient/p2"), app.reads(token, "Patient/p1")) == (200, 403)


def test_a_text_that_was_never_given_out_opens_nothing(app: App) -> None:
    assert app.reads("guessed", "Patient/p1") == 401


def test_a_good_token_is_known_with_its_scope_patient_and_app(app: App) -> None:
    token = app.token(patient="p1")["access_token"]
    address = str(app.configuration()["introspection_endpoint"])
    bearer = {"Authorization": f"Bearer {token}"}
    told = app.http.post(address, data={"token": token}, headers=bearer).json()
    assert (told["active"], told["patient"], told["client_id"]) == (True, "p1", "my-app")
    assert told["scope"] == "launch/patient patient/*.rs"
    assert app.http.post(address, data={"token": "guessed"}, headers=bearer).json() == {"active": False}
    assert app.http.post(address, data={"token": token}).status_code == 401


def test_a_token_that_was_revoked_is_not_active(app: App) -> None:
    gone, good = (app.token(patient="p1")["access_token"] for _ in range(2))
    app.ehr.ehr.revoke(gone)
    address = str(app.configuration()["introspection_endpoint"])
    told = app.http.post(address, data={"token": gone}, headers={"Authorization": f"Bearer {good}"}).json()
    assert told == {"active": False}
