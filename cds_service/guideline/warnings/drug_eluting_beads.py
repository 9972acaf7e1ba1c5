"""W16d: drug-eluting beads in neuroendocrine liver metastases."""

from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import ALWAYS, line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W16d",
    slug="drug-eluting-beads",
    orders=(OrderKind.DEB_TACE,),
    when=ALWAYS,
    indicator=Indicator.WARNING,
    title="DEB-TACE in NET liver metastases: a trial stopped this arm for serious events",
    short="drug-eluting beads",
    lines=(
        line("Source: DEB-TACE is among the techniques of which none is clearly superior [S30, S32]."),
        line("Note: the safety board of RETNET stopped the DEB-TACE arm; bile-duct injury is reported (D26)."),
        line("Consider bland TAE or conventional TACE."),
    ),
    replacements=("tae", "tace"),
    sources=("S30", "S32", "D26"),
    references=("RETNET protocol, Trials 2018;19:390",),
)
