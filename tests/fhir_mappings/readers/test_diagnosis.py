"""PF10, PF11, PF14: what Conditions and pathology say about histology, site and differentiation."""

import pytest

from cds_service.logic.fact import Why
from fhir_mappings.readers.diagnosis import READER
from tests.fhir_mappings.readers.record import (
    Body,
    answer,
    concept,
    condition,
    morphology,
    notes,
    observation,
    read,
    said,
)

SIGMOID_NET = condition("sct|1288033004")
COLON = condition("icd|C18.7")


def facts(*bodies: Body) -> tuple[str | None, str | None, str | None]:
    """NEN, site, differentiation."""
    return (
        said(READER, "nenConfirmed", *bodies),
        said(READER, "site", *bodies),
        said(READER, "differentiation", *bodies),
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("sct|1288033004", ("{true}", "{sigmoid}", "{well}")),
        ("sct|123691000119104", ("{true}", "{sigmoid}", None)),
        ("icd|C7A.025", ("{true}", "{sigmoid}", None)),
        ("icd|C7A025", ("{true}", "{sigmoid}", None)),
        ("icd|C7A.029", ("{true}", "not recorded", None)),
        ("icd|C7A.012", ("{true}", "{other}", None)),
        ("icd|C7A.1", ("{true}", "not recorded", "{poor}")),
        ("icd|C7A.8", ("{true}", "not recorded", None)),
        ("icd|C7B.02", ("{true}", None, None)),
        ("sct|721698005", ("{true}", "not recorded", None)),
        ("sct|721697000", ("{true}", "not recorded", "{poor}")),
        ("nci|C3809", ("{true}", "not recorded", None)),
    ],
)
def test_a_condition_says_what_its_code_says(code: str, expected: tuple[str | None, ...]) -> None:
    assert facts(condition(code)) == expected


@pytest.mark.parametrize("code", ["icd|C18.7", "icd|D3A.025", "icd|Z85.030", "icd|C78.7", "icd|C7B.1", "local|NET"])
def test_a_code_without_neuroendocrine_histology_says_nothing(code: str) -> None:
    assert facts(condition(code)) == (None, None, None)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("icdo|8240/3", ("{true}", "{sigmoid}", "{well}")),
        ("icdo|8249/3", ("{true}", "{sigmoid}", "{well}")),
        ("icdo|8241/3", ("{true}", "{sigmoid}", "{well}")),
        ("icdo|8246/3", ("{true}", "{sigmoid}", "{poor}")),
        ("icdo|8013/3", ("{true}", "{sigmoid}", "{poor}")),
        ("icdo|8041/3", ("{true}", "{sigmoid}", "{poor}")),
        ("icdo|8244/3", ("{true}", "{sigmoid}", "{mixed}")),
        ("icdo|8243/3", ("{false}", "{sigmoid}", None)),
        ("icdo|8140/3", (None, None, None)),
        ("sct|127574006", ("{true}", "{sigmoid}", None)),
    ],
)
def test_the_histology_extension_gives_a_colon_cancer_its_nature(code: str, expected: tuple[str | None, ...]) -> None:
    assert facts(condition("icd|C18.7", **morphology(code))) == expected


@pytest.mark.parametrize("code", ["loinc|31206-6", "loinc|59847-4"])
def test_a_histology_observation_gives_a_colon_cancer_its_nature(code: str) -> None:
    assert facts(COLON, observation(code, answer("icdo|8240/3"))) == ("{true}", "{sigmoid}", "{well}")


def test_a_component_of_the_morphology_panel_counts() -> None:
    part = {"component": [{"code": concept("loinc|59847-4"), **answer("icdo|8246/3")}]}
    assert facts(COLON, observation("loinc|77753-2", part)) == ("{true}", "{sigmoid}", "{poor}")


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        ("net|differentiation", "value|well", "{well}"),
        ("net|differentiation", "value|poor", "{poor}"),
        ("net|differentiation", "value|mixed", "{mixed}"),
        ("net|differentiation", "value|unknown", "not recorded"),
        ("net|who-net-grade", "value|g3-net", "{well}"),
        ("net|who-net-grade", "value|nec", "{poor}"),
        ("net|who-net-grade", "value|minen", "{mixed}"),
        ("net|who-net-grade", "value|g3", "not recorded"),
        ("loinc|33732-9", "sct|373375007", "{well}"),
        ("loinc|33732-9", "sct|373377004", "{well}"),
        ("loinc|33732-9", "sct|373373000", "{poor}"),
        ("loinc|33732-9", "sct|373374006", "{poor}"),
    ],
)
def test_differentiation_is_read_from_its_observations(code: str, value: str, expected: str) -> None:
    assert said(READER, "differentiation", observation(code, answer(value))) == expected


@pytest.mark.parametrize("site", ["sct|60184004", "icdo|C18.7"])
def test_the_body_site_of_a_primary_is_its_site(site: str) -> None:
    assert said(READER, "site", condition("sct|1290125003", bodySite=[concept(site)])) == "{sigmoid}"


def test_the_body_site_of_another_disease_is_not_the_site_of_the_tumour() -> None:
    diverticula = condition("local|diverticulosis", bodySite=[concept("sct|60184004")])
    assert said(READER, "site", condition("icd|C7B.02"), diverticula) is None


def test_a_metastasis_says_nothing_about_the_primary_site() -> None:
    assert said(READER, "site", SIGMOID_NET, condition("icd|C7B.02")) == "{sigmoid}"


@pytest.mark.parametrize("sure", ["unconfirmed", "provisional", "differential"])
def test_a_suspected_tumour_is_open(sure: str) -> None:
    assert facts(condition("sct|1288033004", sure=sure)) == ("preliminary", "preliminary", "preliminary")


@pytest.mark.parametrize("sure", ["refuted", "entered-in-error"])
def test_a_refuted_tumour_says_nothing(sure: str) -> None:
    assert facts(condition("sct|1288033004", sure=sure)) == (None, None, None)


def test_a_tumour_without_verification_status_counts_as_asserted() -> None:
    assert said(READER, "nenConfirmed", condition("sct|1288033004", sure=None)) == "{true}"


@pytest.mark.parametrize("clinical", ["inactive", "remission", "resolved"])
def test_remission_does_not_remove_the_tumour(clinical: str) -> None:
    assert said(READER, "nenConfirmed", {**SIGMOID_NET, "clinicalStatus": concept(f"clinical|{clinical}")}) == "{true}"


def test_a_tumour_recorded_after_today_is_open() -> None:
    assert said(READER, "nenConfirmed", condition("sct|1288033004", on="2026-12-01")) == "preliminary"


def test_pathology_dated_after_today_or_preliminary_is_open() -> None:
    later = observation("loinc|59847-4", answer("icdo|8240/3"), "2026-12-01")
    unsure = observation("loinc|59847-4", answer("icdo|8240/3"), status="preliminary")
    assert said(READER, "nenConfirmed", later) == said(READER, "nenConfirmed", unsure) == "preliminary"


def test_two_sites_or_two_differentiations_are_a_conflict() -> None:
    assert said(READER, "site", SIGMOID_NET, condition("icd|C7A.012")) == "conflicting"
    assert said(READER, "site", condition("icd|C7A.025", "icd|C7A.012")) == "conflicting"
    bodies = SIGMOID_NET, observation("loinc|59847-4", answer("icdo|8246/3"))
    assert said(READER, "differentiation", *bodies) == "conflicting"
    assert "contradicts itself" in notes(READER, *bodies)


def test_all_codings_are_read_and_an_open_one_gives_way() -> None:
    assert facts(condition("local|1", "icd|C7A.029", "sct|1288033004")) == ("{true}", "{sigmoid}", "{well}")


@pytest.mark.parametrize("text", ["Neuroendocrine tumor of sigmoid colon", "carcinoid", "NET G2"])
def test_words_alone_are_to_be_confirmed_and_settle_nothing(text: str) -> None:
    spoken = {**condition(), "code": {"text": text}}
    assert facts(spoken) == ("unmapped", None, None)
    assert read(READER, spoken).facts["nenConfirmed"].evidence[0].reference == "Condition/r1"
    assert facts(observation("loinc|59847-4", answer(text=text)))[0] == "unmapped"
    assert "please confirm" in notes(READER, spoken)
    assert "please confirm" in notes(READER, observation("loinc|59847-4", answer(text=text)))
    assert text not in notes(READER, spoken)


@pytest.mark.parametrize("codes", [("local|17",), ("icd|C18.7",), ("who|C18.7", "local|17"), ("sct|363346000",)])
def test_words_beside_a_code_that_does_not_tell_the_histology_are_to_be_confirmed(codes: tuple[str, ...]) -> None:
    spoken = {**condition(), "code": concept(*codes, text="Neuroendocrine tumour of the sigmoid")}
    assert facts(spoken)[0] == "unmapped"
    assert "please confirm" in notes(READER, spoken)


@pytest.mark.parametrize(
    "code", ["icd|D3A.010", "icd|D3A.025", "icd|Z85.030", "icd|E34.00", "icd|Z85.110", "sct|35868009"]
)
def test_words_beside_a_code_that_says_what_they_are_about_say_no_more(code: str) -> None:
    assert facts({**condition(), "code": concept(code, text="carcinoid")}) == (None, None, None)


def test_words_about_something_else_are_no_reason_to_ask() -> None:
    assert notes(READER, {**condition(), "code": {"text": "Internet addiction"}}) == ""


def test_a_benign_carcinoid_beside_a_tumour_is_noted() -> None:
    assert "benign" in notes(READER, SIGMOID_NET, condition("icd|D3A.025"))
    assert notes(READER, condition("icd|D3A.025")) == ""


DSTU2 = {**SIGMOID_NET, "clinicalStatus": "active"}
MODIFIED = {**SIGMOID_NET, "modifierExtension": [{"url": "https://ehr.example/negated", "valueBoolean": True}]}


@pytest.mark.parametrize("unread", [DSTU2, MODIFIED, {**DSTU2, "subject": None, "patient": {"reference": "Patient/p"}}])
def test_a_tumour_in_a_condition_that_cannot_be_read_leaves_the_diagnosis_open_with_its_evidence(unread: Body) -> None:
    fact = read(READER, unread).facts["nenConfirmed"]
    assert (fact.why, [one.reference for one in fact.evidence]) == (Why.UNREADABLE, ["Condition/r1"])


@pytest.mark.parametrize(
    "unread",
    [
        {**DSTU2, "subject": {"reference": "Patient/other"}},
        {**DSTU2, "subject": {"display": "somebody"}},
        {**condition("icd|I10"), "clinicalStatus": "active"},
    ],
)
def test_a_condition_that_cannot_be_read_says_nothing_about_another_person_or_disease(unread: Body) -> None:
    assert "nenConfirmed" not in read(READER, unread).facts


def test_a_readable_tumour_needs_no_unreadable_one() -> None:
    assert facts(SIGMOID_NET, DSTU2)[0] == "{true}"


def test_a_suspected_tumour_beside_words_is_open_because_it_is_suspected() -> None:
    spoken = {**condition(), "code": {"text": "neuroendocrine tumour"}}
    assert facts(spoken, condition("sct|1288033004", sure="provisional"))[0] == "preliminary"
