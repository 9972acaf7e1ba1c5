"""Every check by the name that the rule table gives it."""

from __future__ import annotations

from collections.abc import Mapping

from cds_service.harness.checks import (
    access,
    action_relations,
    actions,
    cards,
    comparison,
    details,
    discovery,
    errors,
    expressions,
    extensions,
    feedback,
    json_rules,
    links,
    sources,
    statuses,
    suggestions,
    templates,
    tokens,
    transport,
    validity,
)
from cds_service.harness.checks.shape import Check

CHECKS: Mapping[str, Check] = {
    **access.CHECKS,
    **action_relations.CHECKS,
    **actions.CHECKS,
    **cards.CHECKS,
    **comparison.CHECKS,
    **details.CHECKS,
    **discovery.CHECKS,
    **errors.CHECKS,
    **expressions.CHECKS,
    **extensions.CHECKS,
    **feedback.CHECKS,
    **json_rules.CHECKS,
    **links.CHECKS,
    **sources.CHECKS,
    **statuses.CHECKS,
    **suggestions.CHECKS,
    **templates.CHECKS,
    **tokens.CHECKS,
    **transport.CHECKS,
    **validity.CHECKS,
}
