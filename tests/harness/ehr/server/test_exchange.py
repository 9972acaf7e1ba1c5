"""Reads, media types, browsers, metadata, and the record of what was asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from fhir.resources.R4B import get_fhir_model_class
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cds_service.harness.ehr.ehr import Asked, Ehr
from cds_service.harness.ehr.serving import running
from tests.harness.ehr.server.people import PEOPLE
from tests.harness.ehr.server.wire import Wire, wired

ORIGIN = "https://browser.example.org"


@pytest.mark.parametrize("resource", PEOPLE, ids=lambda one: f"{one['resourceType']}/{one['id']}")
def test_a_resource_is_read_as_it_was_put_in(sound: Wire, resource: dict[str, object]) -> None:
    answer = sound.get(f"{resource['resourceType']}/{resource['id']}")
    assert answer.headers["content-type"] == "application/fhir+json"
    assert answer.json() == resource


@pytest.mark.parametrize(
    "path", ["metadata", "Observation?patient=p1", "Procedure?patient=p1", "Patient/nobody", "Observation?date=x"]
)
def test_every_answer_is_valid_fhir(sound: Wire, path: str) -> None:
    body = sound.get(path).json()
    get_fhir_model_class(body["resourceType"]).model_validate(body)


@pytest.mark.parametrize(("path", "status"), [("Patient/nobody", 404), ("Nonsense?x=y", 404), ("a/b/c", 404)])
def test_what_is_not_there_is_answered_with_an_outcome(sound: Wire, path: str, status: int) -> None:
    answer = sound.get(path)
    assert (answer.status_code, answer.json()["resourceType"]) == (status, "OperationOutcome")


def test_a_method_that_is_not_served_is_answered_with_an_outcome(sound: Wire) -> None:
    answer = sound.http.patch("Patient/p1")
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (405, "not-supported")


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json+fhir", 200),
        ("application/fhir+json; fhirVersion=4.0", 200),
        ("application/json", 200),
        ("text/html, */*;q=0.1", 200),
        ("application/fhir+xml", 406),
    ],
)
def test_json_is_given_to_whoever_takes_it(sound: Wire, accept: str, status: int) -> None:
    assert sound.get("Patient/p1", accept=accept).status_code == status


def test_a_search_form_must_be_a_form(sound: Wire) -> None:
    assert sound.http.post("Observation/_search", json={"patient": "p1"}).status_code == 415


@pytest.mark.parametrize("path", ["Patient/p1", "metadata", "Patient/nobody"])
def test_a_browser_may_read_answers_and_errors(sound: Wire, path: str) -> None:
    assert sound.get(path, origin=ORIGIN).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_browser_gets_through_the_preflight_with_a_token(method: str) -> None:
    with wired(Ehr(PEOPLE, is_open=False)) as guarded:
        asked = {
            "Origin": ORIGIN,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type",
        }
        answer = guarded.http.options("Observation/_search", headers=asked)
    assert answer.status_code == 200
    assert method in answer.headers["access-control-allow-methods"]
    assert {"authorization", "content-type"} <= set(answer.headers["access-control-allow-headers"].lower().split(", "))


def test_metadata_needs_no_token_and_says_where_apps_get_theirs() -> None:
    with wired(Ehr(PEOPLE, is_open=False)) as guarded:
        statement = guarded.get("metadata").json()
    (oauth,) = statement["rest"][0]["security"]["extension"]
    assert {part["url"]: part["valueUri"].partition("/auth")[2] for part in oauth["extension"]} == {
        "authorize": "/authorize",
        "token": "/token",
    }
    assert statement["date"]
    assert statement["fhirVersion"] == "4.0.1"


def test_it_remembers_what_it_was_asked_until_it_is_told_to_forget() -> None:
    with wired(Ehr(PEOPLE)) as wire:
        wire.get("Condition?patient=p1&code=a%7Cb", authorization="Bearer t")
        wire.http.post("Observation/_search", data={"patient": "p1"})
        seen = wire.ehr.asked
        wire.ehr.forget()
        assert wire.ehr.asked == ()
    assert seen == (
        Asked(method="GET", path="Condition?patient=p1&code=a%7Cb", has_token=True),
        Asked(method="POST", path="Observation/_search?patient=p1", has_token=False),
    )


def test_calls_at_the_same_time_are_all_remembered_and_none_is_lost() -> None:
    with wired(Ehr(PEOPLE)) as wire, ThreadPoolExecutor(8) as pool:
        draft = {"resourceType": "ServiceRequest", "status": "draft"}
        made = list(pool.map(lambda _: wire.ehr.create(draft)["id"], range(40)))
        statuses = list(pool.map(lambda one: wire.get(f"ServiceRequest/{one}").status_code, made))
        assert statuses == [200] * 40
        assert len(wire.ehr.asked) == 40


def test_other_routes_are_served_beside_it_and_before_it() -> None:
    def configuration(_: object) -> PlainTextResponse:
        return PlainTextResponse("smart")

    routes = [Route("/fhir/.well-known/smart-configuration", configuration)]
    with running(Ehr(), routes=routes) as address, wired(Ehr()) as wire:
        assert wire.http.get(f"{address}/fhir/.well-known/smart-configuration").text == "smart"


def test_a_port_that_is_taken_is_an_error_of_whoever_wanted_it() -> None:
    with (
        running(Ehr()) as address,
        pytest.raises(OSError, match="in use"),
        running(Ehr(), port=int(address.rpartition(":")[2])),
    ):
        pass
