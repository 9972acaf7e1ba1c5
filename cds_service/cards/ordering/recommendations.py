"""Verdicts → what they say when something is ordered: redirections as warnings, the rest as notes."""

from __future__ import annotations

from cds_service.cards.bodies import present
from cds_service.cards.frame import Body, Frame
from cds_service.cards.markdown import bulleted
from cds_service.cards.sections.diagnosis import carcinoma, contradiction, open_diagnosis, verdict_on
from cds_service.cards.sections.verdict import lines, title
from cds_service.case.order import ANY_EMBOLISATION, OrderKind
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.definitions.course import FUNCTIONING
from cds_service.guideline.verdict import Status, Verdict
from cds_service.logic.criterion import evaluate
from cds_service.logic.truth import Truth

Kinds = frozenset[OrderKind]

# Treatments of a NET that a carcinoma leads away from (§4.6; G-NEC).
_NET_TREATMENTS: Kinds = frozenset(
    (
        OrderKind.CHEMOTHERAPY,
        OrderKind.PRRT,
        OrderKind.LONG_ACTING_SSA,
        OrderKind.LIVER_TRANSPLANT,
        *ANY_EMBOLISATION,
    )
)
_MAY_APPLY = (Status.RECOMMENDED, Status.CONDITIONAL, Status.UNDETERMINED)


def redirections(frame: Frame, assessment: Assessment, case: Case, kinds: Kinds) -> list[Body]:
    """Warnings about the diagnosis, and the source's contradiction on resecting the primary (X01)."""
    redirected = kinds & _NET_TREATMENTS
    if evaluate(FUNCTIONING, case.facts).answer is Truth.TRUE:  # an analogue controls the syndrome of a NEC too
        redirected -= {OrderKind.LONG_ACTING_SSA}
    about_diagnosis = (carcinoma(assessment, case), open_diagnosis(frame, assessment, case)) if redirected else ()
    return present(*about_diagnosis, _contradiction(assessment, case, kinds))


def notes(assessment: Assessment, case: Case, kinds: Kinds) -> list[Body]:
    """R11 on nodes when the primary is resected, R23 on diarrhoea when telotristat is ordered."""
    nodes = verdict_on("R11", assessment, Status.RECOMMENDED) if OrderKind.PRIMARY_RESECTION in kinds else None
    diarrhoea = verdict_on("R23", assessment, *_MAY_APPLY) if OrderKind.TELOTRISTAT in kinds else None
    return present(
        _note(nodes, case, "include the regional nodes") if nodes else None,
        _note(diarrhoea, case, "exclude other causes of diarrhoea first") if diarrhoea else None,
    )


def _contradiction(assessment: Assessment, case: Case, kinds: Kinds) -> Body | None:
    """Whatever else blocks R10b: not when the primary is out or complicated, which makes it not indicated."""
    if OrderKind.PRIMARY_RESECTION not in kinds:
        return None
    verdict = next((found for found in assessment.verdicts if found.recommendation.id == "R10b"), None)
    if verdict is None or verdict.status is Status.NOT_INDICATED:
        return None
    disputed = dict(verdict.because).get("conflict")
    return contradiction(verdict, case) if disputed and disputed.answer is Truth.TRUE else None


def _note(verdict: Verdict, case: Case, short: str) -> Body:
    return Body(
        topic=verdict.recommendation.id,
        summary=title(verdict, case),
        paragraphs=(bulleted(lines(verdict, case)),),
        verdicts=(verdict,),
        shorts=(short,),
        overridable=False,
    )
