"""What the report says in words, in whatever form it is shown."""

from __future__ import annotations

from cds_service.feedback.report.figures import Report

TOPICS = "Cards by topic"
ITEMS = "Cards by recommendation and warning"
WEEKS = "Cards by week (from Monday, UTC)"
REASONS = "Reasons for overriding"
OFFERS = "Orders offered on cards, mostly of missing tests"
NOT_SAID = (
    "Each card counts once, by the last outcome reported of it. A card without feedback was not rejected: clients "
    "never report that a card was ignored. Acceptance is the share of accepted cards among those with feedback and a "
    "button: a card without a button cannot be accepted. A card with several recommendations or warnings counts for "
    "each of them. "
    "Whether a missing fact was obtained in the end is not known here, as nothing of a patient is kept; what is known "
    "is whether it was ordered from the card."
)


def facts(report: Report) -> tuple[str, ...]:
    """The figures that need no table, one sentence each."""
    rate = "" if report.critical_rate is None else f": {report.critical_rate:.1f} per 100 answers with cards"
    total = report.total
    return (
        f"{total.sent} cards in {report.answers} answers with cards.",
        f"{report.critical} critical cards{rate}.",
        f"{total.accepted} cards accepted, {total.overridden} overridden, {total.silent} without feedback.",
        f"{report.unknown} times feedback about a card that is not on record here.",
    )
