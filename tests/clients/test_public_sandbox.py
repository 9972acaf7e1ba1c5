"""What the public CDS Hooks Sandbox was seen to put on the wire, sent to our service as a process."""

from __future__ import annotations

import copy
import socket
from typing import Any

import httpx
import pytest

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.grant import Grant
from cds_service.harness.ehr.serving import running
from tests.clients.dialects import BODIES, bearer
from tests.clients.patients import ANALOGUE_SIGNED, RESECTABLE, records_of, request_of

BODY = BODIES["public-sandbox"]
PATIENT = "demo-01"
DIABETES = {"coding": [{"system": "http://snomed.info/sct", "code": "44054006"}]}


def plain_call(server: str, patient: str = PATIENT) -> dict[str, Any]:
    """Its call without prefetch, about a patient of this FHIR server."""
    call: dict[str, Any] = copy.deepcopy(BODY["plain call"])
    call["context"]["patientId"] = patient
    return call | {"fhirServer": server}


def summaries(answer: httpx.Response) -> list[str]:
    """The headlines of an answer, which must be advice."""
    assert answer.status_code == 200, answer.text
    return [card["summary"] for card in answer.json()["cards"]]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/cds-services", None),
        ("/cds-services/net-patient-view", request_of(RESECTABLE)),
        ("/cds-services/net-patient-view/feedback", BODY["feedback"]["suggestion clicked"]),
    ],
)
def test_its_token_opens_every_address_for_which_it_is_made(
    guarded_service: str, path: str, body: dict[str, Any] | None
) -> None:
    url = guarded_service + path
    answer = httpx.request("POST" if body else "GET", url, json=body, headers=bearer("public-sandbox", url))
    assert answer.status_code == 200


def test_its_token_for_another_address_opens_nothing(guarded_service: str) -> None:
    url = f"{guarded_service}/cds-services/net-patient-view"
    headers = bearer("public-sandbox", f"{guarded_service}/cds-services/net-order-sign")
    assert httpx.post(url, json=request_of(RESECTABLE), headers=headers).status_code == 401


def test_where_a_token_in_its_name_says_that_the_keys_are_nobody_calls(guarded_service: str) -> None:
    url = f"{guarded_service}/cds-services/net-patient-view"
    with socket.create_server(("127.0.0.1", 0)) as keys:
        jku = f"http://127.0.0.1:{keys.getsockname()[1]}/.well-known/jwks.json"
        answer = httpx.post(url, json=request_of(RESECTABLE), headers=bearer("public-sandbox", url, jku=jku))
        keys.setblocking(False)
        with pytest.raises(BlockingIOError):
            keys.accept()
    assert answer.status_code == 401


def test_a_plain_call_is_answered_from_its_open_server(open_service: str, ehr: tuple[Ehr, str]) -> None:
    mock, server = ehr
    mock.hold(records_of(request_of(RESECTABLE)))
    url = f"{open_service}/cds-services/net-patient-view"
    assert summaries(httpx.post(url, json=plain_call(server))) == summaries(
        httpx.post(url, json=request_of(RESECTABLE))
    )
    assert not any(asked.has_token for asked in mock.asked)


def test_when_it_was_launched_its_token_opens_its_server(open_service: str) -> None:
    access = BODY["access when launched"]
    grant = Grant(token=access["access_token"], scope=access["scope"], patient=PATIENT)
    mock = Ehr(records_of(request_of(RESECTABLE)), grants=[grant])
    with running(mock) as address:
        call = plain_call(f"{address}/fhir") | {"fhirAuthorization": access}
        assert summaries(httpx.post(f"{open_service}/cds-services/net-patient-view", json=call))
    assert all(asked.has_token for asked in mock.asked)


def test_a_key_that_it_left_out_is_read_from_its_server_and_what_it_sent_is_not(
    open_service: str, ehr: tuple[Ehr, str]
) -> None:
    mock, server = ehr
    call = BODY["call with prefetch"] | {"fhirServer": server}
    mock.hold([call["prefetch"]["patient"]])
    mock.forget()
    assert summaries(httpx.post(f"{open_service}/cds-services/net-patient-view", json=call)) == []
    read = {asked.path.partition("?")[0] for asked in mock.asked}
    assert "Observation" in read
    assert not read & {"Patient/p1", "Condition"}


def test_a_key_that_it_left_out_and_nobody_can_read_is_named(open_service: str) -> None:
    call = BODY["call with prefetch"]  # whose server is not there
    answer = httpx.post(f"{open_service}/cds-services/net-patient-view", json=call)
    assert answer.status_code == 412
    assert [issue["diagnostics"].partition(":")[0] for issue in answer.json()["issue"]] == ["prefetch.observations"]


def test_its_first_page_is_never_taken_for_the_whole_list(open_service: str, ehr: tuple[Ehr, str]) -> None:
    mock, server = ehr
    records = records_of(request_of(RESECTABLE))
    conditions = [one for one in records if one["resourceType"] == "Condition"]
    others = [{**conditions[0], "id": f"0-{number:02}", "code": DIABETES} for number in range(25)]
    mock.hold([*[one for one in records if one not in conditions], *others, *conditions])
    page = httpx.get(f"{server}/Condition?patient={PATIENT}").json()
    assert {entry["resource"]["id"] for entry in page["entry"]}.isdisjoint(one["id"] for one in conditions)
    call = plain_call(server) | {"prefetch": {"conditions": page}}
    url = f"{open_service}/cds-services/net-patient-view"
    assert summaries(httpx.post(url, json=call))
    assert httpx.post(url, json={**call, "fhirServer": "http://127.0.0.1:9/fhir"}).status_code == 412


@pytest.mark.parametrize("hook", ["order-select", "order-sign"])
def test_a_tab_clicked_again_sends_no_orders_and_is_told_so(open_service: str, hook: str) -> None:
    call = BODY["plain call"] | {"hook": hook, "context": BODY["context of a tab clicked again"]}
    answer = httpx.post(f"{open_service}/cds-services/net-{hook}", json=call)
    assert answer.status_code == 400
    assert "context.draftOrders" in answer.text


def test_the_drug_that_it_drafts_is_none_of_ours(open_service: str, ehr: tuple[Ehr, str]) -> None:
    mock, server = ehr
    mock.hold(BODY["call with prefetch"]["prefetch"][key] for key in ("patient",))
    call = plain_call(server) | {"hook": "order-select", "context": BODY["context of a drug chosen"]}
    assert summaries(httpx.post(f"{open_service}/cds-services/net-order-select", json=call)) == []


def test_a_dangerous_drug_in_the_form_of_its_drafts_raises_the_same_warnings(open_service: str) -> None:
    request = request_of(ANALOGUE_SIGNED)
    url = f"{open_service}/cds-services/net-{request['hook']}"
    expected = summaries(httpx.post(url, json=request))
    theirs: dict[str, Any] = copy.deepcopy(BODY["context of a drug chosen"]["draftOrders"])
    (draft,) = [entry["resource"] for entry in request["context"]["draftOrders"]["entry"]]
    theirs["entry"][0]["resource"]["medicationCodeableConcept"] = draft["medicationCodeableConcept"]
    theirs["entry"][0]["resource"]["subject"] = draft["subject"]
    request["context"]["draftOrders"] = theirs
    assert summaries(httpx.post(url, json=request)) == expected != []


@pytest.mark.parametrize("click", BODY["feedback"])
def test_its_feedback_is_taken_however_often_somebody_clicks(open_service: str, click: str) -> None:
    url = f"{open_service}/cds-services/net-patient-view/feedback"
    assert [httpx.post(url, json=BODY["feedback"][click]).status_code for _ in range(2)] == [200, 200]


def test_a_slash_too_much_at_the_end_of_the_address_of_discovery_is_forgiven(open_service: str) -> None:
    discovery = f"{open_service}/cds-services/"
    assert httpx.get(discovery).json()["services"]
    assert summaries(httpx.post(f"{discovery}/net-patient-view", json=request_of(RESECTABLE)))
