"""Divergences: the register D01 to D42 of what is contestable, outdated or missing in the source."""

from cds_service.guideline.divergence import Divergence
from cds_service.guideline.divergences import analogues, later_lines, liver, provenance, prrt

_FOUND = (
    *provenance.DIVERGENCES,
    *analogues.DIVERGENCES,
    *prrt.DIVERGENCES,
    *liver.DIVERGENCES,
    *later_lines.DIVERGENCES,
)

DIVERGENCES: tuple[Divergence, ...] = tuple(sorted(_FOUND, key=lambda found: found.id))
