"""Grades that exclude each other: between specimens, or a report against the Ki-67 of its specimen (ruling 47)."""

import time
from itertools import permutations

import pytest

from cds_service.case.record import Specimen
from tests.case.records import case_of, specimen


def _lower(*specimens: Specimen) -> str:
    return str(case_of(specimens=specimens).facts["lowerGrade"].possible)


@pytest.mark.parametrize("specimens", list(permutations(["[2,2]", "[8,8]", "[28,28]"])))
def test_of_several_specimens_the_lowest_is_named(specimens: tuple[str, ...]) -> None:
    found = case_of(specimens=tuple(specimen(ki67=one, reference=f"Observation/{one}") for one in specimens))
    fact = found.facts["lowerGrade"]
    assert str(fact.possible) == "{G1}"
    assert [one.reference for one in fact.evidence] == ["Observation/[2,2]"]


@pytest.mark.parametrize(("one", "other"), [("[2,2]", "[0,5)"), ("[4,4]", "[15,25]"), ("[8,8]", "[8,8]")])
def test_specimens_that_may_agree_do_not_differ(one: str, other: str) -> None:
    assert _lower(specimen(ki67=one), specimen(ki67=other, reference="Observation/2")) == "{none}"


def test_very_many_specimens_cost_no_more_than_their_number() -> None:
    started = time.process_time()
    many = tuple(specimen(ki67="[2,2]", reference=f"Observation/{number}") for number in range(20_000))
    assert _lower(*many, specimen(ki67="[28,28]", reference="Observation/x")) == "{G1}"
    assert time.process_time() - started < 10


def test_an_interval_below_another_grade_differs_as_a_whole() -> None:
    assert _lower(specimen(ki67="[0,5)"), specimen(ki67="[28,28]", reference="Observation/2")) == "{G1,G2}"


def test_a_report_apart_from_the_specimen_differs_too() -> None:
    assert _lower(specimen(ki67="[8,8]"), specimen(grade="{G1}", reference="Observation/2")) == "{G1}"


@pytest.mark.parametrize(
    ("ki67", "mitoses", "report", "lower"),
    [
        ("[8,8]", None, "{G1}", "{G1}"),
        ("[2,2]", None, "{G2}", "{G1}"),
        ("[2,2]", "[1,1]", "{G2}", "{G1}"),
        ("[2,2]", "[5,5]", "{G3}", "{G2}"),
        ("[2,2]", "[5,5]", "{G2}", "{none}"),
        ("[2,2]", "[5,5]", "{G1}", "{none}"),
        ("[2,2]", "[5,5]", None, "{none}"),
        (None, "[1,1]", "{G2}", "{none}"),
        ("[0,5)", None, "{G2}", "{none}"),
    ],
)
def test_a_report_differs_only_when_ki67_and_mitoses_both_leave_it_unexplained(
    ki67: str | None, mitoses: str | None, report: str | None, lower: str
) -> None:
    assert _lower(specimen(ki67, mitoses, report)) == lower


def test_without_a_grade_nothing_is_known_of_another() -> None:
    assert _lower() == _lower(specimen()) == "{G1,G2,G3,none}"
