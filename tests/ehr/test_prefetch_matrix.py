"""Every state in which a prefetch key can come, with and without a server to read from: the twenty rows of the matrix.

The answer to the whole request is the baseline. `procedures` stands for the optional keys: whether there ever was a
radioembolisation (`priorTare`) is known only from its list.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from cds_service.hooks.patient_view import PATIENT_VIEW
from fhir_mappings.resources import LISTS
from tests.ehr.conftest import Clinic, request_without
from tests.ehr.mock import outcome, searchset, status

REQUIRED = ("patient", "conditions", "observations")
EMPTY: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset", "total": 0}
WARNED = EMPTY | {"entry": [{"resource": outcome("warning"), "search": {"mode": "outcome"}}]}
every_required = pytest.mark.parametrize("key", REQUIRED)
both = pytest.mark.parametrize("key", ["conditions", "procedures"])


def sent(clinic: Clinic, key: str, value: Any, door: str = "cds-services", **lent: Any) -> httpx.Response:
    """The answer when the key holds another value."""
    return clinic.call(door=door, prefetch=request_without()["prefetch"] | {key: value}, **lent)


def without_prefetch(clinic: Clinic, **lent: Any) -> httpx.Response:
    """The answer to a body that has no member `prefetch`."""
    body = {name: value for name, value in request_without().items() if name != "prefetch"}
    return httpx.post(f"{clinic.url}/cds-services/net-patient-view", json=body | lent, timeout=20)


def baseline(clinic: Clinic) -> dict[str, Any]:
    """The answer to the whole request."""
    answer: dict[str, Any] = clinic.call().json()
    return answer


def priorities(answer: httpx.Response) -> tuple[bool, str | None]:
    """Of an explanation: whether the procedures are whole, and why an earlier radioembolisation is open."""
    body = answer.json()
    return body["lists"]["procedures"]["whole"], body["facts"]["priorTare"]["why"]


def value_of(key: str) -> Any:
    """What the whole request sends under a key."""
    return request_without()["prefetch"][key]


def cut_off(following: Any) -> dict[str, Any]:
    """A first page that holds nothing and announces another."""
    return searchset(following=following) | {"total": 9}


def test_row_1_filled_keys_are_answered_and_nothing_is_read(clinic: Clinic) -> None:
    assert clinic.call(**clinic.lends()).json()["cards"]
    assert clinic.ehr.asked == []


@every_required
def test_row_2_a_required_key_that_is_absent_without_a_server_is_412_by_name(clinic: Clinic, key: str) -> None:
    answer = clinic.call(key)
    assert answer.status_code == 412
    assert f"prefetch.{key}" in answer.text


def test_row_2_an_optional_key_that_is_absent_leaves_open_what_it_would_show(clinic: Clinic) -> None:
    assert priorities(clinic.call("procedures", door="explain")) == (False, "not retrieved")


@pytest.mark.parametrize("key", PATIENT_VIEW.prefetch)
def test_row_3_an_absent_key_is_read_from_the_server(clinic: Clinic, key: str) -> None:
    answer = clinic.call(key, **clinic.lends())
    assert answer.json() == baseline(clinic)
    assert clinic.ehr.types() == [LISTS[key]]


FAULTS = [status(401), status(403), status(404), status(410), status(429), status(500), status(503), status(302)]


@every_required
@pytest.mark.parametrize("fault", FAULTS)
def test_row_4_a_required_key_that_the_server_refuses_is_412_by_name(clinic: Clinic, key: str, fault: Any) -> None:
    clinic.ehr.faults[LISTS[key]] = fault
    answer = clinic.call(key, **clinic.lends())
    assert answer.status_code == 412
    assert f"prefetch.{key}" in answer.text


@pytest.mark.parametrize("fault", FAULTS)
def test_row_4_an_optional_key_that_the_server_refuses_stays_open(clinic: Clinic, fault: Any) -> None:
    clinic.ehr.faults["Procedure"] = fault
    assert priorities(clinic.call("procedures", door="explain", **clinic.lends())) == (False, "not retrieved")


@every_required
def test_row_4_a_server_that_refuses_connections_is_412(clinic: Clinic, key: str) -> None:
    answer = clinic.call(key, **clinic.lends() | {"fhirServer": "http://127.0.0.1:1/fhir"})
    assert answer.status_code == 412


@both
def test_row_5_null_is_an_answer(clinic: Clinic, key: str) -> None:
    assert sent(clinic, key, None).status_code == 200


def test_row_5_null_says_that_there_are_none(clinic: Clinic) -> None:
    assert priorities(sent(clinic, "procedures", None, door="explain")) == (True, None)


@both
def test_row_6_null_is_not_asked_again_of_a_server_that_has_data(clinic: Clinic, key: str) -> None:
    assert sent(clinic, key, None, **clinic.lends()).json() == sent(clinic, key, None).json()
    assert clinic.ehr.asked == []


@both
@pytest.mark.parametrize(
    "empty", [EMPTY, EMPTY | {"entry": []}, {"resourceType": "Bundle", "type": "searchset"}, {"resourceType": "Bundle"}]
)
def test_row_7_an_empty_searchset_is_as_null(clinic: Clinic, key: str, empty: dict[str, Any]) -> None:
    facts = sent(clinic, key, empty, door="explain").json()["facts"]
    assert facts == sent(clinic, key, None, door="explain").json()["facts"]


@every_required
def test_row_8_an_outcome_for_a_required_key_without_a_server_is_412(clinic: Clinic, key: str) -> None:
    assert sent(clinic, key, outcome()).status_code == 412


def test_row_8_an_outcome_for_an_optional_key_says_nothing_about_what_there_is(clinic: Clinic) -> None:
    assert priorities(sent(clinic, "procedures", outcome(), door="explain")) == (False, "not retrieved")


@both
def test_row_8_what_the_client_failed_to_look_up_is_looked_up(clinic: Clinic, key: str) -> None:
    assert sent(clinic, key, outcome(), **clinic.lends()).json() == baseline(clinic)
    assert clinic.ehr.types() == [LISTS[key]]


@both
def test_row_9_a_searchset_with_only_a_warning_is_as_null(clinic: Clinic, key: str) -> None:
    facts = sent(clinic, key, WARNED, door="explain").json()["facts"]
    assert facts == sent(clinic, key, None, door="explain").json()["facts"]


@both
def test_row_10_a_warning_beside_matches_changes_no_fact(clinic: Clinic, key: str) -> None:
    value = value_of(key)
    warned = value | {"entry": [*value["entry"], *WARNED["entry"]]}
    assert sent(clinic, key, warned, door="explain").json()["facts"] == clinic.call(door="explain").json()["facts"]


@both
def test_row_11_a_further_page_is_read_and_the_first_is_not_asked_again(clinic: Clinic, key: str) -> None:
    whole = value_of(key)
    first, *others = whole["entry"]
    clinic.ehr.records[LISTS[key]] = [entry["resource"] for entry in others]
    page = {**whole, "entry": [first], "link": [{"relation": "next", "url": f"{clinic.ehr.base}/{LISTS[key]}?page=2"}]}
    assert sent(clinic, key, page, **clinic.lends()).json() == baseline(clinic)
    assert clinic.ehr.asked == [f"{LISTS[key]}?page=2"]


def test_row_12_a_required_list_whose_further_page_cannot_be_read_is_412(clinic: Clinic) -> None:
    answer = sent(clinic, "conditions", cut_off(f"{clinic.ehr.base}/Condition?page=2"))
    assert answer.status_code == 412
    assert "prefetch.conditions" in answer.text


def test_row_12_an_optional_list_whose_further_page_cannot_be_read_proves_no_absence(clinic: Clinic) -> None:
    page = cut_off(f"{clinic.ehr.base}/Procedure?page=2")
    assert priorities(sent(clinic, "procedures", page, door="explain")) == (False, "not retrieved")


ELSEWHERE = ["https://evil.example.org/fhir/Procedure", "http://127.0.0.1:1/fhir/Procedure", "//evil/fhir", "file:///x"]
OUTSIDE = ["/elsewhere/Procedure", "/fhir/../admin", "/fhir/..%2fadmin", "", 7]


@pytest.mark.parametrize("following", [*ELSEWHERE, *OUTSIDE])
def test_row_13_a_page_outside_the_base_is_not_followed(clinic: Clinic, following: Any) -> None:
    page = cut_off(following)
    answer = sent(clinic, "procedures", page, door="explain", **clinic.lends())
    assert priorities(answer) == (False, "not retrieved")
    assert "not followed" in answer.json()["lists"]["procedures"]["why"]
    assert clinic.ehr.asked == []


USELESS = [
    "Unavailable",
    7,
    True,
    [],
    {},
    "<html><body>Service unavailable</body></html>",
    {"resourceType": "Practitioner", "id": "x"},
    {"response": {"status": "200 OK"}, "resource": {"resourceType": "Bundle"}},
]


@every_required
@pytest.mark.parametrize("value", USELESS, ids=str)
def test_row_14_a_required_key_with_something_else_in_it_is_412(clinic: Clinic, key: str, value: Any) -> None:
    answer = sent(clinic, key, value)
    assert answer.status_code == 412
    assert f"prefetch.{key}" in answer.text


@pytest.mark.parametrize("value", USELESS, ids=str)
def test_row_14_an_optional_key_with_something_else_in_it_stays_open(clinic: Clinic, value: Any) -> None:
    assert priorities(sent(clinic, "procedures", value, door="explain")) == (False, "not retrieved")


@both
@pytest.mark.parametrize("value", USELESS, ids=str)
def test_row_14_something_else_is_read_from_the_server_instead(clinic: Clinic, key: str, value: Any) -> None:
    assert sent(clinic, key, value, **clinic.lends()).json() == baseline(clinic)


def test_row_15_another_patients_resources_are_never_used(clinic: Clinic) -> None:
    entry = {**value_of("observations")["entry"][0]["resource"], "id": "foreign", "subject": {"reference": "Patient/x"}}
    added = value_of("observations") | {"entry": [{"resource": entry}, *value_of("observations")["entry"]]}
    answer = sent(clinic, "observations", added, door="explain").json()
    assert "Observation/foreign" not in str([answer["facts"], answer["verdicts"], answer["cards"]])
    assert answer["facts"] == clinic.call(door="explain").json()["facts"]


def test_row_15_another_patient_is_refused_and_nothing_is_read_for_it(clinic: Clinic) -> None:
    prefetch = {"patient": {"resourceType": "Patient", "id": "another"}}
    assert clinic.call(prefetch=prefetch, **clinic.lends()).status_code == 400
    assert clinic.ehr.asked == []


def test_row_16_keys_that_were_not_asked_for_change_nothing(clinic: Clinic) -> None:
    assert sent(clinic, "com.example.other", value_of("observations")).json() == baseline(clinic)


def test_row_17_without_prefetch_and_without_a_server_every_required_key_is_named(clinic: Clinic) -> None:
    answer = without_prefetch(clinic)
    assert answer.status_code == 412
    assert all(f"prefetch.{key}" in answer.text for key in REQUIRED)


def test_row_17_without_prefetch_everything_is_read_from_the_server(clinic: Clinic) -> None:
    assert without_prefetch(clinic, **clinic.lends()).json() == baseline(clinic)
    assert clinic.ehr.types() == sorted(LISTS[key] for key in PATIENT_VIEW.prefetch)


def test_row_18_empty_prefetch_is_as_none(clinic: Clinic) -> None:
    assert clinic.call(prefetch={}).text == without_prefetch(clinic).text


def test_row_18_with_empty_prefetch_everything_is_read_from_the_server(clinic: Clinic) -> None:
    assert clinic.call(prefetch={}, **clinic.lends()).json() == baseline(clinic)


def test_row_19_duplicates_and_included_resources_change_nothing(clinic: Clinic) -> None:
    value = value_of("observations")
    included = {"resource": {"resourceType": "Practitioner", "id": "d"}, "search": {"mode": "include"}}
    doubled = value | {"entry": [*value["entry"], *value["entry"], included]}
    assert sent(clinic, "observations", doubled).json() == baseline(clinic)


def test_row_20_all_keys_null_is_an_answer_without_cards(clinic: Clinic) -> None:
    answer = clinic.call(prefetch=dict.fromkeys(LISTS), **clinic.lends())
    assert answer.status_code == 200
    assert answer.json()["cards"] == []
    assert clinic.ehr.asked == []
