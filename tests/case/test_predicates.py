"""Tests on one item: what holds, what fails, and the words a clinician reads."""

import pytest

from cds_service.case.items.course import FUNCTIONAL, SSTR, STABLE_MONTHS
from cds_service.case.items.disease import DISTRIBUTION, KI67
from cds_service.case.items.patient import AGE, MDT_DATE
from cds_service.case.items.predicates import above, at_least, at_most, below, between, is_false, is_in, is_true
from cds_service.logic.criterion import Test

SSTR_POSITIVE = is_in(SSTR, "positive", fails=("negative",))
NEVER_REFUTED = is_in(SSTR, "positive", fails=())


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        (below(KI67, 10), "[0,10)", ["[10,100]"]),
        (at_most(KI67, 10), "[0,10]", ["(10,100]"]),
        (above(KI67, 35), "(35,100]", ["[0,35]"]),
        (at_least(KI67, 10), "[10,100]", ["[0,10)"]),
        (between(KI67, 3, 20), "[3,20]", ["[0,3)", "(20,100]"]),
        (at_least(KI67, "2.5"), "[2.5,100]", ["[0,2.5)"]),
        (at_most(MDT_DATE, 90), "[0,90]", ["(90,∞]"]),
        (is_true(FUNCTIONAL), "{true}", ["{false}"]),
        (is_false(FUNCTIONAL), "{false}", ["{true}"]),
        (is_in(DISTRIBUTION, "complex", "diffuse"), "{complex,diffuse}", ["{localized}"]),
        (SSTR_POSITIVE, "{positive}", ["{negative}"]),
        (NEVER_REFUTED, "{positive}", []),
    ],
)
def test_a_predicate_holds_on_its_side_of_the_range_and_fails_on_the_rest(
    test: Test, holds: str, fails: list[str]
) -> None:
    assert str(test.holds) == holds
    assert [str(part) for part in test.fails] == fails


@pytest.mark.parametrize(
    ("test", "text"),
    [
        (below(KI67, 10), "Ki-67 (highest specimen) < 10 %"),
        (at_most(MDT_DATE, 90), "days since the last NET-MDT review ≤ 90 days"),
        (at_least(AGE, 18), "age ≥ 18 years"),
        (at_least(STABLE_MONTHS, 6), "months of stable disease or response ≥ 6 months"),
        (is_true(FUNCTIONAL), "functioning tumour (hormonal syndrome with biochemistry)"),
        (is_false(FUNCTIONAL), "no functioning tumour (hormonal syndrome with biochemistry)"),
        (is_false(FUNCTIONAL, "not functioning"), "not functioning"),
        (is_in(SSTR, "positive", "mixed"), "somatostatin-receptor imaging: positive or mixed"),
    ],
)
def test_a_predicate_says_in_words_what_it_asks(test: Test, text: str) -> None:
    assert test.text == text


def test_a_word_has_no_limit() -> None:
    with pytest.raises(TypeError, match="sstr is not a number"):
        below(SSTR, 10)
