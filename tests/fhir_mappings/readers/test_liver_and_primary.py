"""PF21–PF28: liver burden, resectability, remnant, primary and nodes."""

import pytest

from fhir_mappings.reader import Reader
from fhir_mappings.readers.liver_burden import READER as BURDEN
from fhir_mappings.readers.liver_distribution import READER as DISTRIBUTION
from fhir_mappings.readers.liver_remnant import READER as REMNANT
from fhir_mappings.readers.nodes import READER as NODES
from fhir_mappings.readers.primary_complication import READER as COMPLICATION
from fhir_mappings.readers.primary_in_situ import READER as IN_SITU
from fhir_mappings.readers.removable_fraction import READER as FRACTION
from fhir_mappings.readers.resectability import READER as VERDICT
from tests.fhir_mappings.readers.record import Body, amount, answer, concept, first, observation, procedure, said

DAYS = ("2026-09-01", "2026-11-01")  # before and after the resections of these tests


@pytest.mark.parametrize(
    ("reader", "item", "code", "words"),
    [
        (DISTRIBUTION, "distribution", "net|hepatic-metastasis-distribution", ("localized", "complex", "diffuse")),
        (
            COMPLICATION,
            "primaryComplication",
            "net|primary-tumor-complication",
            ("none", "obstruction", "perforation", "bleeding", "ischemia", "impending-stenosis"),
        ),
    ],
)
def test_a_coded_answer_is_the_word_of_the_item(reader: Reader, item: str, code: str, words: tuple[str, ...]) -> None:
    for word in words:
        assert said(reader, item, observation(code, answer(f"value|{word}"))) == f"{{{word}}}"


def test_of_one_day_a_complication_stands_against_none() -> None:
    code = "net|primary-tumor-complication"
    none, bleeding = observation(code, answer("value|none")), observation(code, answer("value|bleeding"))
    assert said(COMPLICATION, "primaryComplication", none, bleeding) == "{bleeding}"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("resectable", "{resectable}"),
        ("cytoreduction-feasible", "{cytoreduction}"),
        ("unresectable", "{unresectable}"),
        ("not-assessed", "not recorded"),
        ("borderline", "not recorded"),
    ],
)
def test_the_verdict_on_resectability(word: str, expected: str) -> None:
    assert said(VERDICT, "resectVerdict", observation("net|resectability", answer(f"value|{word}"))) == expected


@pytest.mark.parametrize(
    ("site", "expected"),
    [("sct|10200004", "{resectable}"), ("icdo|C22.0", "{resectable}"), ("sct|60184004", "not recorded")],
)
def test_only_a_verdict_on_the_liver_counts(site: str, expected: str) -> None:
    verdict = observation("net|resectability", answer("value|resectable"), bodySite=concept(site))
    assert said(VERDICT, "resectVerdict", verdict) == expected


def test_a_later_verdict_on_the_primary_leaves_the_one_on_the_liver() -> None:
    on_liver = observation("net|resectability", answer("value|unresectable"), "2026-10-01")
    on_primary = observation("net|resectability", answer("value|resectable"), bodySite=concept("sct|60184004"))
    assert said(VERDICT, "resectVerdict", on_liver, on_primary) == "{unresectable}"


@pytest.mark.parametrize(
    ("reader", "item", "code", "worst"),
    [
        (BURDEN, "liverPct", "net|hepatic-tumor-burden-percent", "[60,60]"),
        (FRACTION, "removablePct", "net|hepatic-resectable-fraction-percent", "[30,30]"),
    ],
)
def test_of_two_percentages_of_one_day_the_worse_is_used(reader: Reader, item: str, code: str, worst: str) -> None:
    assert said(reader, item, observation(code, amount(30, "%")), observation(code, amount(60, "%"))) == worst


@pytest.mark.parametrize(
    ("reader", "item", "code"),
    [
        (REMNANT, "flrOk", "net|future-liver-remnant-adequate"),
        (NODES, "nodesCleared", "net|regional-nodes-cleared"),
    ],
)
def test_yes_and_no_and_on_one_day_no(reader: Reader, item: str, code: str) -> None:
    yes, no = observation(code, {"valueBoolean": True}), observation(code, {"valueBoolean": False})
    assert (said(reader, item, yes), said(reader, item, no)) == ("{true}", "{false}")
    assert said(reader, item, yes, no) == "{false}"


def in_situ(value: bool, on: str = "2026-06-01") -> Body:
    return observation("net|primary-tumor-in-situ", {"valueBoolean": value}, on)


@pytest.mark.parametrize("code", ["sct|84604002", "sct|43075005", "sct|26390003", "cpt|44140", "pcs|0DTN0ZZ"])
def test_a_completed_resection_removes_the_primary(code: str) -> None:
    assert said(IN_SITU, "primaryInSitu", procedure(code)) == "{false}"


@pytest.mark.parametrize("status", ["preparation", "not-done", "entered-in-error"])
def test_a_resection_that_was_not_done_says_nothing(status: str) -> None:
    assert said(IN_SITU, "primaryInSitu", procedure("sct|84604002", status=status)) is None


def test_a_planned_resection_says_nothing() -> None:
    assert said(IN_SITU, "primaryInSitu", procedure("sct|84604002", "2026-12-24", status="preparation")) is None


def test_a_resection_done_after_today_has_a_wrong_date_and_leaves_it_open() -> None:
    assert said(IN_SITU, "primaryInSitu", procedure("sct|84604002", "2026-12-24")) == "unreadable"


@pytest.mark.parametrize("status", ["stopped", "on-hold", "unknown"])
def test_a_resection_that_was_broken_off_leaves_it_open_against_an_older_statement(status: str) -> None:
    broken_off = procedure("sct|84604002", "2026-10-01", status=status)
    assert said(IN_SITU, "primaryInSitu", broken_off) == "preliminary"
    older, later = (observation("net|primary-tumor-in-situ", {"valueBoolean": True}, on) for on in DAYS)
    assert said(IN_SITU, "primaryInSitu", broken_off, older) == "preliminary"
    assert said(IN_SITU, "primaryInSitu", broken_off, later) == "{true}"


def test_what_is_stated_as_removed_stays_removed_beside_an_unclear_resection() -> None:
    removed = observation("net|primary-tumor-in-situ", {"valueBoolean": False}, DAYS[0])
    assert said(IN_SITU, "primaryInSitu", removed, procedure("sct|84604002", status="unknown")) == "{false}"


def test_no_resection_does_not_mean_that_the_primary_is_in_place() -> None:
    assert said(IN_SITU, "primaryInSitu", procedure("sct|71273005")) is None


def test_the_later_of_statement_and_resection_wins() -> None:
    resection = procedure("sct|84604002", "2026-06-01")
    assert said(IN_SITU, "primaryInSitu", in_situ(True, "2026-01-01"), resection) == "{false}"
    assert said(IN_SITU, "primaryInSitu", in_situ(True, "2026-08-01"), resection) == "{true}"
    assert first(IN_SITU, "primaryInSitu", in_situ(True, "2026-01-01"), resection) == "Procedure/r2"


def test_a_stated_primary_is_read_without_procedures() -> None:
    assert said(IN_SITU, "primaryInSitu", in_situ(True)) == "{true}"
