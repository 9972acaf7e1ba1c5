"""The vignettes that hold as the guideline stands: one that fails anyway notices no change."""

from __future__ import annotations

from functools import cache

from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warnings import WARNINGS
from tests.guideline.comparison import differences, differences_of, warning_differences
from tests.guideline.vignettes import Vignette, all_vignettes


@cache
def naming(identifier: str) -> tuple[Vignette, ...]:
    """Those that name the recommendation and are right about it."""
    recommendation = next(one for one in RECOMMENDATIONS if one.id == identifier)
    named = (vignette for vignette in all_vignettes() if identifier in vignette.expected)
    return tuple(one for one in named if not differences_of(recommendation, one, one.case.facts))


@cache
def warning() -> tuple[Vignette, ...]:
    """Those that speak of warnings and are right about them."""
    speaking = (vignette for vignette in all_vignettes() if vignette.warnings is not None)
    return tuple(vignette for vignette in speaking if not warning_differences(vignette, WARNINGS))


@cache
def opened() -> tuple[Vignette, ...]:
    """Those of an opened chart that are right about everything."""
    charts = (vignette for vignette in all_vignettes() if vignette.drafts is None)
    return tuple(vignette for vignette in charts if not differences(vignette))
