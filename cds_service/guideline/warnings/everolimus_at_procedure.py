"""W18b: surgery or embolisation while everolimus is taken or ordered."""

from cds_service.case.order import ANY_EMBOLISATION, ANY_SURGERY
from cds_service.guideline.definitions.extent import COMPLICATED_PRIMARY
from cds_service.guideline.definitions.procedure import EVEROLIMUS_AT_PROCEDURE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W18b",
    slug="everolimus-at-procedure",
    orders=(*ANY_SURGERY, *ANY_EMBOLISATION),
    when=EVEROLIMUS_AT_PROCEDURE,
    indicator=Indicator.WARNING,
    title="Everolimus and this procedure: stop at least 1 week before, restart 2 weeks after at the earliest",
    short="everolimus disturbs healing",
    lines=(
        line("Takes everolimus: {takesEverolimus}; also drafted now: {draftedEverolimus}."),
        line("Elective surgery: stop ≥ 1 week before; not again until ≥ 2 weeks after major surgery (§3.5)."),
        line("Emergency surgery does not wait for it (§4.3).", COMPLICATED_PRIMARY),
    ),
    sources=("X06", "clinical model §3.5"),
    references=("US label Afinitor",),
)
