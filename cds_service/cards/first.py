"""The cards that come first: emergency, carcinoma, a contradiction of the source, an open diagnosis."""

from __future__ import annotations

from decimal import Decimal

from cds_service.cards.frame import Body, Frame
from cds_service.cards.ordering import suggestions
from cds_service.cards.section import lines, title
from cds_service.cards.words import filled, value_with_origin
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.verdict import Status, Verdict
from cds_service.logic.domain import Interval, is_within

ABOVE_TWENTY = Interval(low=Decimal(20), high=Decimal(100), low_closed=False)  # % Ki-67: grade 3
NET_OR_NEC = "Ki-67 >20 % without differentiation: NET G3 or NEC?"


def emergency(assessment: Assessment, case: Case) -> Body | None:
    """R10a when it is recommended (G-EMERG)."""
    return _single("R10a", (Status.RECOMMENDED,), assessment, case)


def carcinoma(assessment: Assessment, case: Case) -> Body | None:
    """R24 when the tumour is a NEC."""
    return _single("R24", (Status.RECOMMENDED,), assessment, case)


def contradiction(assessment: Assessment, case: Case) -> Body | None:
    """R10b when the source contradicts itself (X01)."""
    verdict = _verdict("R10b", (Status.CONFLICT,), assessment)
    if verdict is None:
        return None
    reasons = [f"grade {value_with_origin('grade', case.facts['grade'])}"] if _is("grade", "G3", case) else []
    if _is("differentiation", "poor", case):
        reasons = [f"neuroendocrine carcinoma, {reasons[0]}"] if reasons else ["neuroendocrine carcinoma"]
    reasons += ["extra-abdominal disease"] if _is("extraAbd", "true", case) else []
    paragraphs = (
        "One passage: do not withhold resection of the primary, even with extensive liver disease [S52].",
        f"Another: no upfront surgery here, because of {' and '.join(reasons)} [S54].",
        "Emergency surgery is unaffected. The NET-dedicated MDT decides [S69].",
    )
    return Body(
        topic="R10b",
        summary=title(verdict, case),
        paragraphs=paragraphs,
        indicator="warning",
        verdicts=(verdict,),
    )


def open_diagnosis(frame: Frame, assessment: Assessment, case: Case) -> Body | None:
    """R24-n when grade is 3 and NET or NEC is not known (G-DIFF): everything else waits."""
    if not assessment.diagnosis_open:
        return None
    held = assessment.having(Status.HELD)
    paragraphs = (
        "Ask pathology to state the differentiation before any treatment is chosen (D06).",
        filled("Grade {grade}; Ki-67 {ki67}.", case.facts, markdown=True),
        "NET G3 and NEC are treated differently; the other recommendations are on hold until then.",
    )
    return Body(
        topic="R24",
        summary=NET_OR_NEC if _ki67_is_high(case) else "Grade 3 without differentiation: NET G3 or NEC?",
        paragraphs=paragraphs,
        indicator="warning",
        verdicts=held,
        suggestions=tuple(button for ask in assessment.asked for button in suggestions(frame, ask)),
    )


def _single(identifier: str, statuses: tuple[Status, ...], assessment: Assessment, case: Case) -> Body | None:
    verdict = _verdict(identifier, statuses, assessment)
    if verdict is None:
        return None
    return Body(
        topic=identifier,
        summary=title(verdict, case),
        paragraphs=("\n".join(f"- {line}" for line in lines(verdict, case)),),
        indicator="warning",
        verdicts=(verdict,),
    )


def _verdict(identifier: str, statuses: tuple[Status, ...], assessment: Assessment) -> Verdict | None:
    found = (verdict for verdict in assessment.having(*statuses) if verdict.recommendation.id == identifier)
    return next(found, None)


def _is(name: str, word: str, case: Case) -> bool:
    return str(case.facts[name].possible) == f"{{{word}}}"


def _ki67_is_high(case: Case) -> bool:
    return is_within(case.facts["ki67"].possible, ABOVE_TWENTY)
