"""The precedence of statuses (rulings 4 and 42) as a table, and the strengths of rulings 3, 12 and 13."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import pytest

from cds_service.case.items.course import CS_UNCONTROLLED, FUNCTIONAL
from cds_service.case.items.predicates import is_true
from cds_service.guideline.evaluation import weakest_strength
from cds_service.guideline.recommendation import ALWAYS, NEVER, Recommendation, Strength, ladder
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import Answers, Status, status_of
from cds_service.logic.criterion import tests as leaves_of
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Fact
from cds_service.logic.truth import Truth

# One letter per answer, true, false or unknown; a dot stands for any answer. What stands higher wins.
TABLE = """
scope done trigger held eligibility safety conflict first  status
F     .    .       .    .           .      .        .      out_of_scope
U     .    .       .    .           .      .        .      undetermined
T     T    .       .    .           .      .        .      done
T     FU   F       .    .           .      .        .      not_indicated
T     FU   TU      T    .           .      .        .      held
T     FU   TU      F    T           .      .        .      blocked
T     FU   TU      F    FU          T      .        .      blocked
T     FU   U       F    FU          FU     .        .      undetermined
T     FU   T       F    FU          FU     T        .      conflict
T     FU   T       F    FU          FU     FU       F      queued
T     U    T       F    FU          FU     FU       TU     conditional
T     F    T       F    U           FU     FU       TU     conditional
T     F    T       F    F           FU     U        TU     conditional
T     F    T       F    F           FU     F        U      conditional
T     F    T       F    F           FU     F        T      recommended
"""
LETTERS = {"T": Truth.TRUE, "F": Truth.FALSE, "U": Truth.UNKNOWN}
HEADER, *ROWS = [line.split() for line in TABLE.strip().splitlines()]


def _answers(letters: tuple[str, ...]) -> Answers:
    return Answers(**{name: LETTERS[letter] for name, letter in zip(HEADER, letters, strict=False)})


def _completions(cells: list[str]) -> list[tuple[str, ...]]:
    return list(product(*(cell.replace(".", "TFU") for cell in cells)))


@pytest.mark.parametrize("row", ROWS, ids=" ".join)
def test_each_row_of_the_precedence_holds_whatever_its_dots_are(row: list[str]) -> None:
    *cells, status = row
    assert {status_of(_answers(letters)) for letters in _completions(cells)} == {Status(status)}


def test_the_table_speaks_about_every_combination_of_answers_once() -> None:
    spoken = [letters for *cells, _ in ROWS for letters in _completions(cells) if letters[3] != "U"]
    assert len(spoken) == len(set(spoken)) == 2 * 3 ** (len(fields(Answers)) - 1)


def test_the_words_of_the_statuses_stand_in_the_order_of_ruling_42() -> None:
    words = "out_of_scope done held blocked conflict queued conditional recommended undetermined not_indicated"
    assert [status.value for status in Status] == words.split()


_LADDER = ladder(
    (is_true(FUNCTIONAL), Strength.STRONG),
    (is_true(CS_UNCONTROLLED), Strength.WEAK),
    (ALWAYS, Strength.MODERATE),
)


@pytest.mark.parametrize(
    ("functional", "uncontrolled", "strength"),
    [
        ("T", "U", Strength.STRONG),
        ("F", "T", Strength.WEAK),
        ("F", "F", Strength.MODERATE),
        ("F", "U", Strength.WEAK),
        ("U", "F", Strength.MODERATE),
        ("U", "T", Strength.WEAK),
        ("U", "U", Strength.WEAK),
    ],
)
def test_the_strength_is_the_weakest_that_open_facts_leave(
    functional: str, uncontrolled: str, strength: Strength
) -> None:
    words = {"T": one_of("true"), "F": one_of("false"), "U": one_of("true", "false")}
    facts = {"functional": Fact(possible=words[functional]), "csUncontrolled": Fact(possible=words[uncontrolled])}
    assert weakest_strength(_LADDER, facts) is strength


def _reads(recommendation: Recommendation, part: str, item: str) -> bool:
    return any(leaf.item == item for leaf in leaves_of(getattr(recommendation, part)))


def test_ecog_3_lowers_just_the_treatments_of_ruling_12() -> None:
    lowered = [one.id for one in RECOMMENDATIONS if _reads(one, "lowered_when", "ecog")]
    assert sorted(lowered) == sorted(["R10b", "R12", "R14", "R15", "R16", "R17", "R18", "R19", "R20"])


def test_comfort_goals_block_everything_but_what_ruling_12_spares() -> None:
    spared = [one.id for one in RECOMMENDATIONS if not _reads(one, "safety", "comfortOnly")]
    assert sorted(spared) == ["R02", "R13", "R23"]  # R13 is spared for a syndrome only: see its vignettes


def test_what_waits_for_the_diagnosis_is_everything_but_review_emergency_and_redirect() -> None:
    assert {one.id for one in RECOMMENDATIONS if not one.held} == {"R02", "R10a", "R24"}


def test_the_models_information_has_no_strength_and_nothing_to_lower() -> None:
    information = {one.id for one in RECOMMENDATIONS if not one.strength}
    assert information >= {"R19b", "R22", "R23", "R25"}
    assert not [one.id for one in RECOMMENDATIONS if one.id in information and one.lowered_when != NEVER]
