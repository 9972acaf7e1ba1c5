"""The MDT and notes card: the MDT review, what the source would say but is not shown, and gaps in the record."""

from __future__ import annotations

from cds_service.cards.frame import Body, Frame
from cds_service.cards.markdown import plain
from cds_service.cards.ordering import suggestion
from cds_service.cards.section import section, title
from cds_service.cards.words import origin
from cds_service.case.record import Case, Specimen
from cds_service.case.specimens import grade_of
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.verdict import Status, Verdict
from cds_service.logic.criterion import evaluate
from cds_service.logic.truth import Truth

NOTES_SHOWN = 5


def notes(frame: Frame, assessment: Assessment, case: Case) -> Body | None:
    """The card, or None when it would add nothing."""
    review = next((v for v in _advised(assessment) if v.recommendation.id == "R02"), None)
    pregnant = evaluate(PREGNANCY, case.facts).answer is Truth.TRUE
    remarks = (*_discordant(case), *_suppressed(assessment, case), *_gaps(case))
    if review is None and not remarks:
        return None
    listed = ("\n".join(f"- {remark}" for remark in remarks),) if remarks else ()
    return Body(
        topic="R02" if review else "notes",
        summary=title(review, case) if review else "Notes on this advice: what is not shown, and gaps in the record",
        paragraphs=(*((section(review, case),) if review else ()), *listed),
        indicator="warning" if pregnant and review else "info",
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


def _discordant(case: Case) -> tuple[str, ...]:
    """W22 as a line: two specimens whose grades exclude each other."""
    graded = [(grade, specimen) for specimen in case.specimens if (grade := grade_of(specimen))]
    for grade, specimen in graded:
        other = next(((g, s) for g, s in graded if not g.members & grade.members), None)
        if other:
            pairs = ((grade, specimen), other)
            said = " versus ".join(f"{' or '.join(sorted(g.members))} ({_origin(s)})" for g, s in pairs)
            return (f"Grade differs between specimens: {said}. The higher is used; ask pathology which is current.",)
    return ()


def _origin(specimen: Specimen) -> str:
    return origin(specimen.evidence[0]) if specimen.evidence else "undated"


def _gaps(case: Case) -> tuple[str, ...]:
    """What the readers could not use, at most five lines."""
    said = list(dict.fromkeys(_note(note.text, note.reference) for note in case.notes))
    rest = [f"{len(said) - NOTES_SHOWN} more notes on the record."] if len(said) > NOTES_SHOWN else []
    return (*said[:NOTES_SHOWN], *rest)


def _note(text: str, reference: str | None) -> str:
    named = plain((reference or "").replace("`", ""))
    return f"{text} (`{named}`)" if named else text
