"""The MDT and notes card: the MDT review, what the source would say but is not shown, and gaps in the record."""

from __future__ import annotations

from cds_service.cards.frame import Body, Frame
from cds_service.cards.markdown import plain
from cds_service.cards.ordering import suggestion
from cds_service.cards.section import section, title
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.verdict import Status, Verdict
from cds_service.logic.criterion import evaluate
from cds_service.logic.truth import Truth

NOTES_SHOWN = 5


def notes(frame: Frame, assessment: Assessment, case: Case) -> Body | None:
    """The card, or None when it would add nothing."""
    review = next((v for v in _advised(assessment) if v.recommendation.id == "R02"), None)
    remarks = (*_suppressed(assessment, case), *_gaps(case))
    if review is None and not remarks:
        return None
    listed = ("\n".join(f"- {remark}" for remark in remarks),) if remarks else ()
    return Body(
        topic="R02" if review else "notes",
        summary=title(review, case) if review else "Notes on this advice: what is not shown, and gaps in the record",
        paragraphs=(*((section(review, case),) if review else ()), *listed),
        verdicts=(review,) if review else (),
        suggestions=(suggestion(frame, "mdt-referral"),) if review else (),
    )


def _advised(assessment: Assessment) -> tuple[Verdict, ...]:
    return assessment.having(Status.RECOMMENDED, Status.CONDITIONAL)


def _suppressed(assessment: Assessment, case: Case) -> tuple[str, ...]:
    """X11: what the source would recommend and external evidence suppresses; of a carcinoma it says nothing (G-NEC)."""
    if evaluate(NEC, case.facts).answer is Truth.TRUE:
        return ()
    said = [
        line for verdict in assessment.having(Status.BLOCKED) for line in verdict.recommendation.card.when_suppressed
    ]
    return tuple(line.text for line in said if evaluate(line.when, case.facts).answer is Truth.TRUE)


def _gaps(case: Case) -> tuple[str, ...]:
    """What the readers could not use, at most five lines."""
    said = list(dict.fromkeys(_note(note.text, note.reference) for note in case.notes))
    rest = [f"{len(said) - NOTES_SHOWN} more notes on the record."] if len(said) > NOTES_SHOWN else []
    return (*said[:NOTES_SHOWN], *rest)


def _note(text: str, reference: str | None) -> str:
    named = plain((reference or "").replace("`", ""))
    return f"{text} (`{named}`)" if named else text
