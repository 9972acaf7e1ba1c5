"""Items about current medicines and allergies: PF74–PF75 of the clinical model §4.1, and of PF56 what is taken now."""

from cds_service.case.items.item import BOOLEAN, FALSE, TRUE, Item, Span
from cds_service.logic.domain import one_of


def _takes(name: str, label: str, code: str = "PF74") -> Item:
    """One medicine of the reconciled list; "not taking" only if the list was retrieved."""
    return Item(
        name=name,
        code=code,
        label=f"takes {label}",
        range=BOOLEAN,
        absent=FALSE,
        lists=("medicationRequests",),
        fresh=Span(days=90),
        dangerous=TRUE,
        also=("medicationStatements", "medicationAdministrations"),
    )


TAKES_INSULIN = _takes("takesInsulin", "insulin")
TAKES_GLUCOSE_LOWERING = _takes("takesGlucoseLowering", "another glucose-lowering medicine")
TAKES_BETA_BLOCKER = _takes("takesBetaBlocker", "a beta-blocker")
TAKES_RATE_LOWERING = _takes("takesRateLowering", "diltiazem, verapamil or digoxin")
TAKES_CICLOSPORIN = _takes("takesCiclosporin", "ciclosporin")
TAKES_BROMOCRIPTINE = _takes("takesBromocriptine", "bromocriptine")
TAKES_QUINIDINE = _takes("takesQuinidine", "quinidine")
TAKES_VKA = _takes("takesVka", "warfarin or another vitamin K antagonist")
TAKES_EVEROLIMUS = _takes("takesEverolimus", "everolimus", code="PF56")
TAKES_CABOZANTINIB = _takes("takesCabozantinib", "cabozantinib", code="PF56")
SSA_HYPERSENSITIVITY = Item(
    name="ssaHypersensitivity",
    code="PF75",
    label="hypersensitivity to a somatostatin analogue",
    range=one_of("none", "octreotide", "lanreotide", "both"),
    absent=one_of("none"),
    lists=("allergies",),
    dangerous=one_of("octreotide", "lanreotide", "both"),
)

ITEMS = (
    TAKES_INSULIN,
    TAKES_GLUCOSE_LOWERING,
    TAKES_BETA_BLOCKER,
    TAKES_RATE_LOWERING,
    TAKES_CICLOSPORIN,
    TAKES_BROMOCRIPTINE,
    TAKES_QUINIDINE,
    TAKES_VKA,
    TAKES_EVEROLIMUS,
    TAKES_CABOZANTINIB,
    SSA_HYPERSENSITIVITY,
)
