"""References and identity as real servers send them: each row of the survey of public data."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir_mappings.representations.table import Body, case_from, days_ago, done, observation
from tests.fhir_mappings.variations.patients import PATIENT, PLAIN, SERVER, bundle, entry, gist, known, whole, words
from tests.fhir_mappings.variations.patients import resources as record

HB: Body = {**observation("loinc|718-7", {"valueQuantity": {"value": 12, "unit": "g/dL"}}, days_ago(2)), "id": "h"}
ABSENT = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked"}


def subject_is(reference: str) -> list[Body]:
    """The record, every resource of which names its patient in this way."""
    named = record()
    for body in named:
        for element in ("subject", "patient"):
            if element in body:
                body[element] = {"reference": reference}
    return named


@pytest.mark.parametrize("reference", ["Patient/p", f"{SERVER}/Patient/p", "Patient/p/_history/2", "urn:uuid:5b1c"])
def test_every_kind_of_reference_resolves_to_the_one_patient(reference: str) -> None:
    patient, *others = subject_is(reference)
    given = [entry(patient, fullUrl="urn:uuid:5b1c"), *map(entry, others)]
    assert gist(whole(bundle(*given), SERVER)) == PLAIN


def test_a_contained_patient_of_the_same_id_is_the_patient() -> None:
    contained = {**HB, "subject": {"reference": "#p"}, "contained": [PATIENT]}
    assert known(whole(bundle(*map(entry, (PATIENT, contained)))), "hb") == ["[12,12]"]


@pytest.mark.parametrize(
    "subject",
    [
        None,
        {"identifier": {"system": "urn:mrn", "value": "1"}},
        {"display": "the patient"},
        {"reference": None, "_reference": {"extension": [ABSENT]}},
        {"extension": [ABSENT]},
    ],
)
def test_a_subject_that_is_not_named_is_not_assumed_to_be_the_patient(subject: Any) -> None:
    case = whole(bundle(*map(entry, (PATIENT, {**HB, "subject": subject}))))
    assert known(case, "hb") == ["not retrieved"]
    assert "do not say whose they are" in words(case)


@pytest.mark.parametrize("reference", ["Group/herd", "Patient/q", "Device/p"])
def test_a_group_or_another_person_is_excluded(reference: str) -> None:
    case = whole(bundle(*map(entry, (PATIENT, {**HB, "subject": {"reference": reference}}))))
    assert known(case, "hb") == ["not recorded"]
    assert "another patient's" in words(case)


@pytest.mark.parametrize("subject", [{"reference": "Patient/q"}, {"display": "somebody"}])
def test_a_list_in_which_nobody_is_the_patient_shows_nothing_of_what_the_patient_lacks(subject: Any) -> None:
    sirt = {**done("sct|764677008"), "id": "s", "subject": subject}
    lists = {"patient": PATIENT, "conditions": None, "observations": None, "procedures": bundle(entry(sirt))}
    assert known(case_from(lists), "priorTare") == ["not retrieved"]


def test_a_type_in_lower_case_is_no_reference() -> None:
    case = whole(bundle(*map(entry, (PATIENT, {**HB, "subject": {"reference": "patient/p"}}))))
    assert known(case, "hb") == ["not retrieved"]


def test_the_patient_of_the_context_is_the_patient_whoever_else_was_sent() -> None:
    relatives = [{"resourceType": "Patient", "id": name, "deceasedBoolean": True} for name in ("a", "z")]
    given = [entry(relatives[0]), *map(entry, record()), entry(relatives[1])]
    assert gist(whole(bundle(*given))) == PLAIN


def test_a_merged_record_is_named() -> None:
    merged = {**PATIENT, "active": False, "link": [{"type": "replaced-by", "other": {"reference": "Patient/new"}}]}
    assert "replaced by another" in words(whole(bundle(entry(merged))))


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("1966", "[59,60]"),
        ("1966-11", "[59,60]"),
        ("1966-03-01", "[60,60]"),
        ("1966-03-01T08:00:00Z", "[60,60]"),
        (None, "not recorded"),
        ("2031-01-01", "unreadable"),
        ("1866-01-01", "unreadable"),
    ],
)
def test_a_birth_date_gives_an_interval_of_ages_and_an_impossible_one_is_flagged(born: str | None, age: str) -> None:
    case = whole(bundle(entry({**PATIENT, "birthDate": born, "_birthDate": {"extension": [ABSENT]}})))
    assert known(case, "age") == [age]
    assert ("birthDate" in words(case)) == (age == "unreadable")


@pytest.mark.parametrize(
    ("gender", "pregnant"), [("other", "not recorded"), ("unknown", "not recorded"), ("male", "{false}")]
)
def test_a_gender_that_the_formulas_do_not_know_passes_through(gender: str, pregnant: str) -> None:
    assert known(whole(bundle(entry({**PATIENT, "gender": gender, "birthDate": "1990-03-01"}))), "pregnant") == [
        pregnant
    ]


def test_without_a_patient_nothing_is_guessed_about_the_person() -> None:
    case = case_from({"observations": bundle(entry({**HB, "subject": {"reference": "Patient/p"}}))})
    assert known(case, "hb", "age", "deceased") == ["[12,12]", "not retrieved", "not retrieved"]
