"""PF01, PF02: deceased and age."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.case.items.item import FALSE, TRUE
from cds_service.logic.domain import exactly
from cds_service.logic.fact import Why
from fhir_mappings.reader import sources_of
from fhir_mappings.readers.person import READER
from fhir_mappings.resources import collect
from fhir_mappings.terminology import load_terminology
from tests.fhir_mappings.readers.snippets import AS_OF, Json, damaged, patient, read


def age(body: Json) -> str | None:
    """What the age may be, or why it is open."""
    found = read(READER, body).facts.get("age")
    return str(found.why.value if found.why else found.possible) if found else None


def deceased(**more: Any) -> Any:
    """What is said about death, or why it is open."""
    found = read(READER, patient(**more)).facts.get("deceased")
    return (found.why or found.possible) if found else None


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("1970-11-24", "[56,56]"),
        ("1970-11-25", "[55,55]"),
        ("2008-11-24", "[18,18]"),
        ("2008-11-25", "[17,17]"),
        ("1970-11", "[55,56]"),
        ("1970", "[55,56]"),
        ("1933", "[92,93]"),
        ("1970-03-01T07:30:00+01:00", "[56,56]"),
        ("2026", "[0,0]"),
        ("1906-01-01", "[120,120]"),
        ("1906", "[119,120]"),
    ],
)
def test_age_is_counted_in_completed_years_as_far_as_the_birth_date_tells(born: str, expected: str) -> None:
    assert age(patient(birthDate=born)) == expected


@pytest.mark.parametrize("born", ["2026-11-25", "2027", "1905-11-24", "1850", "24.11.1970", "1970-13", 1970])
def test_an_impossible_birth_date_leaves_the_age_open_with_a_note(born: Any) -> None:
    assert age(patient(birthDate=born)) == Why.UNREADABLE.value
    assert read(READER, patient(birthDate=born)).notes


def test_a_missing_birth_date_says_nothing() -> None:
    assert age(patient(birthDate=None)) is None
    assert age(patient(birthDate=None, _birthDate={"extension": [{"url": "x", "valueCode": "unknown"}]})) is None


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-01T10:00:00Z", "2026-11", "2026", "2020"])
def test_a_date_of_death_means_deceased(day: str) -> None:
    assert deceased(deceasedDateTime=day) == TRUE


@pytest.mark.parametrize(("flag", "expected"), [(True, TRUE), (False, FALSE), ("true", TRUE), ("false", FALSE)])
def test_the_flag_is_read(flag: Any, expected: object) -> None:
    assert deceased(deceasedBoolean=flag) == expected


def test_nothing_recorded_says_nothing_about_death() -> None:
    assert deceased() is None
    assert read(READER).facts == {}


@pytest.mark.parametrize(
    "more", [{"deceasedDateTime": "2026-11-25"}, {"deceasedDateTime": "x"}, {"deceasedBoolean": 1}]
)
def test_what_cannot_be_read_leaves_death_open_with_a_note(more: Json) -> None:
    assert deceased(**more) is Why.UNREADABLE
    assert read(READER, patient(**more)).notes


def test_a_date_of_death_beside_no_is_a_conflict() -> None:
    assert deceased(deceasedBoolean=False, deceasedDateTime="2026-11-01") is Why.CONFLICTING


def test_the_patient_is_the_evidence() -> None:
    found = read(READER, patient(deceasedBoolean=False)).facts
    assert [fact.evidence[0].reference for fact in found.values()] == ["Patient/p", "Patient/p"]
    assert found["age"].possible == exactly(56)


def copies(first: Json, second: Json) -> dict[str, Why | None]:
    """What two copies of the Patient of which none is known to be newer leave open."""
    bundle = {"resourceType": "Bundle", "entry": [{"resource": first}, {"resource": second}]}
    found = READER.read(sources_of(collect("p", {"patient": bundle}, None), load_terminology(), AS_OF))
    return {name: fact.why for name, fact in found.facts.items()}


def test_two_undecided_copies_leave_open_what_differs_and_nothing_else() -> None:
    assert copies(patient(deceasedBoolean=False), patient(deceasedBoolean=False, birthDate="1980-01-01")) == {
        "age": Why.CONFLICTING,
        "deceased": None,
    }
    assert copies(patient(deceasedBoolean=False), patient(deceasedBoolean=True))["deceased"] is Why.CONFLICTING


def test_a_copy_that_lacks_an_element_takes_nothing_away() -> None:
    assert copies(patient(deceasedBoolean=True), patient(birthDate=None)) == {"age": None, "deceased": None}


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(patient(deceasedBoolean=False))))
    read(READER, *data.draw(damaged(patient(deceasedDateTime="2026-01-01"))))
