"""Conditions as real servers send them: each row of the survey of public data."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir_mappings.representations.table import ACTIVE, Body, answer, case_of, concept, condition, observation
from tests.fhir_mappings.variations.patients import known, words

ICD, GM, WHO = (
    "http://hl7.org/fhir/sid/icd-10-cm",
    "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
    "http://hl7.org/fhir/sid/icd-10",
)
TUMOUR = condition("icd|C7A.025")


def coded(*codings: tuple[str, str], **more: Any) -> Body:
    """A confirmed Condition with these codings."""
    return {**condition(**more), "code": {"coding": [{"system": system, "code": code} for system, code in codings]}}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ({"text": "carcinoid tumour of the sigmoid colon"}, "unmapped"),
        (None, "not recorded"),
        (concept("local|unknown"), "not recorded"),
        (
            {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "unknown"}]},
            "not recorded",
        ),
    ],
)
def test_nothing_is_guessed_from_text_or_from_a_missing_code(code: Any, said: str) -> None:
    assert known(case_of({**TUMOUR, "code": code}), "nenConfirmed") == [said]


def test_of_many_codings_every_one_is_looked_at() -> None:
    imo, cerner, icd9 = (
        ("urn:oid:2.16.840.1.113883.3.247.1.1", "1"),
        ("https://fhir.cerner.com/x", "2"),
        ("http://hl7.org/fhir/sid/icd-9-cm", "209.16"),
    )
    assert known(case_of(coded(imo, cerner, icd9, (ICD, "C7A.025"))), "nenConfirmed", "site") == ["{true}", "{sigmoid}"]


@pytest.mark.parametrize("code", ["C7A025", " C7A.025", "c7a.025", "C7A.025 "])
def test_an_icd_code_is_normalised(code: str) -> None:
    assert known(case_of(coded((ICD, code))), "nenConfirmed") == ["{true}"]


@pytest.mark.parametrize("code", ["C7A", "C7A.025†", "C7A.025+C78.7", "C7A.025&XA7RE3", "C7A.025.1"])
def test_a_category_a_combination_or_a_cluster_is_not_read_by_its_beginning(code: str) -> None:
    assert known(case_of(coded((ICD, code))), "nenConfirmed") == ["not recorded"]


@pytest.mark.parametrize(
    "system",
    [
        ICD,
        "http://hl7.org/fhir/sid/icd-10-cm ",
        "urn:oid:2.16.840.1.113883.6.90",
        "https://hl7.org/fhir/sid/icd-10-cm/",
    ],
)
def test_an_address_of_a_code_system_may_be_spelt_in_several_ways(system: str) -> None:
    assert known(case_of(coded((system, "C7A.025"))), "nenConfirmed") == ["{true}"]


def test_an_absent_clinical_status_is_not_active_and_a_resolved_cancer_is_still_the_disease() -> None:
    assert known(case_of(condition("icd|R18.8")), "decompensated") == ["not recorded"]
    resolved = {"clinicalStatus": concept("clinical|resolved")}
    assert known(
        case_of({**TUMOUR, **resolved}, {**condition("icd|R18.8"), **resolved}), "nenConfirmed", "decompensated"
    ) == [
        "{true}",
        "{false}",
    ]


@pytest.mark.parametrize(
    ("sure", "said"),
    [
        (None, "{true}"),
        ("confirmed", "{true}"),
        ("differential", "preliminary"),
        ("provisional", "preliminary"),
        ("unconfirmed", "preliminary"),
        ("entered-in-error", "not recorded"),
        ("refuted", "not recorded"),
    ],
)
def test_verification_decides_whether_a_condition_is_a_diagnosis(sure: str | None, said: str) -> None:
    assert known(case_of(condition("icd|C7A.025", sure=sure)), "nenConfirmed") == [said]


def test_a_second_system_of_certainty_beside_hl7s_does_not_decide() -> None:
    german = {"system": "http://fhir.de/CodeSystem/kbv/s_icd_diagnosesicherheit", "code": "Z"}
    both = {"coding": [german, *concept("ver|confirmed")["coding"]]}
    assert known(case_of({**TUMOUR, "verificationStatus": both}), "nenConfirmed") == ["{true}"]
    assert known(case_of({**TUMOUR, "verificationStatus": {"coding": [german]}}), "nenConfirmed") == ["preliminary"]


@pytest.mark.parametrize(
    ("onset", "date"),
    [
        ({"onsetDateTime": "2012-11"}, "2012-11"),
        ({"onsetPeriod": {"start": "2012-11-05"}}, "2012-11-05"),
        ({"onsetAge": {"value": 52, "unit": "a"}}, "None"),
        ({"onsetRange": {"low": {"value": 50}}}, "None"),
        ({"onsetString": "approximately November 2012"}, "None"),
        ({}, "None"),
    ],
)
def test_an_onset_keeps_its_precision_and_text_is_only_text(onset: Body, date: str) -> None:
    fact = case_of({**condition("icd|C7A.025", on=None), **onset}).facts["nenConfirmed"]
    assert [str(one.date) for one in fact.evidence] == [date]


def test_a_stage_is_read_from_the_condition_and_from_observations_and_text_is_not() -> None:
    staged = {**TUMOUR, "stage": [{"summary": {"text": "Stage IV"}}, {"summary": concept("sct|258228008")}]}
    assert known(case_of(staged), "stageIV") == ["{true}"]
    assert known(case_of({**TUMOUR, "stage": [{"summary": {"text": "Stage IV"}}]}), "stageIV") == ["not recorded"]
    assert known(case_of(TUMOUR, observation("loinc|21908-9", answer("ajcc|4"))), "stageIV") == ["{true}"]


@pytest.mark.parametrize(
    "more",
    [
        {"modifierExtension": [{"url": "https://x.example/negated", "valueBoolean": True}]},
        {"implicitRules": "https://x.example/rules"},
    ],
)
def test_a_resource_whose_meaning_may_be_changed_is_not_used_and_the_note_says_why(more: Body) -> None:
    case = case_of({**condition("icd|C78.7"), **more})
    assert known(case, "liverMets") == ["not retrieved"]
    assert "may change what they mean" in words(case)


def test_one_disease_in_many_rows_is_one_disease() -> None:
    encounter = {**TUMOUR, "category": [concept("local|encounter-diagnosis")], "recordedDate": "2024-05-01"}
    case = case_of(*(encounter for _ in range(20)), {**TUMOUR, **ACTIVE}, condition("sct|1288033004"))
    assert known(case, "nenConfirmed", "site") == ["{true}", "{sigmoid}"]
