"""Assessment → at most three cards (clinical model §4.8)."""

from __future__ import annotations

from dataclasses import replace

from cds_service.cards.card import Card
from cds_service.cards.first import carcinoma, contradiction, emergency, open_diagnosis
from cds_service.cards.frame import Body, Frame, framed
from cds_service.cards.missing import missing
from cds_service.cards.notes import notes
from cds_service.cards.pathway import pathway
from cds_service.case.items.disease import NEN_CONFIRMED
from cds_service.case.items.item import TRUE
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.logic.truth import Truth

LIMIT = 3


def compose(frame: Frame, assessment: Assessment, case: Case) -> tuple[Card, ...]:
    """The cards of a patient-view call, the most urgent first; none when the guidance does not apply."""
    bodies = _with_failures(_bodies(frame, assessment, case), _broken(assessment, case))
    return tuple(framed(frame, body) for body in bodies)


def _with_failures(bodies: list[Body], broken: Body | None) -> list[Body]:
    """At most three cards; the one about failures keeps its own place and takes mere notes in (one card per topic)."""
    if broken is None:
        return _folded(bodies, LIMIT)
    if bodies and bodies[-1].topic == broken.topic:
        *bodies, remarks = bodies
        broken = _joined(broken, remarks)
    return [*_folded(bodies, LIMIT - 1), broken]


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
        suggestions=tuple({button.uuid: button for button in (*host.suggestions, *last.suggestions)}.values()),
    )


def _broken(assessment: Assessment, case: Case) -> Body | None:
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
            "Do not read their absence as advice against them. The other cards are complete.",
        ),
        indicator="warning",
        overridable=False,
    )


def _concerned(assessment: Assessment, case: Case) -> bool:
    """In scope, or a neuroendocrine neoplasm is known and the rest of the scope is open."""
    if assessment.scope is Truth.UNKNOWN:
        return case.facts[NEN_CONFIRMED.name].possible == TRUE
    return assessment.scope is Truth.TRUE
