"""Smart links of cards open an app in the context of the card (C-C09, interop A.10)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from cds_service.harness.ehr.client.answering.card import Link
from cds_service.harness.ehr.client.asking.access import Oddity, access_of_service
from cds_service.harness.ehr.smart.launch import LaunchContext
from tests.harness.ehr.smart.app import App

ABSOLUTE = Link(label="Guide", url="https://example.org/guide?x=1#top", is_smart=False)
SMART = Link(label="App", url="https://app.example.org/launch?tab=1", is_smart=True, app_context='{"k": 1}')
LAUNCH = {
    "launchUrl": "https://app.example.org/launch",
    "parameters": {"patient": "p1", "smart_messaging_origin": "http://127.0.0.1:8100", "appContext": '{"k":1}'},
}


def prepared(app: App, body: Any, token: str = "") -> tuple[int, Any]:
    """What the sandbox is answered at the address of its own."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = app.http.post(f"{app.ehr.fhir_server}/_services/smart/Launch", json=body, headers=headers)
    return answer.status_code, answer.json()


def test_an_absolute_link_is_opened_as_it_is(app: App) -> None:
    assert app.ehr.launch(ABSOLUTE, LaunchContext(patient="p1")) == ABSOLUTE.url


def test_a_smart_link_is_opened_with_the_server_and_a_launch(app: App) -> None:
    address = app.ehr.launch(SMART, LaunchContext(patient="p1"))
    assert address.startswith("https://app.example.org/launch?tab=1&")
    sent = dict(parse_qsl(urlsplit(address).query))
    assert sent["iss"] == app.ehr.fhir_server
    told = app.token(launch=sent["launch"], scope="launch patient/*.rs")
    assert (told["patient"], told["appContext"]) == ("p1", '{"k": 1}')


def test_the_sandbox_gets_a_launch_and_the_app_its_context(app: App) -> None:
    with access_of_service(app.ehr.ehr, "p1", Oddity.NONE) as access:
        assert access is not None
        status, told = prepared(app, LAUNCH, access.token)
    assert status == 200
    token = app.token(launch=told["launch_id"], scope="launch patient/Condition.rs")
    assert (token["patient"], token["appContext"]) == ("p1", '{"k":1}')
    assert app.reads(token["access_token"], "Condition?patient=p1") == 200


def test_a_launch_is_not_prepared_for_whoever_asks(app: App) -> None:
    assert prepared(app, LAUNCH)[0] == 401
    with access_of_service(app.ehr.ehr, "p2", Oddity.NONE) as access:
        assert access is not None
        assert prepared(app, LAUNCH, access.token)[0] == 403


def test_an_open_ehr_prepares_it_without_a_token(app: App) -> None:
    app.ehr.ehr.is_open = True
    try:
        assert prepared(app, LAUNCH)[0] == 200
    finally:
        app.ehr.ehr.is_open = False


@pytest.mark.parametrize(
    "body", [None, [], {"parameters": []}, {"parameters": {}}, {"parameters": {"patient": "nobody"}}]
)
def test_what_names_no_patient_is_refused_with_an_outcome(app: App, body: Any) -> None:
    status, told = prepared(app, body)
    assert (status, told["resourceType"]) == (400, "OperationOutcome")


def test_a_browser_of_another_origin_may_ask(app: App) -> None:
    asked = {
        "Origin": "http://127.0.0.1:8100",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    for path in ("fhir/_services/smart/Launch", "auth/token"):
        assert app.http.options(f"{app.ehr.address}/{path}", headers=asked).status_code == 200
