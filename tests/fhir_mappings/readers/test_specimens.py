"""PF15–PF17: Ki-67, mitoses and grade, kept per specimen."""

from typing import Any

import pytest

from cds_service.case.record import Specimen
from cds_service.case.specimens import specimen_facts
from cds_service.logic.fact import Why
from fhir_mappings.readers.specimens import READER
from tests.fhir_mappings.readers.record import Body, amount, answer, concept, condition, notes, observation, read, said

MITOSES, GRADE = "net|mitotic-rate-per-2mm2", "net|who-net-grade"


def ki67(value: Body, code: str = "loinc|29593-1", on: str = "2026-11-01", **more: Any) -> Body:
    return observation(code, value, on, **more)


def of(name: str) -> Body:
    return {"specimen": {"reference": f"Specimen/{name}", "display": f"{name} biopsy"}}


def found(*bodies: Body) -> list[tuple[str | None, str | None, str | None]]:
    """Ki-67, mitoses and grade of each specimen."""
    return [_short(one) for one in read(READER, *bodies).specimens]


def _short(one: Specimen) -> tuple[str | None, str | None, str | None]:
    ki67, mitoses, grade = (str(value) if value else None for value in (one.ki67, one.mitoses, one.grade))
    return ki67, mitoses, grade


@pytest.mark.parametrize(
    ("body", "item"),
    [
        (observation(MITOSES, amount(3, "/10{HPF}"), "2026-11-01"), "mitoses"),
        (observation(GRADE, answer("local|G2"), "2026-11-01"), "gradeText"),
    ],
    ids=["mitoses", "grade"],
)
def test_a_result_that_cannot_be_used_says_why_and_is_not_called_unrecorded(body: Body, item: str) -> None:
    fact = read(READER, body).facts[item]
    assert fact.why in (Why.UNREADABLE, Why.UNMAPPED)
    assert [one.reference for one in fact.evidence] == ["Observation/r1"]


@pytest.mark.parametrize("specimen", ["bodySite", "collection"])
def test_a_specimen_of_the_breast_tells_nothing_whatever_the_code(specimen: str) -> None:
    breast = concept("sct|76752008")
    where = {"bodySite": breast} if specimen == "bodySite" else of("core")
    core = {"resourceType": "Specimen", "id": "core", "collection": {"bodySite": breast}}
    results = (ki67(amount(40, "%"), **where), observation(GRADE, answer("value|g3"), "2026-11-01", **where))
    assert found(*results, core) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (amount(12, "%"), "[12,12]"),
        (amount(12), "[12,12]"),
        (amount(0.12, "1"), "[12,12]"),
        (amount(3, "%", comparator="<"), "[0,3)"),
        (amount(20, "%", comparator=">"), "(20,100]"),
        ({"valueString": "<3%"}, "[0,3)"),
        ({"valueString": "3-5%"}, "[3,5]"),
        ({"valueString": "~2"}, "[1.5,2.5]"),
        ({"valueString": "2,5 %"}, "[2.5,2.5]"),
        ({"valueString": "5 to 10 percent"}, "[5,10]"),
        ({"valueInteger": 4}, "[4,4]"),
        ({"valueRange": {"low": {"value": 2, "unit": "%"}, "high": {"value": 5, "unit": "%"}}}, "[2,5]"),
    ],
)
def test_ki67_is_read_in_every_shape(value: Body, expected: str) -> None:
    assert found(ki67(value)) == [(expected, None, None)]


@pytest.mark.parametrize("value", [amount(120, "%"), {"valueString": "low"}, amount(0.5)])
def test_ki67_that_cannot_be_read_is_open(value: Body) -> None:
    assert found(ki67(value)) == []
    assert said(READER, "ki67", ki67(value)) == "unreadable"
    assert notes(READER, ki67(value)) != ""


def test_preliminary_and_future_ki67_is_open() -> None:
    assert said(READER, "ki67", ki67(amount(2, "%"), status="preliminary")) == "preliminary"
    assert said(READER, "ki67", ki67(amount(2, "%"), on="2026-12-01")) == "unreadable"


@pytest.mark.parametrize(
    "newer",
    [
        ki67({"valueString": "see report"}, on="2026-11-10"),
        ki67(amount(30, "%"), on="2026-11-10", status="preliminary"),
        ki67(amount(120, "%"), on="2026-11-10"),
        ki67(answer("local|high"), on="2026-11-10"),
    ],
)
def test_a_newer_specimen_whose_ki67_cannot_be_used_may_be_of_any_grade(newer: Body) -> None:
    known = ki67(amount(2, "%"))
    assert found(newer, known) == [("[2,2]", None, None), ("[0,100]", None, None)]
    facts = specimen_facts(read(READER, newer, known).specimens)
    assert (str(facts["ki67"].possible), str(facts["grade"].possible)) == ("[2,100]", "{G1,G2,G3}")


def test_no_doubt_comes_from_an_older_specimen_an_absent_value_or_a_second_note_on_the_same_one() -> None:
    known = ki67(amount(2, "%"), **of("liver"))
    older = ki67({"valueString": "see report"}, on="2020-01-01")
    absent = ki67({"dataAbsentReason": concept("local|x")}, on="2026-11-10")
    comment = ki67({"valueString": "see report"}, **of("liver"))
    assert found(known, older, absent, comment) == [("[2,2]", None, None)]


def test_a_specimen_is_the_same_whichever_way_it_is_referred_to() -> None:
    specimen = {"resourceType": "Specimen", "id": "s"}
    ways = ("Specimen/s", "https://ehr.example/fhir/Specimen/s", "Specimen/s/_history/2")
    counts = ki67(amount(2, "%"), specimen={"reference": "Specimen/s"})
    for way in ways:
        mitotic = observation(MITOSES, amount(1), specimen={"reference": way})
        assert found(specimen, counts, mitotic) == [("[2,2]", "[1,1]", None)]


@pytest.mark.parametrize("code", ["loinc|33055-5", "loinc|85319-2", "loinc|85300-2", "local|29593-1"])
def test_other_codes_are_not_ki67(code: str) -> None:
    assert found(ki67(amount(30, "%"), code)) == []


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ({"bodySite": concept("sct|10200004")}, [("[4,4]", None, None)]),
        ({"bodySite": concept("sct|60184004")}, [("[4,4]", None, None)]),
        ({"bodySite": concept("sct|76752008")}, []),
        ({"bodySite": {"text": "liver"}}, []),
        ({}, []),
    ],
)
def test_the_code_for_breast_counts_only_for_another_organ_and_with_a_note(
    site: Body, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    body = ki67(amount(4, "%"), "loinc|85330-9", **site)
    assert found(body) == expected
    assert "breast" in notes(READER, body)


def test_both_codes_together_are_ki67() -> None:
    body = {**ki67(amount(4, "%")), "code": concept("loinc|85330-9", "loinc|29593-1")}
    assert found(body) == [("[4,4]", None, None)]


def test_a_ki67_component_of_a_panel_counts_for_the_specimen_of_the_panel() -> None:
    part = {"component": [{"code": concept("loinc|29593-1"), **amount(6, "%")}], **of("liver")}
    panel = observation("local|pathology", part)
    assert found(panel) == [("[6,6]", None, None)]
    assert read(READER, panel).specimens[0].evidence[0].label == "liver biopsy"


@pytest.mark.parametrize("value", [amount(4), amount(4, "{/2mm2}"), {"valueInteger": 4}])
def test_mitoses_are_read_per_two_square_millimetres(value: Body) -> None:
    assert found(observation(MITOSES, value)) == [(None, "[4,4]", None)]


@pytest.mark.parametrize("code", ["loinc|44650-0", "loinc|44695-5", "loinc|86669-9"])
def test_mitoses_on_another_scale_are_a_note_only(code: str) -> None:
    assert found(observation(code, amount(4))) == []
    assert "not converted" in notes(READER, observation(code, amount(4)))


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        (GRADE, "value|g1", "{G1}"),
        (GRADE, "value|g2", "{G2}"),
        (GRADE, "value|g3-net", "{G3}"),
        (GRADE, "value|g3", "{G3}"),
        (GRADE, "value|nec", "{G3}"),
        ("loinc|33732-9", "sct|1228848004", "{G1}"),
        ("nci|C18000", "sct|1228850007", "{G2}"),
        ("sct|371469007", "sct|1228851006", "{G3}"),
        ("loinc|33732-9", "sct|54102005", "{G1}"),
        ("loinc|33732-9", "sct|1663004", "{G2}"),
        ("loinc|33732-9", "sct|61026006", "{G3}"),
        ("loinc|33732-9", "sct|1286770005", "{G2}"),
    ],
)
def test_a_reported_grade_is_read(code: str, value: str, expected: str) -> None:
    assert found(observation(code, answer(value))) == [(None, None, expected)]


@pytest.mark.parametrize("value", ["sct|12619005", "sct|1228845001", "sct|1228848002", "value|unknown"])
def test_gx_and_wrong_codes_are_no_grade(value: str) -> None:
    assert found(observation("loinc|33732-9", answer(value))) == []


def test_low_and_high_are_grades_only_by_the_who_method() -> None:
    low = observation("loinc|33732-9", answer("sct|1155708003"))
    assert found(low) == []
    assert found({**low, "method": concept("sct|1149430001")}) == [(None, None, "{G1}")]


def test_what_belongs_to_one_specimen_is_kept_together() -> None:
    bodies = ki67(amount(12, "%"), **of("liver")), observation(MITOSES, amount(3), **of("liver"))
    graded = observation(GRADE, answer("value|g2"), **of("liver"))
    assert found(*bodies, graded) == [("[12,12]", "[3,3]", "{G2}")]


def test_specimens_are_kept_apart_by_reference_site_and_date() -> None:
    assert len(found(ki67(amount(2, "%"), **of("primary")), ki67(amount(25, "%"), **of("liver")))) == 2
    by_site = [ki67(amount(2, "%"), bodySite=concept(text=site)) for site in ("Colon", "Liver")]
    assert len(found(*by_site)) == 2
    assert len(found(ki67(amount(2, "%")), ki67(amount(5, "%"), on="2025-01-01"))) == 2


def test_a_second_value_of_one_specimen_is_kept_too() -> None:
    assert len(found(ki67(amount(2, "%"), **of("liver")), ki67(amount(25, "%"), **of("liver")))) == 2


def test_the_label_comes_from_the_specimen_or_the_body_site() -> None:
    (named,) = read(READER, ki67(amount(2, "%"), **of("liver"))).specimens
    (placed,) = read(READER, ki67(amount(2, "%"), bodySite=concept(text="Segment IV"))).specimens
    assert (named.evidence[0].label, placed.evidence[0].label) == ("liver biopsy", "Segment IV")


def test_a_morphology_that_names_a_grade_is_a_grade() -> None:
    assert found(condition("sct|1286770005")) == [(None, None, "{G2}")]
    assert found(condition("sct|1286770005", sure="provisional")) == []


def test_two_codes_of_one_grade_answer_that_disagree_are_no_grade() -> None:
    assert found(observation(GRADE, answer("value|g1", "value|g3"))) == []
    assert said(READER, "grade", observation(GRADE, answer("value|g1", "value|g3"))) == "conflicting"
