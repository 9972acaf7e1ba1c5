"""The boundary truth table of the clinical model (§1.10), for the comparisons of intervals."""

from decimal import Decimal

import pytest

from cds_service.logic.criterion import Test, answer_of
from cds_service.logic.domain import Interval, complement
from cds_service.logic.truth import Truth

PERCENT = Interval(low=Decimal(0), high=Decimal(100))
COLUMNS = ("<10", ">=10", ">35", "<55", ">55")
KI67 = """
[0,3)      T F F T F
[0,2]      T F F T F
[2.9,2.9]  T F F T F
[3,3]      T F F T F
[3,5]      T F F T F
[0,5)      T F F T F
[2,5]      T F F T F
[10,10]    F T F T F
[0,10]     U U F T F
[5,15]     U U F T F
[20,20]    F T F T F
[20.1,20.1] F T F T F
[15,25]    F T F T F
(20,100]   F T U U U
[35,35]    F T F T F
[35.1,35.1] F T T T F
[55,55]    F T T F F
[55.1,55.1] F T T F T
(50,100]   F T T U U
"""
OTHERS = """
age   [59,59]     <60  T
age   [60,60]     <60  F
age   [61,61]     <60  F
liver [49.9,49.9] <50  T
liver [50,50]     <50  F
liver [50.1,50.1] <50  F
liver [40,60]     <50  U
fraction [70,70]     >70  F
fraction [70.1,70.1] >70  T
fraction [89.9,89.9] >70  T
fraction [90,90]     >70  T
fraction [70,70]     >=90 F
fraction [89.9,89.9] >=90 F
fraction [90,90]     >=90 T
stable [5,5]     >=6 F
stable [6,6]     >=6 T
stable [4.5,7.5] >=6 U
"""
ANSWERS = {"T": Truth.TRUE, "F": Truth.FALSE, "U": Truth.UNKNOWN}


def _interval(text: str) -> Interval:
    low, high = text[1:-1].split(",")
    return Interval(low=Decimal(low), high=Decimal(high), low_closed=text[0] == "[", high_closed=text[-1] == "]")


def _comparison(said: str) -> Test:
    sign, number = said.rstrip("0123456789"), Decimal(said.lstrip("<>="))
    if sign == "<":
        holds = Interval(low=Decimal(0), high=number, high_closed=False)
    else:
        holds = Interval(low=number, high=Decimal(100), low_closed=sign == ">=")
    return Test(item="x", holds=holds, fails=complement(holds, PERCENT), text=said)


def _ki67_cells() -> list[tuple[str, str, str]]:
    rows = [line.split() for line in KI67.strip().splitlines()]
    return [(row[0], column, cell) for row in rows for column, cell in zip(COLUMNS, row[1:], strict=True)]


@pytest.mark.parametrize(("ki67", "comparison", "answer"), _ki67_cells())
def test_a_ki67_is_compared_as_the_table_says(ki67: str, comparison: str, answer: str) -> None:
    assert answer_of(_comparison(comparison), _interval(ki67)) is ANSWERS[answer]


@pytest.mark.parametrize(("row"), [line.split() for line in OTHERS.strip().splitlines()], ids=" ".join)
def test_another_number_is_compared_as_the_table_says(row: list[str]) -> None:
    _, value, comparison, answer = row
    assert answer_of(_comparison(comparison), _interval(value)) is ANSWERS[answer]
