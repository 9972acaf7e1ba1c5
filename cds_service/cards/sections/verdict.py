"""One verdict → its section of a card, in Markdown."""

from __future__ import annotations

from cds_service.cards.fitting import shortened
from cds_service.cards.markdown import bulleted
from cds_service.cards.words import filled, open_because
from cds_service.case.record import Case
from cds_service.guideline.recommendation import CardText
from cds_service.guideline.verdict import Status, Verdict
from cds_service.logic.criterion import evaluate
from cds_service.logic.truth import Truth


def section(verdict: Verdict, case: Case) -> str:
    """Title with strength in words, then one bullet per line."""
    said = [*_waiting(verdict, case), *lines(verdict, case)]
    return f"**{title(verdict, case)}** ({_standing(verdict)})\n\n{bulleted(said)}".rstrip()


def title(verdict: Verdict, case: Case) -> str:
    """The title that fits the status, as plain text of at most 139 characters."""
    return shortened(filled(_title(verdict.recommendation.card, verdict.status, case), case.facts, markdown=False))


def lines(verdict: Verdict, case: Case) -> list[str]:
    """The lines of detail whose criterion is true on this case."""
    card = verdict.recommendation.card
    shown = [line for line in card.lines if evaluate(line.when, case.facts).answer is Truth.TRUE]
    return [filled(line.text, case.facts, markdown=True) for line in shown]


def _title(card: CardText, status: Status, case: Case) -> str:
    special = {
        Status.CONDITIONAL: card.conditional_title,
        Status.CONFLICT: card.conflict_title,
        Status.QUEUED: card.queued_title,
    }
    fitting = (line.text for line in card.other_titles if evaluate(line.when, case.facts).answer is Truth.TRUE)
    return special.get(status) or next(fitting, card.title)


def _standing(verdict: Verdict) -> str:
    """Strength and certainty in words: "moderate recommendation, low certainty"."""
    strength = f"{verdict.strength.value} recommendation" if verdict.strength else "information"
    words = {
        Status.CONDITIONAL: f"conditional; {strength} if confirmed",
        Status.QUEUED: f"later; {strength}",
        Status.CONFLICT: "the source disagrees with itself",
    }
    certainty = f", {verdict.certainty.value} certainty" if verdict.certainty else ""
    return words.get(verdict.status, strength) + certainty


def _waiting(verdict: Verdict, case: Case) -> list[str]:
    if not verdict.missing:
        return []
    is_open = verdict.status in (Status.CONDITIONAL, Status.QUEUED)
    opening = "Still open" if is_open else "Strength depends on"
    return [f"{opening}: {', '.join(open_because(name, case.facts[name]) for name in verdict.missing)}."]
