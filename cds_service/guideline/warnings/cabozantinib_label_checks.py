"""W19: cabozantinib against its label."""

from cds_service.case.items.disease import PRIMARY_COMPLICATION
from cds_service.case.items.predicates import is_in
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.extent import IN_SITU
from cds_service.guideline.definitions.medicine import LIVER_IMPAIRED
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Some

_BLED_OR_PERFORATED = is_in(PRIMARY_COMPLICATION, "bleeding", "perforation")

WARNING = SafetyWarning(
    id="W19",
    slug="cabozantinib-label-checks",
    orders=(OrderKind.CABOZANTINIB,),
    when=Some(of=(IN_SITU, _BLED_OR_PERFORATED, PREGNANCY, LIVER_IMPAIRED)),
    indicator=Indicator.WARNING,
    title="Cabozantinib: label checks before starting ({list})",
    named=(
        line("primary in place", IN_SITU),
        line("{primaryComplication}", _BLED_OR_PERFORATED),
        line("pregnancy", PREGNANCY),
        line("impaired liver", LIVER_IMPAIRED),
    ),
    short="cabozantinib label checks",
    lines=(
        line("Sigmoid primary in place: risk of perforation and fistula (label).", IN_SITU),
        line("Bleeding or perforation of the primary on record: {primaryComplication} (label).", _BLED_OR_PERFORATED),
        line("Pregnant: embryo-fetal toxicity (label).", PREGNANCY),
        line("Child–Pugh score {childPugh}: label 40 mg a day if moderate, avoid if severe.", LIVER_IMPAIRED),
        line("Before starting: blood pressure, thrombosis, proteinuria, jaw, wounds, thyroid, calcium (label)."),
    ),
    sources=("D23b", "clinical model §3.6"),
    references=("US label Cabometyx", "FDA 26 March 2025"),
    notes=(
        "60 mg a day; 40 mg below 40 kg or with a strong CYP3A4 inhibitor; 80 mg with a strong inducer (label).",
        "On treatment: hepatotoxicity and palmar-plantar erythrodysaesthesia (label).",
    ),
)
