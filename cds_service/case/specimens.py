"""Specimens → the highest Ki-67, mitotic count and grade (clinical model §0 `GRADESET`, ruling 21)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

from cds_service.case.items.disease import GRADE, GRADE_TEXT, KI67, MITOSES
from cds_service.case.record import Specimen
from cds_service.logic.domain import Choice, Interval, higher, hull, intersection, one_of
from cds_service.logic.fact import Evidence, Fact

# WHO Digestive 2019: G1 < 3 %, G2 3–20 %, G3 > 20 %; mitoses per 2 mm² < 2, 2–20, > 20.
_KI67_OF_GRADE = {
    "G1": Interval(low=Decimal(0), high=Decimal(3), high_closed=False),
    "G2": Interval(low=Decimal(3), high=Decimal(20)),
    "G3": Interval(low=Decimal(20), high=Decimal(100), low_closed=False),
}
_ANY_KI67 = Interval(low=Decimal(0), high=Decimal(100))
_IMPLIED_KI67 = {**_KI67_OF_GRADE, "G3": _ANY_KI67}
_MITOSES_OF_GRADE = {
    "G1": Interval(low=Decimal(0), high=Decimal(2), high_closed=False),
    "G2": Interval(low=Decimal(2), high=Decimal(20)),
    "G3": Interval(low=Decimal(20), high=Decimal(200), low_closed=False),
}


def grade_of_ki67(ki67: Interval) -> Choice:
    """The grades that a Ki-67 index in % still allows."""
    return _grades(ki67, _KI67_OF_GRADE)


def grade_of_mitoses(mitoses: Interval) -> Choice:
    """The grades that a mitotic count per 2 mm² still allows."""
    return _grades(mitoses, _MITOSES_OF_GRADE)


def grade_of(specimen: Specimen) -> Choice | None:
    """The grade of one specimen: the higher of Ki-67, mitoses and the pathologist's grade; None when it has none."""
    found = [
        grade_of_ki67(specimen.ki67) if specimen.ki67 else None,
        grade_of_mitoses(specimen.mitoses) if specimen.mitoses else None,
        specimen.grade,
    ]
    known = [grade for grade in found if grade]
    return reduce(higher_grade, known) if known else None


def higher_grade(one: Choice, other: Choice) -> Choice:
    """The grades that the higher of two grades may be."""
    return one_of(*(max(a, b) for a in one.members for b in other.members))


def specimen_facts(specimens: tuple[Specimen, ...]) -> dict[str, Fact]:
    """The facts that the specimens settle or narrow, by item name; empty without specimens."""
    graded = [(specimen, grade_of(specimen)) for specimen in specimens]
    grades = [(grade, specimen) for specimen, grade in graded if grade]
    proliferation = _proliferation(specimens)
    mitoses = [(specimen.mitoses, specimen) for specimen in specimens if specimen.mitoses]
    reported = [(specimen.grade, specimen) for specimen in specimens if specimen.grade]
    facts = {
        KI67.name: _highest_number(proliferation),
        MITOSES.name: _highest_number(mitoses),
        GRADE_TEXT.name: _highest_grade(reported),
        GRADE.name: _highest_grade(grades),
    }
    return {name: fact for name, fact in facts.items() if fact}


def _proliferation(specimens: tuple[Specimen, ...]) -> list[tuple[Interval, Specimen]]:
    """Ki-67 by specimen: measured, or the range that a reported grade implies (ruling 21).

    A reported grade beside a measured Ki-67 of that grade adds nothing; one that no measurement explains does.
    """
    measured = [(specimen.ki67, specimen) for specimen in specimens if specimen.ki67]
    grades = [grade_of_ki67(ki67).members for ki67, _ in measured]
    unexplained = [
        (_implied(specimen.grade), specimen)
        for specimen in specimens
        if specimen.grade and not specimen.ki67 and not any(specimen.grade.members & explained for explained in grades)
    ]
    found = [*measured, *unexplained]
    return [] if all(ki67 == _ANY_KI67 for ki67, _ in found) else found


def _implied(grade: Choice) -> Interval:
    """G3 may rest on mitoses alone, so it leaves every Ki-67 possible."""
    return reduce(hull, (_IMPLIED_KI67[word] for word in sorted(grade.members)))


def _grades(number: Interval, bands: dict[str, Interval]) -> Choice:
    return one_of(*(grade for grade, band in bands.items() if intersection(number, band)))


def _highest_number(found: list[tuple[Interval, Specimen]]) -> Fact | None:
    if not found:
        return None
    ordered = sorted(found, key=lambda pair: pair[0].high, reverse=True)
    return Fact(
        possible=reduce(higher, (number for number, _ in found)),
        evidence=_evidence(specimen for _, specimen in ordered),
    )


def _highest_grade(found: list[tuple[Choice, Specimen]]) -> Fact | None:
    if not found:
        return None
    ordered = sorted(found, key=lambda pair: max(pair[0].members), reverse=True)
    return Fact(
        possible=reduce(higher_grade, (grade for grade, _ in found)),
        evidence=_evidence(specimen for _, specimen in ordered),
    )


def _evidence(ordered: Iterable[Specimen]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(item for specimen in ordered for item in specimen.evidence))
