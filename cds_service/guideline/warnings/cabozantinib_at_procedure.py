"""W19b: surgery or embolisation while cabozantinib is taken or ordered."""

from cds_service.case.order import ANY_EMBOLISATION, ANY_SURGERY
from cds_service.guideline.definitions.extent import COMPLICATED_PRIMARY
from cds_service.guideline.definitions.procedure import CABOZANTINIB_AT_PROCEDURE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W19b",
    slug="cabozantinib-at-procedure",
    orders=(*ANY_SURGERY, *ANY_EMBOLISATION),
    when=CABOZANTINIB_AT_PROCEDURE,
    indicator=Indicator.WARNING,
    title="Cabozantinib and this procedure: stop at least 3 weeks before, restart 2 weeks after and healed",
    short="cabozantinib disturbs healing",
    lines=(
        line("Takes cabozantinib: {takesCabozantinib}; also drafted now: {draftedCabozantinib}."),
        line("Elective surgery: stop ≥ 3 weeks before; resume ≥ 2 weeks after, once the wound has healed (§3.5)."),
        line("After embolisation ≥ 4 weeks before a kinase inhibitor is started (§3.4, uncertain)."),
        line("Emergency surgery does not wait for it (§4.3).", COMPLICATED_PRIMARY),
    ),
    sources=("X06", "clinical model §3.4", "clinical model §3.5"),
    references=("US label Cabometyx",),
)
