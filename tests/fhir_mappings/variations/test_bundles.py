"""Bundles as real servers send them: each row of the survey of public data, on one NET patient."""

from __future__ import annotations

import time
from typing import Any

import pytest

from cds_service.logic.fact import Why
from fhir_mappings.resources import LISTS
from tests.fhir_mappings.representations.table import Body, case_from, days_ago, observation
from tests.fhir_mappings.variations.patients import (
    PATIENT,
    PLAIN,
    bundle,
    entry,
    gist,
    known,
    resources,
    whole,
    words,
)

TYPES = (
    *("searchset", "collection", "transaction", "batch", "batch-response", "transaction-response"),
    *("message", "document", "history"),
)
HB: Body = {**observation("loinc|718-7", {"valueQuantity": {"value": 12, "unit": "g/dL"}}, days_ago(2)), "id": "h"}
MINE = {**HB, "subject": {"reference": "Patient/p"}}


def outcome(severity: str) -> Body:
    """An OperationOutcome."""
    return {"resourceType": "OperationOutcome", "issue": [{"severity": severity, "code": "processing"}]}


def entries() -> list[Body]:
    """The record as entries."""
    return [entry(one) for one in resources()]


@pytest.mark.parametrize("kind", TYPES)
def test_the_type_of_a_bundle_does_not_matter(kind: str) -> None:
    assert gist(whole(bundle(*entries(), kind=kind))) == PLAIN


def test_a_bundle_without_type_is_read_with_a_warning() -> None:
    case = whole(bundle(*entries(), kind=None))
    assert gist(case) == PLAIN
    assert "does not say of which type" in words(case)


@pytest.mark.parametrize(
    "empty",
    [
        {"request": {"method": "GET", "url": "Observation/1"}},
        {"response": {"status": "201 Created", "location": "Observation/1"}},
        {"fullUrl": "urn:uuid:5"},
        {},
    ],
)
def test_an_entry_without_resource_is_skipped(empty: Body) -> None:
    assert gist(whole(bundle(empty, *entries(), empty))) == PLAIN


def test_a_response_inside_a_searchset_is_ignored() -> None:
    answered = [{**one, "response": {"status": "200 OK", "etag": 'W/"1"'}} for one in entries()]
    assert gist(whole(bundle(*answered))) == PLAIN


@pytest.mark.parametrize("mode", [{"search": {"mode": "outcome"}}, {}])
def test_an_outcome_that_warns_is_recorded_and_never_a_result(mode: Body) -> None:
    case = whole(bundle(*entries(), entry(outcome("warning"), **mode)))
    assert gist(case) == PLAIN
    assert "the server sent a warning" in words(case)


def test_an_outcome_that_reports_an_error_instead_of_results_is_no_empty_list() -> None:
    failed = bundle(entry(outcome("error")))
    case = case_from({**dict.fromkeys(LISTS), "patient": PATIENT, "procedures": failed})
    assert case.facts["priorTare"].why is Why.NOT_RETRIEVED
    assert known(case, "onSsa") == ["{false}"]


def test_included_resources_are_told_by_their_type_and_not_by_their_place() -> None:
    first = [entry(one, search={"mode": "include"}) for one in resources() if one["resourceType"] == "Medication"]
    rest = [entry(one, search={"mode": "match"}) for one in resources() if one["resourceType"] != "Medication"]
    assert gist(whole(bundle(*first, *rest))) == PLAIN


@pytest.mark.parametrize("total", [0, 1, 10_000, "many"])
def test_a_total_is_not_trusted(total: Any) -> None:
    assert gist(whole(bundle(*entries(), total=total))) == PLAIN


def test_a_further_page_means_that_the_list_is_incomplete() -> None:
    paged = bundle(link=[{"relation": "next", "url": "https://ehr.example/fhir?page=2"}])
    case = case_from({**dict.fromkeys(LISTS), "patient": PATIENT, "procedures": paged})
    assert case.facts["priorTare"].why is Why.NOT_RETRIEVED
    assert "further page" in words(case)


@pytest.mark.parametrize("depth", [1, 3, 8])
def test_a_nested_bundle_is_opened(depth: int) -> None:
    value = bundle(*entries())
    for _ in range(depth):
        value = bundle(entry(value))
    assert gist(whole(value)) == PLAIN


def test_bundles_deeper_than_anybody_sends_are_not_opened_and_leave_their_list_in_doubt() -> None:
    value = bundle(*entries())
    for _ in range(100):
        value = bundle(entry(value))
    case = whole(value)
    assert case.facts["priorTare"].why is Why.NOT_RETRIEVED
    assert "too deep" in words(case)


def test_a_copy_changes_nothing_and_the_newest_version_is_kept() -> None:
    assert gist(whole(bundle(*entries(), *entries()))) == PLAIN
    old = {**MINE, "meta": {"versionId": "1", "lastUpdated": "2026-11-21T00:00:00Z"}}
    new = {**MINE, "meta": {"versionId": "2", "lastUpdated": "2026-11-22T00:00:00Z"}, "status": "entered-in-error"}
    for pair in ((old, new), (new, old)):
        assert known(whole(bundle(*map(entry, (PATIENT, *pair)))), "hb") == ["not recorded"]


def test_two_contents_of_one_id_without_a_version_are_both_read_with_a_note() -> None:
    other = {**MINE, "valueQuantity": {"value": 9, "unit": "g/dL"}}
    case = whole(bundle(*map(entry, (PATIENT, MINE, other))))
    assert known(case, "hb") == ["[9,9]"]
    assert "nothing tells which is newer" in words(case)


@pytest.mark.parametrize(
    "url", [None, "urn:uuid:{id}", "https://ehr.example/fhir/{type}/{id}", "{type}/{id}", "ehr.example/{type}/{id}"]
)
def test_a_full_url_may_have_any_form_or_be_missing(url: str | None) -> None:
    given = [
        entry(one, **({"fullUrl": url.format(type=one["resourceType"], id=one["id"])} if url else {}))
        for one in resources()
    ]
    assert gist(whole(bundle(*given))) == PLAIN


@pytest.mark.parametrize("value", [{"resourceType": "Bundle", "type": "searchset"}, bundle(), None])
def test_no_entry_at_all_is_an_empty_result(value: Body | None) -> None:
    case = case_from({**dict.fromkeys(LISTS), "patient": PATIENT, "procedures": value})
    assert known(case, "priorTare") == ["{false}"]


def test_ten_times_the_entries_cost_about_ten_times_as_much() -> None:
    def seconds(count: int) -> float:
        many = bundle(entry(PATIENT), *(entry({**MINE, "id": f"h{n}"}) for n in range(count)))
        begun = time.process_time()
        whole(many)
        return time.process_time() - begun

    few = min(seconds(500) for _ in range(3))
    assert min(seconds(5000) for _ in range(3)) < 40 * few


@pytest.mark.parametrize("kind", [None, "observation", "OBSERVATION", "Resource-1", 5])
def test_a_resource_of_no_known_type_is_skipped_with_a_warning(kind: object) -> None:
    strange = {**MINE, "resourceType": kind}
    case = whole(bundle(*map(entry, (PATIENT, strange))))
    assert known(case, "hb") == ["not retrieved"]
    assert "resourceType is missing or not one of FHIR R4" in words(case)


@pytest.mark.parametrize(
    "shape",
    [
        {"resourceType": "Condition", "patient": {"reference": "Patient/p"}},
        {"resourceType": "Condition", "subject": {"reference": "Patient/p"}, "clinicalStatus": "active"},
        {"resourceType": "Condition", "subject": {"reference": "Patient/p"}, "verificationStatus": "confirmed"},
        {"resourceType": "Procedure", "subject": {"reference": "Patient/p"}, "notDone": False},
        {"resourceType": "MedicationStatement", "subject": {"reference": "Patient/p"}, "taken": "y"},
    ],
)
def test_the_shape_of_an_earlier_version_is_never_half_read_and_the_note_names_the_version(shape: Body) -> None:
    case = whole(bundle(*map(entry, (PATIENT, {"id": "e", **shape}))))
    assert "DSTU2 or STU3" in words(case)


@pytest.mark.parametrize(
    ("later", "hb"),
    [([], "not recorded"), ([entry(MINE, request={"method": "PUT", "url": "Observation/h"})], "[12,12]")],
)
def test_what_a_history_says_is_deleted_is_gone_unless_it_was_made_again(later: list[Body], hb: str) -> None:
    gone = {
        "request": {"method": "DELETE", "url": "Observation/h"},
        "fullUrl": "https://ehr.example/fhir/Observation/h",
    }
    before = entry(MINE, request={"method": "POST", "url": "Observation"})
    assert known(whole(bundle(*later, gone, before, entry(PATIENT), kind="history")), "hb") == [hb]
