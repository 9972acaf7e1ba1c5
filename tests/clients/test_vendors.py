"""How other clients depart from the letter of CDS Hooks, and that our advice does not depart with them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.auth.key_server import key_server
from tests.clients.dialects import BODIES, DIALECTS, bearer, published_keys
from tests.clients.patients import ADENOCARCINOMA, ANALOGUE_SIGNED, CARCINOMA, RESECTABLE, request_of
from tests.clients.serving import service

EPIC = BODIES["epic"]
CALLS = [dialect for dialect in DIALECTS if "call" in BODIES[dialect]]
FEEDBACK = [(dialect, name) for dialect in DIALECTS for name in BODIES[dialect].get("feedback", ())]


def answered(base: str, request: dict[str, Any], dialect: str) -> httpx.Response:
    """The answer to a request that this client sends with its token."""
    url = f"{base}/cds-services/net-{request['hook']}"
    return httpx.post(url, json=request, headers=bearer(dialect, url))


def said(answer: httpx.Response) -> list[tuple[str, str]]:
    """Headline and detail of each card of an answer, which must be advice."""
    assert answer.status_code == 200, answer.text
    return [(card["summary"], card.get("detail", "")) for card in answer.json()["cards"]]


@pytest.mark.parametrize("dialect", CALLS)
def test_what_a_client_adds_to_a_call_changes_nothing_of_the_advice(guarded_service: str, dialect: str) -> None:
    bare = request_of(RESECTABLE)
    theirs = {**bare, **BODIES[dialect]["call"], "context": {**bare["context"], "encounterId": "e-1"}}
    assert said(answered(guarded_service, theirs, dialect)) == said(answered(guarded_service, bare, dialect)) != []


@pytest.mark.parametrize(("dialect", "name"), FEEDBACK)
def test_the_feedback_of_a_client_is_taken(guarded_service: str, dialect: str, name: str) -> None:
    url = f"{guarded_service}/cds-services/net-patient-view/feedback"
    answer = httpx.post(url, json=BODIES[dialect]["feedback"][name], headers=bearer(dialect, url))
    assert answer.status_code == 200


def test_a_search_without_a_result_that_holds_a_warning_decides_as_an_empty_list(guarded_service: str) -> None:
    request = request_of(RESECTABLE)
    request["prefetch"]["allergies"] = {"resourceType": "Bundle", "type": "searchset", "total": 0}
    theirs = copy.deepcopy(request)
    theirs["prefetch"] |= {"allergies": EPIC["search without a result"], **EPIC["prefetch of a user"]}
    cards, expected = (answered(guarded_service, one, "epic").json()["cards"] for one in (theirs, request))
    assert [card["extension"] for card in cards] == [card["extension"] for card in expected]


def test_of_a_patient_with_empty_lists_nothing_is_said(guarded_service: str) -> None:
    request = request_of(RESECTABLE)
    nothing = EPIC["search without a result"]
    request["prefetch"] = {
        "patient": request["prefetch"]["patient"],
        **dict.fromkeys(("conditions", "observations"), nothing),
    }
    assert said(answered(guarded_service, request, "epic")) == []


def test_a_draft_may_name_a_medication_that_stands_beside_it(guarded_service: str) -> None:
    request = request_of(ANALOGUE_SIGNED)
    expected = said(answered(guarded_service, request, "epic"))
    drafts = request["context"]["draftOrders"]
    order = drafts["entry"][0]["resource"]
    medication = {"resourceType": "Medication", "id": "m1", "code": order.pop("medicationCodeableConcept")}
    order["medicationReference"] = {"reference": "Medication/m1"}
    drafts["entry"].append({"resource": medication})
    assert [line for line, _ in said(answered(guarded_service, request, "epic"))] == [line for line, _ in expected]


def test_a_client_may_publish_its_keys_where_its_tokens_say_and_nowhere_else(tmp_path: Path) -> None:
    with key_server() as server:
        address = server.publish(published_keys("oracle-health"))
        clients = tmp_path / "clients.json"
        iss = BODIES["oracle-health"]["token"]["payload"]["iss"]
        clients.write_text(json.dumps([{"iss": iss, "jwks_url": address}]), "utf-8")
        with service(tmp_path, auth="required", clients=str(clients)) as base:
            url = f"{base}/cds-services/net-patient-view"
            statuses = [
                httpx.post(url, json=request_of(RESECTABLE), headers=bearer("oracle-health", url, jku=jku)).status_code
                for jku in (address, f"{server.base}/other")
            ]
        assert statuses == [200, 401]
        assert server.asked == ["/jwks"]


def test_a_hook_instance_that_is_always_the_same_mixes_no_patients(guarded_service: str) -> None:
    instance = BODIES["request-generator"]["call"]["hookInstance"]
    requests = [request_of(file) for file in (RESECTABLE, CARCINOMA, ADENOCARCINOMA)]
    alone = [said(answered(guarded_service, one, "request-generator")) for one in requests]
    constant = [{**one, "hookInstance": instance} for one in requests]
    assert [said(answered(guarded_service, one, "request-generator")) for one in constant] == alone
    assert alone[0] != alone[1] != alone[2] == []
