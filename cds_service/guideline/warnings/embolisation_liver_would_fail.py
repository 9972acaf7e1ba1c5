"""W16a: embolisation with main portal-vein thrombosis or decompensated liver disease."""

from cds_service.case.order import ANY_EMBOLISATION
from cds_service.guideline.definitions.embolisation import DECOMPENSATION, LIVER_WOULD_FAIL, PORTAL_VEIN_CLOSED
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W16a",
    slug="embolisation-liver-would-fail",
    orders=ANY_EMBOLISATION,
    when=LIVER_WOULD_FAIL,
    indicator=Indicator.CRITICAL,
    title="Embolisation with main portal-vein thrombosis or decompensated liver",
    short="portal vein or decompensated liver",
    lines=(
        line("Main portal-vein thrombosis: {mainPvt}.", PORTAL_VEIN_CLOSED),
        line("Decompensated liver disease: {decompensated}; Child–Pugh score {childPugh}.", DECOMPENSATION),
        line("Risk of liver failure; interventional radiology review before proceeding."),
        line("Override: adequate collaterals shown (portal-vein thrombosis is called relative by some)."),
    ),
    sources=("clinical model §3.4",),
    notes=("The contraindications come from lists for hepatocellular carcinoma (§3.4).",),
)
