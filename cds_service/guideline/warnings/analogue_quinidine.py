"""W13c: a somatostatin analogue with quinidine."""

from cds_service.case.items.medication import TAKES_QUINIDINE
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W13c",
    slug="analogue-quinidine",
    orders=(OrderKind.LONG_ACTING_SSA,),
    when=is_true(TAKES_QUINIDINE),
    indicator=Indicator.WARNING,
    title="Somatostatin analogue with quinidine: narrow therapeutic index",
    short="quinidine",
    lines=(line("Quinidine is broken down by CYP3A4 and has a narrow index: caution with an analogue (label; D34)."),),
    sources=("D34", "ruling 35"),
    references=("US labels of lanreotide and octreotide",),
    notes=("Other CYP3A4 medicines with a narrow index belong here too; quinidine is the one the case knows.",),
)
