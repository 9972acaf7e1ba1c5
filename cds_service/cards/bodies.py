"""Parts of an answer → as many cards as the hook allows: joined where they are too many, no button twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cds_service.cards.card import INDICATORS, Suggestion
from cds_service.cards.frame import Body
from cds_service.case.record import Case
from cds_service.guideline.asking import may_have_the_tumour
from cds_service.guideline.assessment import Assessment
from cds_service.logic.truth import Truth

_SILENCE = (
    "That nothing is said about them is no advice against them and no sign of safety. The other cards are complete."
)


def present(*bodies: Body | None) -> list[Body]:
    """Those that have something to say."""
    return [body for body in bodies if body is not None]


def within(limit: int, bodies: list[Body], failure: Body | None) -> list[Body]:
    """At most `limit` cards, no button on two of them.

    The card about failures keeps its own place and takes mere notes in (one card per topic).
    """
    if failure is None:
        return _each_button_once(_folded(bodies, limit))
    if bodies and bodies[-1].topic == failure.topic:
        *bodies, remarks = bodies
        failure = joined(failure, remarks)
    return _each_button_once([*_folded(bodies, limit - 1), failure])


def joined(host: Body, guest: Body) -> Body:
    """One card that says both, the louder first."""
    if loudness(guest) > loudness(host):
        host, guest = guest, host
    return replace(
        host,
        paragraphs=(*host.paragraphs, *under_its_title(guest)),
        verdicts=(*host.verdicts, *guest.verdicts),
        raised=(*host.raised, *guest.raised),
        suggestions=_distinct((*host.suggestions, *guest.suggestions)),
    )


def under_its_title(body: Body) -> tuple[str, ...]:
    """The paragraphs as part of another card."""
    title = f"**{body.summary}**"
    return body.paragraphs if body.paragraphs[0].startswith(title) else (title, *body.paragraphs)


def loudness(body: Body) -> int:
    """From the quietest indicator to the loudest."""
    return INDICATORS.index(body.indicator)


def failures(assessment: Assessment, case: Case) -> Body | None:
    """One card that says what could not be evaluated: silence would read as "nothing to worry about".

    A patient of whom nothing says that the guidance could apply is not bothered with it.
    """
    if not assessment.failed or not _concerned(assessment, case):
        return None
    return Body(
        topic="notes",
        summary="Part of this guidance could not be evaluated",
        paragraphs=(
            f"Not evaluated because of an error of this service: {', '.join(assessment.failed)}.",
            _SILENCE,
        ),
        indicator="warning",
        overridable=False,
    )


def _concerned(assessment: Assessment, case: Case) -> bool:
    """In scope, or a sign of a neuroendocrine neoplasm is on record and the rest of the scope is open."""
    if assessment.scope is Truth.UNKNOWN:
        return may_have_the_tumour(case.facts)
    return assessment.scope is Truth.TRUE


def _folded(bodies: list[Body], room: int) -> list[Body]:
    """With more than `room` cards, the last one becomes part of the one before it."""
    while len(bodies) > max(room, 1):
        *kept, host, last = bodies
        bodies = [*kept, joined(host, last)]
    return bodies


def _each_button_once(bodies: Sequence[Body]) -> list[Body]:
    """A button that two cards would offer stands on the first."""
    offered: set[str] = set()
    kept = []
    for body in bodies:
        own = tuple(button for button in _distinct(body.suggestions) if button.uuid not in offered)
        offered |= {button.uuid for button in own}
        kept.append(replace(body, suggestions=own))
    return kept


def _distinct(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    return tuple({button.uuid: button for button in suggestions}.values())
