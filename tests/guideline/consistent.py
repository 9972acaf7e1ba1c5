"""Records of patients that could exist: every item settled, nothing in them contradicts anything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.record import Record
from cds_service.case.settling import settle
from cds_service.guideline.recommendation import Recommendation, all_criteria, decisive_criteria
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.logic.criterion import Criterion, Test, WhenKnown, parts, tests
from cds_service.logic.dates import on
from cds_service.logic.domain import Choice, Domain, Interval, exactly, one_of
from cds_service.logic.fact import Evidence, Fact, Why
from tests.guideline.vignettes import DANGERS, LISTS, TODAY

Values = Mapping[str, Domain]

DERIVED = frozenset({"recentSstrScan", "liverPctRecent"})  # settling computes them from sstr and liverPct
_SCOPE = {"deceased": "false", "nenConfirmed": "true", "site": "sigmoid", "stageIV": "true", "liverMets": "true"}
_GRADES = ("G1", "G2", "G3")
_TODAY = (Evidence(reference="record", date=on(TODAY)),)


def points(possible: Domain, leaves: Iterable[Test]) -> tuple[Domain, ...]:
    """One value for each part of `possible` on which the tests can differ: the words; or the borders and between."""
    if isinstance(possible, Choice):
        return tuple(one_of(word) for word in sorted(possible.members))
    sides = [side for leaf in leaves for side in (leaf.holds, *leaf.fails) if isinstance(side, Interval)]
    ends = sorted({end for side in (possible, *sides) for end in (side.low, side.high) if end.is_finite()})
    between = [(low + high) / 2 for low, high in pairwise(ends)]
    return tuple(exactly(number) for number in sorted({*ends, *between, ends[-1] + 1}) if _is_in(number, possible))


def leaves_by_item(criteria: Iterable[Criterion]) -> dict[str, list[Test]]:
    """The leaves of the criteria, by the item that they read."""
    found: dict[str, list[Test]] = {}
    for criterion in criteria:
        for leaf in tests(criterion):
            found.setdefault(leaf.item, []).append(leaf)
    return found


def outside_when_known(criterion: Criterion) -> set[str]:
    """The items that a criterion reads other than below `WhenKnown`."""
    if isinstance(criterion, WhenKnown):
        return set()
    if isinstance(criterion, Test):
        return {criterion.item}
    return {item for part in parts(criterion) for item in outside_when_known(part)}


def acts_when_known(recommendation: Recommendation) -> set[str]:
    """The items of which this recommendation uses only what is known: safety, lowering (A1; rulings 6 and 7)."""
    return {leaf.item for part in (recommendation.safety, recommendation.lowered_when) for leaf in tests(part)}


_LEAVES = leaves_by_item(criterion for one in RECOMMENDATIONS for criterion in all_criteria(one))
_DECISIVE = {item for one in RECOMMENDATIONS for part in decisive_criteria(one) for item in outside_when_known(part)}
HIDEABLE = tuple(sorted(_DECISIVE - DERIVED))


@st.composite
def patients(draw: st.DrawFn, *, in_scope: bool = False) -> dict[str, Domain]:
    """A value for every item that a recommendation reads; mostly (or always) in scope."""
    values = {name: draw(_values(name)) for name in sorted(_LEAVES.keys() - DERIVED)}
    if in_scope or draw(st.integers(0, 9)):
        values |= {name: one_of(word) for name, word in _SCOPE.items()}
        values["age"] = exactly(draw(st.sampled_from((18, 59, 60))))
        values["differentiation"] = one_of(draw(st.sampled_from(("well", "well", "poor"))))
    values["grade"] = draw(_grade(values))
    values |= draw(_extent(values)) | draw(_resectability(values))
    if values["progressing"] == one_of("true"):
        values["stableMonths"] = exactly(0)
    return values


def facts_of(values: Values, hidden: frozenset[str] = frozenset()) -> Mapping[str, Fact]:
    """The settled case, recorded today in complete lists, with some items open."""
    recorded = {
        name: Fact(possible=BY_NAME[name].range, why=Why.NOT_RECORDED)
        if name in hidden
        else Fact(possible=value, evidence=_TODAY)
        for name, value in values.items()
    }
    return settle(Record(facts=recorded, retrieved=LISTS), TODAY, DANGERS).facts


def _values(name: str) -> st.SearchStrategy[Domain]:
    return st.sampled_from(points(BY_NAME[name].range, _LEAVES[name]))


def _grade(values: Values) -> st.SearchStrategy[Domain]:
    """Not lower than the grade of Ki-67; a NEC is G3."""
    ki67 = values["ki67"]
    assert isinstance(ki67, Interval)
    lowest = 0 if ki67.high < 3 else 1 if ki67.high <= 20 else 2
    if values["differentiation"] == one_of("poor"):
        lowest = 2
    return st.sampled_from([one_of(grade) for grade in _GRADES[lowest:]])


def _extent(values: Values) -> st.SearchStrategy[dict[str, Domain]]:
    """Exclusive liver disease if and only if nothing is outside the liver."""
    outside = values["extraAbd"] == one_of("true") or values["extrahepAbd"] != one_of("none")
    words = ("predominant", "minor") if outside else ("exclusive",)
    return st.sampled_from([{"liverDom": one_of(word)} for word in words])


def _resectability(values: Values) -> st.SearchStrategy[dict[str, Domain]]:
    """A fraction and a distribution that do not speak against the surgeon's verdict [A5]."""
    if values["resectVerdict"] == one_of("unresectable"):
        return st.sampled_from([{"removablePct": exactly(number)} for number in (0, 40, 70)])
    found = [("localized", 40), ("complex", 70), ("complex", 71), ("diffuse", 90)]
    return st.sampled_from([{"distribution": one_of(word), "removablePct": exactly(part)} for word, part in found])


def _is_in(number: Decimal, interval: Domain) -> bool:
    assert isinstance(interval, Interval)
    above = number > interval.low or (number == interval.low and interval.low_closed)
    return above and (number < interval.high or (number == interval.high and interval.high_closed))
