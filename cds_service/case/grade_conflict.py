"""Specimens → the lower grade, where two specimens or a report and its Ki-67 exclude each other (ruling 47)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cds_service.case.items.disease import LOWER_GRADE
from cds_service.case.record import Specimen
from cds_service.case.specimens import grade_of, grade_of_ki67, grade_of_mitoses, higher_grade
from cds_service.logic.domain import Choice, one_of
from cds_service.logic.fact import Fact


def grade_conflict(specimens: tuple[Specimen, ...]) -> dict[str, Fact]:
    """The lowest grade that something else in the record excludes, or that there is none; empty without grades.

    Grades that may be the same ("2 %" and "< 5 %") do not exclude each other.
    """
    graded = [(grade, specimen) for specimen in specimens if (grade := grade_of(specimen))]
    if not graded:
        return {}
    lower = [*_between(graded), *(pair for _, specimen in graded for pair in _within(specimen))]
    if not lower:
        evidence = tuple(dict.fromkeys(one for _, specimen in graded for one in specimen.evidence))
        return {LOWER_GRADE.name: Fact(possible=one_of("none"), evidence=evidence)}
    grade, specimen = min(lower, key=lambda pair: _highest(pair[0]))
    return {LOWER_GRADE.name: Fact(possible=grade, evidence=specimen.evidence)}


def _between(graded: Sequence[tuple[Choice, Specimen]]) -> Iterator[tuple[Choice, Specimen]]:
    """Every specimen whose grade another one excludes and exceeds; there are few grades, but perhaps many specimens."""
    grades = {grade for grade, _ in graded}
    exceeded = {grade for grade in grades if any(_is_below(grade, other) for other in grades)}
    return ((grade, specimen) for grade, specimen in graded if grade in exceeded)


def _within(specimen: Specimen) -> Iterator[tuple[Choice, Specimen]]:
    """A reported grade that neither the Ki-67 nor, with it, the mitoses of its specimen explain."""
    if specimen.grade is None or specimen.ki67 is None:
        return
    measured = grade_of_ki67(specimen.ki67)
    with_mitoses = higher_grade(measured, grade_of_mitoses(specimen.mitoses)) if specimen.mitoses else measured
    if not specimen.grade.members & (measured.members | with_mitoses.members):
        yield min(specimen.grade, with_mitoses, key=_highest), specimen


def _is_below(grade: Choice, other: Choice) -> bool:
    return not grade.members & other.members and _highest(grade) < _highest(other)


def _highest(grade: Choice) -> str:
    return max(grade.members)
