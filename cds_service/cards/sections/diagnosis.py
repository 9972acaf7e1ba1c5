"""What comes before any other advice: an emergency, a carcinoma, an open diagnosis, a contradiction of the source."""

from __future__ import annotations

from decimal import Decimal

from cds_service.cards.frame import Body, Frame
from cds_service.cards.markdown import bulleted
from cds_service.cards.sections.verdict import lines, title
from cds_service.cards.suggestions import to_order
from cds_service.cards.words import filled, value_with_origin
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.verdict import Status, Verdict
from cds_service.logic.domain import Interval, is_within

ABOVE_TWENTY = Interval(low=Decimal(20), high=Decimal(100), low_closed=False)  # % Ki-67: grade 3
PATHOLOGY_REVIEW = "pathology-review"


def verdict_on(identifier: str, assessment: Assessment, *statuses: Status) -> Verdict | None:
    """The verdict of one recommendation if it has one of these statuses."""
    found = (verdict for verdict in assessment.having(*statuses) if verdict.recommendation.id == identifier)
    return next(found, None)


def emergency(assessment: Assessment, case: Case) -> Body | None:
    """R10a when it is recommended (G-EMERG)."""
    verdict = verdict_on("R10a", assessment, Status.RECOMMENDED)
    return _warning(verdict, title(verdict, case), lines(verdict, case)) if verdict else None


def carcinoma(assessment: Assessment, case: Case) -> Body | None:
    """R24 when the tumour is a NEC: on what that rests, and what follows."""
    verdict = verdict_on("R24", assessment, Status.RECOMMENDED)
    if verdict is None:
        return None
    rests_on = filled("Recorded: {differentiation}; grade {grade}; Ki-67 {ki67}.", case.facts, markdown=True)
    return _warning(verdict, title(verdict, case), [rests_on, *lines(verdict, case)])


def contradiction(verdict: Verdict, case: Case) -> Body:
    """X01: two statements of the source disagree on resecting the primary; `verdict` is that of R10b."""
    said = [
        "One passage: do not withhold resection of the primary, even with extensive liver disease [S52].",
        f"Another: no upfront surgery here, because of {_against_surgery(case)} [S54].",
        "Emergency surgery is unaffected. The NET-dedicated MDT decides [S69].",
    ]
    return _warning(verdict, verdict.recommendation.card.conflict_title or title(verdict, case), said)


def open_diagnosis(frame: Frame, assessment: Assessment, case: Case) -> Body | None:
    """R24-n when grade is 3 and NET or NEC is not known (G-DIFF): everything else waits."""
    if not assessment.diagnosis_open:
        return None
    high = is_within(case.facts["ki67"].possible, ABOVE_TWENTY)
    return Body(
        topic="R24",
        summary=f"{'Ki-67 >20 %' if high else 'Grade 3'} without differentiation: NET G3 or NEC?",
        paragraphs=(
            "Ask pathology to state the differentiation before any treatment is chosen (D06).",
            filled("Grade {grade}; Ki-67 {ki67}.", case.facts, markdown=True),
            "NET G3 and NEC are treated differently; the other recommendations are on hold until then.",
        ),
        indicator="warning",
        verdicts=assessment.having(Status.HELD),
        suggestions=(to_order(frame, PATHOLOGY_REVIEW),),
        shorts=("NET G3 or NEC not known",),
    )


def _warning(verdict: Verdict, summary: str, said: list[str]) -> Body:
    return Body(
        topic=verdict.recommendation.id,
        summary=summary,
        paragraphs=(bulleted(said),),
        indicator="warning",
        verdicts=(verdict,),
        shorts=(verdict.recommendation.card.short or summary,),
    )


def _against_surgery(case: Case) -> str:
    reasons = [f"grade {value_with_origin('grade', case.facts['grade'])}"] if _is("grade", "G3", case) else []
    if _is("differentiation", "poor", case):
        reasons = [f"neuroendocrine carcinoma, {reasons[0]}"] if reasons else ["neuroendocrine carcinoma"]
    reasons += ["extra-abdominal disease"] if _is("extraAbd", "true", case) else []
    return " and ".join(reasons)


def _is(name: str, word: str, case: Case) -> bool:
    return str(case.facts[name].possible) == f"{{{word}}}"
