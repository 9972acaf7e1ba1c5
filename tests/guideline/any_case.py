"""Any settled case of the dictionary, consistent in itself, and cases with some of it hidden."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import strategies as st

from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.specimens import grade_of_ki67
from cds_service.guideline.recommendation import all_criteria, decisive_criteria
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.logic.criterion import Criterion, Test, WhenKnown, parts, tests
from cds_service.logic.domain import Choice, Domain, Interval, one_of
from cds_service.logic.fact import Fact, Why
from cds_service.logic.regions import regions

Facts = Mapping[str, Fact]

IN_SCOPE = {"deceased": "false", "nenConfirmed": "true", "site": "sigmoid", "stageIV": "true", "liverMets": "true"}
LEAVES: dict[str, list[Test]] = {}
for _recommendation in RECOMMENDATIONS:
    for _criterion in all_criteria(_recommendation):
        for _test in tests(_criterion):
            LEAVES.setdefault(_test.item, []).append(_test)


def _known_only(criterion: Criterion, *, inside: bool = False) -> set[str]:
    """Items below WhenKnown: they act only when they are known, so hiding them is no loss of knowledge."""
    if isinstance(criterion, Test):
        return {criterion.item} if inside else set()
    inside = inside or isinstance(criterion, WhenKnown)
    return {item for part in parts(criterion) for item in _known_only(part, inside=inside)}


def _hideable() -> tuple[str, ...]:
    read = {test.item for r in RECOMMENDATIONS for c in decisive_criteria(r) for test in tests(c)}
    acting = {test.item for r in RECOMMENDATIONS for c in (r.safety, r.lowered_when) for test in tests(c)}
    acting |= {item for r in RECOMMENDATIONS for c in all_criteria(r) for item in _known_only(c)}
    return tuple(sorted(read - acting))


HIDEABLE = _hideable()


def _value(name: str) -> st.SearchStrategy[Domain]:
    """One region that the criteria tell apart, as a settled value."""
    found = regions(BY_NAME[name].range, LEAVES[name])
    return st.sampled_from([_point(region) for region in found])


def _point(region: Domain) -> Domain:
    if isinstance(region, Choice) or region.low == region.high:
        return region
    middle = (region.low + region.high) / 2 if region.high.is_finite() else region.low + 1
    return Interval(low=middle, high=middle)


@st.composite
def settled_cases(draw: st.DrawFn) -> dict[str, Fact]:
    """Every item settled; mostly in scope, and consistent: Ki-67 with grade, differentiation with grade."""
    values: dict[str, Domain] = {name: draw(_value(name)) for name in sorted(LEAVES)}
    if draw(st.integers(0, 9)):
        values |= {name: one_of(word) for name, word in IN_SCOPE.items()}
        values["age"] = draw(st.sampled_from([Interval(low=age, high=age) for age in map(_number, (18, 59, 60, 80))]))
    ki67 = values["ki67"]
    assert isinstance(ki67, Interval)
    values["grade"] = grade_of_ki67(ki67)
    if values.get("differentiation") == one_of("poor"):
        values["grade"] = one_of("G3")
    if values.get("differentiation") == one_of("mixed"):
        values["nenConfirmed"] = one_of("false")
    facts = {name: Fact(possible=item.range, why=Why.NOT_RECORDED) for name, item in BY_NAME.items()}
    return facts | {name: Fact(possible=value) for name, value in values.items()}


def hidden(facts: Facts, names: frozenset[str]) -> dict[str, Fact]:
    """The case with these items open; grade and Ki-67 are hidden together, since one tells of the other."""
    if names & {"grade", "ki67"}:
        names |= {"grade", "ki67"}
    return {
        name: Fact(possible=BY_NAME[name].range, why=Why.NOT_RECORDED) if name in names else fact
        for name, fact in facts.items()
    }


def _number(value: int) -> Decimal:
    return Decimal(value)
