"""Guideline → the regions of numbers that do not expire (ruling 40): computed, not listed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.warning import SafetyWarning
from cds_service.logic.criterion import Criterion, Not, Test, parts
from cds_service.logic.domain import Domain, Interval


def dangerous_regions(
    recommendations: Iterable[Recommendation], warnings: Iterable[SafetyWarning] = ()
) -> Mapping[str, tuple[Domain, ...]]:
    """By item name: the regions in which some recommendation is blocked, in conflict or weakened, or one warns."""
    criteria = [one for recommendation in recommendations for one in _worsening(recommendation)]
    criteria += [warning.when for warning in warnings]
    found: dict[str, dict[Domain, None]] = {}
    for criterion in criteria:
        for item, region in _regions(criterion, holds=True):
            found.setdefault(item, {})[region] = None
    return {item: tuple(regions) for item, regions in found.items()}


def _worsening(recommendation: Recommendation) -> tuple[Criterion, ...]:
    return (
        recommendation.eligibility,
        recommendation.safety,
        recommendation.conflict,
        recommendation.lowered_when,
    )


def _regions(criterion: Criterion, *, holds: bool) -> Iterator[tuple[str, Domain]]:
    """The number regions that push the criterion towards true (or, under a negation, towards false)."""
    if isinstance(criterion, Test):
        sides = (criterion.holds,) if holds else criterion.fails
        yield from ((criterion.item, side) for side in sides if isinstance(side, Interval))
        return
    for part in parts(criterion):
        yield from _regions(part, holds=holds is not isinstance(criterion, Not))
