"""Every check by the name that the rule table gives it."""

from __future__ import annotations

from collections.abc import Mapping

from cds_service.harness.checks import (
    actions,
    cards,
    comparison,
    details,
    discovery,
    errors,
    extensions,
    feedback,
    json_rules,
    links,
    sources,
    statuses,
    suggestions,
    templates,
    transport,
)
from cds_service.harness.checks.shape import Check

CHECKS: Mapping[str, Check] = {
    **actions.CHECKS,
    **cards.CHECKS,
    **comparison.CHECKS,
    **details.CHECKS,
    **discovery.CHECKS,
    **errors.CHECKS,
    **extensions.CHECKS,
    **feedback.CHECKS,
    **json_rules.CHECKS,
    **links.CHECKS,
    **sources.CHECKS,
    **statuses.CHECKS,
    **suggestions.CHECKS,
    **templates.CHECKS,
    **transport.CHECKS,
}
