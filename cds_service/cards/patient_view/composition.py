"""Assessment → at most three cards (clinical model §4.8)."""

from __future__ import annotations

from cds_service.cards.bodies import failures, present, within
from cds_service.cards.card import Card
from cds_service.cards.frame import Body, Frame, framed
from cds_service.cards.patient_view.missing import missing
from cds_service.cards.patient_view.notes import notes
from cds_service.cards.patient_view.pathway import pathway
from cds_service.cards.sections.diagnosis import carcinoma, contradiction, emergency, open_diagnosis, verdict_on
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.verdict import Status
from cds_service.logic.criterion import evaluate
from cds_service.logic.truth import Truth


def compose(frame: Frame, assessment: Assessment, case: Case) -> tuple[Card, ...]:
    """The cards of a patient-view call, the most urgent first; none when the guidance does not apply.

    While it is open whether it applies, a patient with a confirmed, provisional or contradicted neuroendocrine
    neoplasm gets M00; one without any sign of it gets nothing (ruling 1).
    """
    bodies = within(frame.limit, _bodies(frame, assessment, case), failures(assessment, case))
    return tuple(framed(frame, body) for body in bodies)


def _bodies(frame: Frame, assessment: Assessment, case: Case) -> list[Body]:
    if assessment.scope is Truth.FALSE:
        return []
    if assessment.scope is Truth.UNKNOWN:
        return present(missing(frame, assessment, case))
    urgent = present(emergency(assessment, case))
    if urgent:  # G-EMERG: nothing else competes with it, except that a carcinoma is not a NET
        return [*urgent, *present(carcinoma(assessment, case))]
    contradicted = verdict_on("R10b", assessment, Status.CONFLICT)
    remarks = notes(frame, assessment, case)
    pregnant = evaluate(PREGNANCY, case.facts).answer is Truth.TRUE
    return present(
        remarks if pregnant else None,  # G-PREG: the review is urgent then
        carcinoma(assessment, case),
        contradiction(contradicted, case) if contradicted else None,
        open_diagnosis(frame, assessment, case),
        pathway(assessment, case),
        missing(frame, assessment, case),
        None if pregnant else remarks,
    )
