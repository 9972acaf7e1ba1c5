"""Recommendations: one file each, found by itself when placed in this folder; `order` gives its place."""

from importlib import import_module
from pkgutil import iter_modules

from cds_service.guideline.recommendation import Recommendation

_FOUND: list[Recommendation] = [
    import_module(f"{__name__}.{module.name}").RECOMMENDATION for module in iter_modules(__path__)
]

RECOMMENDATIONS: tuple[Recommendation, ...] = tuple(sorted(_FOUND, key=lambda found: found.order))
