"""Assessment → at most three cards (clinical model §4.8)."""

from __future__ import annotations

from dataclasses import replace

from cds_service.cards.card import Card
from cds_service.cards.first import carcinoma, contradiction, emergency, open_diagnosis
from cds_service.cards.frame import Body, Frame, framed
from cds_service.cards.missing import missing
from cds_service.cards.notes import notes
from cds_service.cards.pathway import pathway
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.logic.truth import Truth

LIMIT = 3


def compose(frame: Frame, assessment: Assessment, case: Case) -> tuple[Card, ...]:
    """The cards of a patient-view call, the most urgent first; none when the guidance does not apply."""
    broken = _broken(assessment)
    room = LIMIT - len(broken)
    bodies = (*_folded(_bodies(frame, assessment, case), room), *broken)
    return tuple(framed(frame, body) for body in bodies)


def _bodies(frame: Frame, assessment: Assessment, case: Case) -> list[Body]:
    if assessment.scope is Truth.FALSE:
        return []
    if assessment.scope is Truth.UNKNOWN:
        return _present(missing(frame, assessment, case))
    urgent = _present(emergency(assessment, case))
    if urgent:  # G-EMERG: nothing else competes with it, except that a carcinoma is not a NET
        return [*urgent, *_present(carcinoma(assessment, case))]
    return _present(
        carcinoma(assessment, case),
        contradiction(assessment, case),
        open_diagnosis(frame, assessment, case),
        pathway(assessment, case),
        missing(frame, assessment, case),
        notes(frame, assessment, case),
    )


def _present(*bodies: Body | None) -> list[Body]:
    return [body for body in bodies if body is not None]


def _folded(bodies: list[Body], room: int) -> list[Body]:
    """With more than `room` cards, the last one becomes the end of the one before it."""
    while len(bodies) > max(room, 1):
        *kept, host, last = bodies
        bodies = [*kept, _joined(host, last)]
    return bodies


def _joined(host: Body, last: Body) -> Body:
    return replace(
        host,
        paragraphs=(*host.paragraphs, *last.paragraphs),
        verdicts=(*host.verdicts, *last.verdicts),
        suggestions=(*host.suggestions, *last.suggestions),
    )


def _broken(assessment: Assessment) -> list[Body]:
    """One card that says what could not be evaluated: silence would read as "nothing to worry about"."""
    if not assessment.failed:
        return []
    return [
        Body(
            topic="notes",
            summary="Part of this guidance could not be evaluated",
            paragraphs=(
                f"Not evaluated because of an error of this service: {', '.join(assessment.failed)}.",
                "Do not read their absence as advice against them. The other cards are complete.",
            ),
            indicator="warning",
            overridable=False,
        )
    ]
