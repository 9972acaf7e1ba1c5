"""An app gets a code and a token as SMART App Launch 2 has it, and in no other way."""

from __future__ import annotations

import time
from dataclasses import replace

import httpx
import pytest

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.serving import running
from cds_service.harness.ehr.smart.authorization import App as Registered
from cds_service.harness.ehr.smart.authorization import Authorization
from cds_service.harness.ehr.smart.launch import LaunchContext
from cds_service.harness.ehr.smart.pkce import challenge_of, proves
from cds_service.harness.ehr.smart.routes import smart_routes
from tests.harness.ehr.server.people import patient
from tests.harness.ehr.smart.app import REDIRECT, STATE, VERIFIER, App, answered


def launched(app: App, **context: str) -> str:
    """A launch that the EHR prepared."""
    return app.ehr.smart.prepare(LaunchContext(**context))


def test_the_configuration_names_what_the_server_can_do(app: App) -> None:
    told = app.configuration()
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert {"launch-ehr", "launch-standalone", "permission-v1", "permission-v2"} <= set(told["capabilities"])
    assert all(told[f"{name}_endpoint"].startswith(app.ehr.address) for name in ("authorization", "token"))


def test_the_metadata_name_the_same_endpoints(app: App) -> None:
    statement = app.http.get(f"{app.ehr.fhir_server}/metadata").json()
    (oauth,) = statement["rest"][0]["security"]["extension"]
    told = app.configuration()
    assert {part["url"]: part["valueUri"] for part in oauth["extension"]} == {
        name: told[f"{endpoint}_endpoint"] for name, endpoint in (("authorize", "authorization"), ("token", "token"))
    }


def test_an_ehr_launch_gives_the_patient_the_encounter_and_what_the_card_said(app: App) -> None:
    launch = launched(app, patient="p1", encounter="e1", app_context='{"k": 1}')
    told = app.token(launch=launch, scope="launch patient/Observation.rs openid")
    assert (told["patient"], told["encounter"], told["appContext"]) == ("p1", "e1", '{"k": 1}')
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 3600)
    assert told["scope"] == "launch patient/Observation.rs"


def test_the_user_of_an_app_that_opens_by_itself_chooses_the_patient(app: App) -> None:
    page = app.asks(client_id="<b>app</b>")
    assert page.status_code == 200
    assert "<b>app" not in page.text
    assert "Toý" in page.text
    assert page.text.count("<li>") == 2
    assert app.token(patient="p2")["patient"] == "p2"


def test_the_choice_of_a_patient_who_is_not_there_has_to_be_made_again(app: App) -> None:
    assert app.asks(patient="nobody").text.count("<li>") == 2


def test_the_user_comes_back_with_the_state_and_to_the_whole_address(app: App) -> None:
    back = answered(app.asks(patient="p1"))
    assert (back["state"], back["tab"]) == (STATE, "1")
    assert "state" not in answered(app.asks(patient="p1", state=None))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"aud": "https://elsewhere.example/fhir"}, "invalid_request"),
        ({"aud": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain", "code_challenge": VERIFIER}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"scope": "openid fhirUser"}, "invalid_scope"),
        ({"scope": "system/*.rs"}, "invalid_scope"),
        ({"launch": "unknown", "scope": "launch patient/*.rs"}, "invalid_request"),
    ],
)
def test_a_request_that_is_not_right_is_sent_back_with_an_error(
    app: App, changes: dict[str, str | None], error: str
) -> None:
    back = answered(app.asks(patient="p1", **changes))
    assert (back["error"], back["state"], "code" in back) == (error, STATE, False)


def test_a_launch_without_the_scope_launch_is_refused(app: App) -> None:
    assert answered(app.asks(launch=launched(app, patient="p1"), scope="patient/*.rs"))["error"] == "invalid_request"


@pytest.mark.parametrize("uri", ["javascript:alert(1)", "", "//app.example.org"])
def test_nobody_is_sent_to_what_is_no_web_address(app: App, uri: str) -> None:
    answer = app.asks(redirect_uri=uri)
    assert (answer.status_code, "location" in answer.headers) == (400, False)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": VERIFIER[:-1] + "y"}, "invalid_grant"),
        ({"code_verifier": None}, "invalid_grant"),
        ({"client_id": "another-app"}, "invalid_grant"),
        ({"redirect_uri": "https://app.example.org/other"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_code_is_no_use_to_who_cannot_prove_to_have_asked(
    app: App, changes: dict[str, str | None], error: str
) -> None:
    answer = app.exchanges(app.code(patient="p1"), **changes)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_a_code_that_was_never_given_out_is_refused(app: App) -> None:
    assert app.exchanges("guessed").json()["error"] == "invalid_grant"


def test_a_code_is_good_once(app: App) -> None:
    code = app.code(patient="p1")
    assert [app.exchanges(code).status_code for _ in range(2)] == [200, 400]


def test_a_code_is_spent_by_a_wrong_verifier(app: App) -> None:
    code = app.code(patient="p1")
    assert app.exchanges(code, code_verifier="x" * 50).status_code == 400
    assert app.exchanges(code).status_code == 400


def test_a_code_is_good_for_a_minute(app: App) -> None:
    code = app.code(patient="p1")
    consent = app.ehr.smart.redeem(code)
    assert consent is not None
    assert 50 < consent.ends - time.time() <= 60
    late = app.ehr.smart.code_for(replace(consent, ends=time.time() - 1))
    assert app.exchanges(late).json()["error"] == "invalid_grant"


def test_what_is_told_of_tokens_is_kept_nowhere(app: App) -> None:
    code = app.asks(patient="p1")
    answer = app.exchanges(answered(code)["code"])
    assert {code.headers["cache-control"], answer.headers["cache-control"]} == {"no-store"}


def test_only_registered_apps_are_answered_where_some_are_registered() -> None:
    ehr = Ehr([patient("p1", "Toy", "1950")], is_open=False)
    apps = [Registered(client_id="my-app", redirect_uris=frozenset({REDIRECT}))]
    with running(ehr, routes=smart_routes(Authorization(ehr, apps))) as address, httpx.Client() as http:
        sent = {
            "response_type": "code",
            "client_id": "my-app",
            "redirect_uri": REDIRECT,
            "scope": "patient/*.rs",
            "aud": f"{address}/fhir",
            "code_challenge": challenge_of(VERIFIER),
            "code_challenge_method": "S256",
        }
        changes: tuple[dict[str, str], ...] = ({}, {"client_id": "another"}, {"redirect_uri": f"{REDIRECT}&more"})
        answers = [http.get(f"{address}/auth/authorize", params={**sent, **change}) for change in changes]
    assert [one.status_code for one in answers] == [302, 400, 400]


def test_the_challenge_is_that_of_the_standard() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # RFC 7636, appendix B
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert proves(verifier, challenge_of(verifier))
    assert not proves("too-short", challenge_of("too-short"))
