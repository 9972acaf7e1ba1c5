"""Small worlds for the laws of the logic: two numbers, two words, and every way to ask about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from cds_service.logic.criterion import (
    Confirmed,
    Criterion,
    Definition,
    Every,
    Facts,
    Not,
    Some,
    Test,
    WhenKnown,
    tests,
)
from cds_service.logic.domain import Choice, Domain, Interval, complement, intersection, one_of
from cds_service.logic.fact import Fact
from cds_service.logic.regions import regions
from cds_service.logic.truth import Truth

NUMBERS = Interval(low=Decimal(0), high=Decimal(6))
WORDS = one_of("a", "b", "c")
RANGES: Mapping[str, Domain] = {"n": NUMBERS, "m": NUMBERS, "w": WORDS, "v": WORDS}
POINTS = [Decimal(twice) / 2 for twice in range(-1, 14)]  # every end of an interval below, and a point in each gap

truths = st.sampled_from(Truth)


def contains(domain: Domain | None, value: Decimal | str) -> bool:
    """Membership, written from the definition of open and closed ends."""
    match domain, value:
        case Choice(), str():
            return value in domain.members
        case Interval(), Decimal():
            above = domain.low < value or (domain.low_closed and value == domain.low)
            return above and (value < domain.high or (domain.high_closed and value == domain.high))
        case _:
            return False


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Intervals between whole numbers from 0 to 6, ends open or closed."""
    low, high = sorted((draw(st.integers(0, 6)), draw(st.integers(0, 6))))
    point = low == high
    return Interval(
        low=Decimal(low),
        high=Decimal(high),
        low_closed=point or draw(st.booleans()),
        high_closed=point or draw(st.booleans()),
    )


choices = st.sets(st.sampled_from("abc"), min_size=1).map(lambda words: one_of(*words))


def domains(item: str) -> st.SearchStrategy[Domain]:
    """What may be possible for one item."""
    return intervals() if isinstance(RANGES[item], Interval) else choices


@st.composite
def leaves(draw: st.DrawFn) -> Test:
    """Tests whose failing side is all of the rest, or (an uptake that is "mixed") only parts of it."""
    item = draw(st.sampled_from(sorted(RANGES)))
    holds = draw(domains(item))
    rest = complement(holds, RANGES[item])
    if draw(st.booleans()):
        refuting = draw(domains(item))
        rest = tuple(shared for part in rest if (shared := intersection(part, refuting)))
    return Test(item=item, holds=holds, fails=rest, text=f"{item} in {holds}")


def monotone_criteria() -> st.SearchStrategy[Criterion]:
    """Criteria of every kind but `WhenKnown`."""
    return st.recursive(leaves(), _compound, max_leaves=8)


def criteria() -> st.SearchStrategy[Criterion]:
    """Criteria of every kind."""
    return st.recursive(
        leaves(), lambda inner: st.one_of(_compound(inner), inner.map(lambda of: WhenKnown(of=of))), max_leaves=8
    )


def _compound(inner: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Criterion]:
    several = st.lists(inner, min_size=0, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda of: Every(of=of)),
        several.map(lambda of: Some(of=of)),
        inner.map(lambda of: Not(of=of)),
        inner.map(lambda of: Confirmed(of=of)),
        inner.map(lambda of: Definition(id="D", text="a name", of=of)),
    )


def facts_of(possible: Mapping[str, Domain]) -> dict[str, Fact]:
    """Facts without evidence."""
    return {item: Fact(possible=domain) for item, domain in possible.items()}


possibilities = st.fixed_dictionaries({item: domains(item) for item in RANGES})
facts = possibilities.map(facts_of)


@st.composite
def learning(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """Facts, and the same facts after something was learned about some of them."""
    before, news = draw(possibilities), draw(possibilities)
    after = {item: intersection(domain, news[item]) or domain for item, domain in before.items()}
    return facts_of(before), facts_of(after)


def all_regions(possible: Mapping[str, Domain], *criteria: Criterion) -> dict[str, tuple[Domain, ...]]:
    """Every item cut along the tests of the criteria."""
    leaves_of = [test for criterion in criteria for test in tests(criterion)]
    return {
        item: regions(domain, [test for test in leaves_of if test.item == item]) for item, domain in possible.items()
    }


def completions(cut: Mapping[str, tuple[Domain, ...]]) -> Iterator[dict[str, int]]:
    """Every way to choose one region per item, as region numbers."""
    for chosen in product(*(range(len(parts)) for parts in cut.values())):
        yield dict(zip(cut, chosen, strict=True))
