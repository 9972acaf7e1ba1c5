"""Searches find what FHIR R4 says they find."""

from __future__ import annotations

import pytest

from cds_service.harness.ehr.search.parameters import parameters_of, resource_types
from tests.harness.ehr.server.wire import Wire

MINE = "Observation?patient=p1&"

FOUND = {
    # patient and subject, as id, reference and address
    "Condition?patient=p1": ["c1", "c2"],
    "Condition?patient=Patient/p1": ["c1", "c2"],
    "Condition?subject=Patient/p1": ["c1", "c2"],
    "Condition?subject=p2": ["d1"],
    "Condition?subject:Patient=p2": ["d1"],
    "Condition?subject:Group=p2": [],
    "Condition?subject=Group/p2": [],
    "Condition?patient=p1,p2": ["c1", "c2", "d1"],
    "Condition?patient=nobody": [],
    # tokens
    f"{MINE}category=laboratory": ["k1", "k2", "k3"],
    f"{MINE}category=http://terminology.hl7.org/CodeSystem/observation-category%7Cvital-signs": ["k4"],
    f"{MINE}code=http%3A%2F%2Floinc.org%7C4548-4": ["k2", "k3"],
    f"{MINE}code=4548-4,http://loinc.org|85337-4": ["k1", "k2", "k3"],
    f"{MINE}code=http://loinc.org|": ["k1", "k2", "k3", "k4"],
    f"{MINE}code=|4548-4": [],
    f"{MINE}code=http://snomed.info/sct|4548-4": [],
    f"{MINE}code=8302-2&category=laboratory": [],
    f"{MINE}code:not=4548-4": ["k1", "k4"],
    f"{MINE}combo-code=8302-2": ["k4"],
    f"{MINE}status=final,amended": ["k1", "k2", "k3", "k4"],
    f"{MINE}status=http://hl7.org/fhir/observation-status|final&code=8302-2": ["k4"],
    f"{MINE}code=a\\,b": [],
    "Condition?patient=p1&clinical-status=active": ["c1"],
    "Patient?active=true&gender=female": ["p1", "p2"],
    "Patient?identifier=urn:oid:1.2.3|mrn-p2": ["p2"],
    "Observation?_id=k1,x1": ["k1", "x1"],
    # dates: each precision, each prefix, two at once
    f"{MINE}date=2026-03-06": ["k2"],
    f"{MINE}date=2026": ["k1", "k2", "k3"],
    f"{MINE}date=ge2026-03-06": ["k2", "k3"],
    f"{MINE}date=gt2026-03-06": ["k3"],
    f"{MINE}date=le2026-01-10": ["k1", "k4"],
    f"{MINE}date=lt2026-01-10": ["k4"],
    f"{MINE}date=sa2026-03-06": ["k3"],
    f"{MINE}date=eb2026-03-06": ["k1", "k4"],
    f"{MINE}date=ne2026": ["k4"],
    f"{MINE}date=ge2026-01-01&date=lt2026-06-01": ["k1", "k2"],
    f"{MINE}date=ge2026-03-05T23:30:00-02:00&date=le2026-03-06T01:30:00Z": ["k2"],
    f"{MINE}date=ap1950": [],
    "Condition?patient=p1&onset-date=ap2019": ["c1", "c2"],
    "Condition?patient=p1&onset-date=eq2019": [],
    "Condition?patient=p1&onset-date=ge2024-05-05": ["c1", "c2"],
    "Condition?patient=p1&onset-date=ge2024-05": [],  # neither reaches beyond that month nor lies in it
    "Condition?patient=p1&onset-date=gt2024-05-06": [],
    "Condition?patient=p1&recorded-date=2024-02": ["c1", "c2"],
    # texts
    "Patient?name=toy": ["p1"],
    "Patient?family=TOÝ": ["p1"],
    "Patient?family=oy": [],
    "Patient?family:contains=oy": ["p1"],
    "Patient?family:exact=toý": [],
    "Patient?given=b": ["p1", "p2"],
    # what is there and what is not
    "MedicationRequest?patient=p1&encounter:missing=true": ["r1"],
    "MedicationRequest?patient=p1&medication:missing=true": [],
    "Procedure?patient=p1": [],
    # order and number
    f"{MINE}_sort=-date": ["k3", "k2", "k1", "k4"],
    f"{MINE}_sort=date": ["k4", "k1", "k2", "k3"],
    f"{MINE}_sort=-date&_count=1": ["k3"],
    f"{MINE}_sort=code,-date": ["k3", "k2", "k4", "k1"],
    "Observation?_sort=-patient,date&_count=3": ["x1", "x2", "k4"],
    # parameters without a value and unknown ones are no criteria
    "Condition?patient=p1&code=": ["c1", "c2"],
    "Condition?patient=p1&is-unknown=x": ["c1", "c2"],
    "Condition?patient=p1&_format=json": ["c1", "c2"],
}


@pytest.mark.parametrize("search", FOUND)
def test_a_search_finds_what_fits_and_nothing_else(sound: Wire, search: str) -> None:
    assert sound.found(search) == FOUND[search]


@pytest.mark.parametrize(
    "search",
    [
        "Observation?date=yesterday",
        "Observation?date=ge2026-02-30",
        "Observation?_count=many",
        "Observation?code:below=1",
        "Observation?status:missing=perhaps",
    ],
)
def test_a_search_that_cannot_be_carried_out_is_refused_without_repeating_it(sound: Wire, search: str) -> None:
    answer = sound.get(search)
    assert answer.status_code == 400
    assert answer.json()["resourceType"] == "OperationOutcome"
    assert search.partition("=")[2] not in answer.text


def test_whoever_insists_is_told_of_an_unknown_parameter(sound: Wire) -> None:
    answer = sound.get("Condition?patient=p1&is-unknown=x", prefer="handling=strict")
    assert answer.status_code == 400
    assert "is-unknown" in answer.json()["issue"][0]["diagnostics"]


def test_the_link_to_itself_holds_the_criteria_that_counted(sound: Wire) -> None:
    (link,) = sound.get("Condition?patient=p1&is-unknown=x&code=").json()["link"]
    assert link == {"relation": "self", "url": f"{sound.http.base_url}Condition?patient=p1"}


def test_a_search_by_post_is_the_same_search(sound: Wire) -> None:
    criteria = {"patient": "p1", "code": "http://loinc.org|4548-4", "_sort": "-date"}
    answer = sound.http.post("Observation/_search", data=criteria)
    assert [entry["resource"]["id"] for entry in answer.json()["entry"]] == ["k3", "k2"]


def test_included_resources_are_marked_and_not_counted(sound: Wire) -> None:
    bundle = sound.get("MedicationRequest?patient=p1&_include=MedicationRequest:medication").json()
    assert bundle["total"] == 1
    assert [(entry["resource"]["id"], entry["search"]["mode"]) for entry in bundle["entry"]] == [
        ("r1", "match"),
        ("m1", "include"),
    ]


@pytest.mark.parametrize("search", ["Observation?patient=p1&_summary=count", "Observation?patient=p1&_count=0"])
def test_only_the_number_can_be_asked_for(sound: Wire, search: str) -> None:
    bundle = sound.get(search).json()
    assert bundle["total"] == 4
    assert "entry" not in bundle


def test_the_total_can_be_declined(sound: Wire) -> None:
    assert "total" not in sound.get("Observation?patient=p1&_total=none").json()


@pytest.mark.parametrize("kind", resource_types())
def test_every_type_can_be_searched_by_every_parameter_that_it_has(sound: Wire, kind: str) -> None:
    query = "&".join(f"{name}:missing=false" for name in parameters_of(kind))
    assert sound.get(f"{kind}?{query}").json()["type"] == "searchset"
