"""Grade over all specimens: the higher of Ki-67, mitoses and report (§0 `GRADESET`, §1.10, ruling 21)."""

from itertools import permutations

import pytest

from cds_service.case.record import Specimen
from cds_service.case.specimens import grade_of, grade_of_ki67, grade_of_mitoses, higher_grade, specimen_facts
from cds_service.logic.domain import Choice, one_of
from tests.case.records import case_of, evidence, interval, specimen


@pytest.mark.parametrize(
    ("ki67", "grades"),
    [
        ("[0,3)", "{G1}"),
        ("[0,2]", "{G1}"),
        ("[2.9,2.9]", "{G1}"),
        ("[0,0]", "{G1}"),
        ("[3,3]", "{G2}"),
        ("[3,5]", "{G2}"),
        ("[0,5)", "{G1,G2}"),
        ("[2,5]", "{G1,G2}"),
        ("[10,10]", "{G2}"),
        ("[0,10]", "{G1,G2}"),
        ("[5,15]", "{G2}"),
        ("[20,20]", "{G2}"),
        ("[20.1,20.1]", "{G3}"),
        ("[15,25]", "{G2,G3}"),
        ("(20,100]", "{G3}"),
        ("[20,100]", "{G2,G3}"),
        ("[35,35]", "{G3}"),
        ("[55.1,55.1]", "{G3}"),
        ("(50,100]", "{G3}"),
        ("[0,100]", "{G1,G2,G3}"),
    ],
)
def test_a_ki67_allows_the_grades_of_the_boundary_table(ki67: str, grades: str) -> None:
    assert str(grade_of_ki67(interval(ki67))) == grades
    assert str(case_of(specimens=(specimen(ki67=ki67),)).facts["grade"].possible) == grades


@pytest.mark.parametrize(
    ("mitoses", "grades"),
    [
        ("[0,0]", "{G1}"),
        ("[1.9,1.9]", "{G1}"),
        ("[2,2]", "{G2}"),
        ("[0,2]", "{G1,G2}"),
        ("[20,20]", "{G2}"),
        ("(20,200]", "{G3}"),
        ("[21,21]", "{G3}"),
        ("[200,200]", "{G3}"),
    ],
)
def test_a_mitotic_count_allows_the_grades_of_who(mitoses: str, grades: str) -> None:
    assert str(grade_of_mitoses(interval(mitoses))) == grades


@pytest.mark.parametrize(
    ("one", "other", "higher"),
    [
        ("{G1}", "{G1}", "{G1}"),
        ("{G1}", "{G3}", "{G3}"),
        ("{G1,G2}", "{G1}", "{G1,G2}"),
        ("{G1,G2}", "{G2}", "{G2}"),
        ("{G1,G3}", "{G2}", "{G2,G3}"),
        ("{G1,G2,G3}", "{G3}", "{G3}"),
    ],
)
def test_the_higher_of_two_grades_may_be_what_any_pair_makes_it(one: str, other: str, higher: str) -> None:
    first, second = (one_of(*text[1:-1].split(",")) for text in (one, other))
    assert str(higher_grade(first, second)) == str(higher_grade(second, first)) == higher


@pytest.mark.parametrize(
    ("ki67", "mitoses", "report", "grades"),
    [
        ("[2,2]", "[5,5]", None, "{G2}"),
        ("[5,5]", "[1,1]", None, "{G2}"),
        ("[2,2]", "[21,21]", None, "{G3}"),
        ("[2,2]", None, "{G2}", "{G2}"),
        ("[25,25]", None, "{G1}", "{G3}"),
        (None, "[1,1]", "{G2}", "{G2}"),
        (None, None, "{G3}", "{G3}"),
        ("[0,5)", "[3,3]", None, "{G2}"),
        ("[15,25]", "[1,1]", "{G2}", "{G2,G3}"),
    ],
)
def test_the_grade_of_a_specimen_is_the_highest_that_anything_says(
    ki67: str | None, mitoses: str | None, report: str | None, grades: str
) -> None:
    assert str(grade_of(specimen(ki67, mitoses, report))) == grades


def test_a_specimen_that_says_nothing_of_grade_has_none() -> None:
    assert grade_of(specimen()) is None
    assert specimen_facts((specimen(),)) == {}


def test_without_specimens_nothing_is_said() -> None:
    assert specimen_facts(()) == {}


SEVERAL = (
    specimen(ki67="[2,2]", mitoses="[1,1]", reference="Observation/low"),
    specimen(ki67="[15,25]", mitoses="[4,4]", grade="{G2}", reference="Observation/high"),
    specimen(ki67="[18,18]", grade="{G1}", reference="Observation/middle"),
)


@pytest.mark.parametrize("specimens", list(permutations(SEVERAL)))
def test_among_specimens_the_highest_of_each_counts_in_any_order(specimens: tuple[Specimen, ...]) -> None:
    facts = specimen_facts(specimens)
    said = {"ki67": "[18,25]", "mitoses": "[4,4]", "gradeText": "{G2}", "grade": "{G2,G3}"}
    assert {name: str(fact.possible) for name, fact in facts.items()} == said


@pytest.mark.parametrize("name", ["ki67", "mitoses", "gradeText", "grade"])
@pytest.mark.parametrize("specimens", list(permutations(SEVERAL)))
def test_the_deciding_specimen_is_the_first_evidence(specimens: tuple[Specimen, ...], name: str) -> None:
    assert specimen_facts(specimens)[name].evidence[0].reference == "Observation/high"


def test_every_specimen_that_was_read_is_evidence_once() -> None:
    references = [found.reference for found in specimen_facts((*SEVERAL, SEVERAL[0]))["ki67"].evidence]
    assert sorted(references) == ["Observation/high", "Observation/low", "Observation/middle"]


@pytest.mark.parametrize(("report", "ki67"), [("{G1}", "[0,3)"), ("{G2}", "[3,20]"), ("{G1,G2}", "[0,20]")])
def test_a_reported_grade_alone_implies_its_range_of_ki67(report: str, ki67: str) -> None:
    assert str(specimen_facts((specimen(grade=report),))["ki67"].possible) == ki67


@pytest.mark.parametrize("report", ["{G3}", "{G2,G3}", "{G1,G2,G3}"])
def test_a_report_that_may_be_g3_implies_no_ki67_since_it_may_rest_on_mitoses(report: str) -> None:
    assert "ki67" not in specimen_facts((specimen(grade=report),))


@pytest.mark.parametrize("report", ["{G3}", "{G2,G3}"])
def test_beside_a_report_that_may_be_g3_a_measured_ki67_is_only_a_lower_end(report: str) -> None:
    specimens = (specimen(ki67="[2,2]"), specimen(grade=report, reference="Observation/2"))
    assert str(specimen_facts(specimens)["ki67"].possible) == "[2,100]"


def test_a_measured_ki67_stands_beside_a_report_that_differs() -> None:
    facts = specimen_facts((specimen(ki67="[25,25]", grade="{G1}"),))
    assert str(facts["ki67"].possible) == "[25,25]"
    assert str(facts["gradeText"].possible) == "{G1}"


def test_mitoses_alone_imply_no_ki67() -> None:
    facts = specimen_facts((specimen(mitoses="[5,5]"),))
    assert set(facts) == {"mitoses", "grade"}


def test_an_implied_ki67_counts_among_measured_ones() -> None:
    facts = specimen_facts((specimen(ki67="[2,2]"), specimen(grade="{G2}", reference="Observation/2")))
    assert str(facts["ki67"].possible) == "[3,20]"
    assert isinstance(facts["grade"].possible, Choice)
    assert facts["ki67"].evidence[0].reference == "Observation/2"


def test_an_undated_specimen_still_grades() -> None:
    undated = Specimen(ki67=interval("[25,25]"), evidence=(evidence(None),))
    facts = case_of(specimens=(undated,)).facts
    assert (str(facts["grade"].possible), facts["grade"].why) == ("{G3}", None)
    assert (str(facts["ki67"].possible), facts["ki67"].why) == ("[25,25]", None)
