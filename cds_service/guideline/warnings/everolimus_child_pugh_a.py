"""W18c: the dose of everolimus in Child–Pugh A."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.medicine import LIVER_MILDLY_IMPAIRED
from cds_service.guideline.recommendation import ALWAYS, line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Not

WARNING = SafetyWarning(
    id="W18c",
    slug="everolimus-child-pugh-a",
    orders=(OrderKind.EVEROLIMUS,),
    # Elsewhere a low score reassures, so it has to expire; in `when` it would count as dangerous and stay (ruling 40).
    when=ALWAYS,
    unless=Not(of=LIVER_MILDLY_IMPAIRED),
    indicator=Indicator.WARNING,
    title="Everolimus in Child–Pugh A: label dose 7.5 mg a day",
    short="Child–Pugh A",
    lines=(line("Child–Pugh score {childPugh}: label dose 7.5 mg a day instead of 10 mg."),),
    sources=("clinical model §3.6", "ruling 36"),
    references=("US label Afinitor",),
)
