"""W18: everolimus against its label."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import FUNCTIONING
from cds_service.guideline.definitions.medicine import LIVER_IMPAIRED
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Some

WARNING = SafetyWarning(
    id="W18",
    slug="everolimus-label-checks",
    orders=(OrderKind.EVEROLIMUS,),
    when=Some(of=(FUNCTIONING, PREGNANCY, LIVER_IMPAIRED)),
    indicator=Indicator.WARNING,
    title="Everolimus: label checks before starting ({list})",
    named=(
        line("functioning tumour", FUNCTIONING),
        line("pregnancy", PREGNANCY),
        line("impaired liver", LIVER_IMPAIRED),
    ),
    short="everolimus label checks",
    lines=(
        line("Functioning tumour: functional carcinoid is not an indication of the label (D23a).", FUNCTIONING),
        line("Pregnant: embryo-fetal toxicity (label).", PREGNANCY),
        line("Child–Pugh score {childPugh}: label dose 5 mg a day in B, 2.5 mg in C.", LIVER_IMPAIRED),
        line("Before starting: infection and hepatitis B, glucose, lipids, creatinine; no live vaccines (label)."),
    ),
    sources=("D23a", "clinical model §3.6"),
    references=("US label Afinitor",),
    notes=(
        "On treatment: pneumonitis, stomatitis, angioedema with an ACE inhibitor (label).",
        "Avoid strong inhibitors of CYP3A4 and P-gp; moderate ones: 2.5 mg, later 5 mg; strong inducers: up to 20 mg.",
    ),
)
