"""The MDT and notes card: warnings on the record, the MDT review, what is not shown and why, gaps in the record."""

from __future__ import annotations

from cds_service.cards.fitting import listed
from cds_service.cards.frame import Body, Frame
from cds_service.cards.markdown import bulleted, plain
from cds_service.cards.sections.verdict import section
from cds_service.cards.sections.verdict import title as title_of
from cds_service.cards.sections.warning import bullets, short, title
from cds_service.cards.suggestions import to_order
from cds_service.cards.words import in_words, value_with_origin
from cds_service.case.items.course import SSTR
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.record import Case, Note
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.verdict import Status, Verdict
from cds_service.guideline.warning import Indicator
from cds_service.guideline.warning_check import Raised
from cds_service.logic.criterion import evaluate
from cds_service.logic.domain import one_of
from cds_service.logic.truth import Truth

NOTES_SHOWN = 5
ONLY_NOTES = "Notes on this advice: what is not shown, and gaps in the record"
MIXED = "Receptor imaging {sstr}: whether PRRT is an option is for the NET MDT to judge (D42)."


def notes(frame: Frame, assessment: Assessment, case: Case) -> Body | None:
    """The card, or None when it would add nothing."""
    review = next((v for v in assessment.having(Status.RECOMMENDED, Status.CONDITIONAL) if _is_review(v)), None)
    remarks = (*_suppressed(assessment, case), *_mixed_imaging(assessment, case), *_gaps(case))
    if review is None and not remarks and not assessment.raised:
        return None
    return Body(
        topic="R02" if review else "notes",
        summary=_summary(frame, assessment, case, review),
        paragraphs=(
            *(_warning(one) for one in assessment.raised),
            *((section(review, case),) if review else ()),
            *((bulleted(remarks),) if remarks else ()),
        ),
        indicator=_indicator(assessment, case, review),
        verdicts=(review,) if review else (),
        raised=assessment.raised,
        suggestions=tuple(to_order(frame, code) for code in _orders(assessment, review)),
    )


def _is_review(verdict: Verdict) -> bool:
    return verdict.recommendation.id == "R02"


def _summary(frame: Frame, assessment: Assessment, case: Case, review: Verdict | None) -> str:
    """The first warning where there is one, the others in few words; else the review."""
    if assessment.raised:
        first, *others = assessment.raised
        return listed("", [title(first), *(short(one, frame.terminology) for one in others)])
    return title_of(review, case) if review else ONLY_NOTES


def _indicator(assessment: Assessment, case: Case, review: Verdict | None) -> str:
    warned = any(one.indicator is not Indicator.INFO for one in assessment.raised)
    pregnant = evaluate(PREGNANCY, case.facts).answer is Truth.TRUE
    return "warning" if warned or (review and pregnant) else "info"


def _warning(one: Raised) -> str:
    return f"**{title(one)}**\n\n{bulleted(bullets(one))}".rstrip()


def _orders(assessment: Assessment, review: Verdict | None) -> tuple[str, ...]:
    offered = [code for one in assessment.raised for code in one.warning.add]
    return tuple(dict.fromkeys([*offered, *(["mdt-referral"] if review else [])]))


def _suppressed(assessment: Assessment, case: Case) -> tuple[str, ...]:
    """X11: what the source would recommend and external evidence suppresses; of a carcinoma it says nothing (G-NEC)."""
    if evaluate(NEC, case.facts).answer is Truth.TRUE:
        return ()
    said = [
        line for verdict in assessment.having(Status.BLOCKED) for line in verdict.recommendation.card.when_suppressed
    ]
    return tuple(line.text for line in said if evaluate(line.when, case.facts).answer is Truth.TRUE)


def _mixed_imaging(assessment: Assessment, case: Case) -> tuple[str, ...]:
    """Receptors in some lesions only: no question can settle whether PRRT is an option, so none is asked."""
    imaging = case.facts[SSTR.name]
    awaiting = {verdict.recommendation.id for verdict in assessment.having(Status.UNDETERMINED)}
    if imaging.possible != one_of("mixed") or not awaiting & {"R18", "R19"}:
        return ()
    return (MIXED.format(sstr=value_with_origin(SSTR.name, imaging)),)


def _gaps(case: Case) -> tuple[str, ...]:
    """What the readers could not use, at most five lines."""
    said = list(dict.fromkeys(_note(note) for note in case.notes))
    rest = [f"{len(said) - NOTES_SHOWN} more notes on the record."] if len(said) > NOTES_SHOWN else []
    return (*said[:NOTES_SHOWN], *rest)


def _note(note: Note) -> str:
    """The note, for a contradiction with the fact, its day and what was said; then the resource."""
    values = " versus ".join(in_words(note.item, said) for said in note.said) if note.item else ""
    about = f"{BY_NAME[note.item].label}, {note.when or 'undated'}, {values}: " if note.item else ""
    named = plain((note.reference or "").replace("`", ""))
    return f"{about}{note.text} (`{named}`)" if named else f"{about}{note.text}"
