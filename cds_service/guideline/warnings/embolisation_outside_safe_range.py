"""W16c: embolisation outside the laboratory, performance and burden limits of RETNET."""

from cds_service.case.order import ANY_EMBOLISATION
from cds_service.guideline.definitions import embolisation as limits
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W16c",
    slug="embolisation-outside-safe-range",
    orders=ANY_EMBOLISATION,
    when=limits.OUTSIDE_SAFE_RANGE,
    indicator=Indicator.WARNING,
    title="Embolisation outside the safe range of the RETNET trial ({list})",
    short="outside the RETNET limits",
    named=(
        line("bilirubin {bilirubin}", limits.BILIRUBIN_HIGH),
        line("albumin {albumin}", limits.ALBUMIN_LOW),
        line("INR {inr}", limits.INR_HIGH),
        line("platelets {platelets}", limits.PLATELETS_LOW),
        line("creatinine {creatinine}", limits.CREATININE_HIGH),
        line("CrCl {crcl}", limits.CLEARANCE_LOW),
        line("ECOG {ecog}", limits.PERFORMANCE_LOW),
        line("liver share {liverPct}", limits.BURDEN_HIGH),
    ),
    lines=(
        line("Bilirubin {bilirubin}: above 2.0 mg/dL.", limits.BILIRUBIN_HIGH),
        line("Albumin {albumin}: below 30 g/L.", limits.ALBUMIN_LOW),
        line("INR {inr}: above 1.5.", limits.INR_HIGH),
        line("Platelets {platelets}: 50 × 10⁹/L or fewer.", limits.PLATELETS_LOW),
        line("Creatinine {creatinine}: 2.0 mg/dL or more.", limits.CREATININE_HIGH),
        line("Creatinine clearance {crcl}: below 30 mL/min.", limits.CLEARANCE_LOW),
        line("ECOG {ecog}: above 2.", limits.PERFORMANCE_LOW),
        line("Liver volume that is metastasis {liverPct}: above 70 %.", limits.BURDEN_HIGH),
        line("Not seen here: bleeding tendency that cannot be corrected, severe reaction to contrast medium (§3.4)."),
        line("Stage both lobes, re-check liver values; ≥ 4 weeks before PRRT or a kinase inhibitor (§3.4, uncertain)."),
    ),
    sources=("clinical model §3.4",),
    references=("RETNET protocol, Trials 2018;19:390",),
)
