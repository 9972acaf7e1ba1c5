"""W13f: a somatostatin analogue in pregnancy or while breastfeeding."""

from cds_service.case.items.patient import BREASTFEEDING
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Some, WhenKnown

WARNING = SafetyWarning(
    id="W13f",
    slug="analogue-pregnancy",
    orders=(OrderKind.LONG_ACTING_SSA,),
    # only what is known: a test before each monthly dose is asked for by no passage (§4.7, M15 is for PRRT and Y-90)
    when=WhenKnown(of=Some(of=(PREGNANCY, is_true(BREASTFEEDING)))),
    indicator=Indicator.WARNING,
    title="Pregnancy or breastfeeding: avoid a somatostatin analogue unless it is needed",
    short="pregnancy or breastfeeding",
    lines=(
        line("Pregnant: data are limited; avoid unless needed (label).", PREGNANCY),
        line("Breastfeeding: data are limited; avoid unless needed (label).", is_true(BREASTFEEDING)),
    ),
    sources=("clinical model §3.2", "ruling 36"),
    references=("US labels of lanreotide and octreotide",),
)
