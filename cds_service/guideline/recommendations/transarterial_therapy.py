"""R14: transarterial therapy of liver metastases."""

from cds_service.guideline.definitions.course import FUNCTIONING, PROGRESSIVE, SEVERE_HEART_DISEASE
from cds_service.guideline.definitions.extent import SURGERY_CONTRAINDICATED
from cds_service.guideline.definitions.grade import G3, NEC
from cds_service.guideline.definitions.liver import (
    EMBOLISATION_DANGEROUS,
    LARGE_BURDEN,
    TRANSARTERIAL_INDICATED,
    UNRESECTABLE,
)
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PREGNANCY
from cds_service.guideline.recommendation import (
    ALWAYS,
    CardText,
    Certainty,
    Recommendation,
    Strength,
    certain,
    ladder,
    line,
)
from cds_service.logic.criterion import Every, Not, Some

_ONLY_SURGERY_RULED_OUT = Every(of=(Not(of=UNRESECTABLE), SURGERY_CONTRAINDICATED))

RECOMMENDATION = Recommendation(
    id="R14",
    slug="transarterial-therapy",
    order=80,
    card=CardText(
        title="Liver metastases not resectable: transarterial therapy is a main option",
        short="transarterial therapy of the liver",
        other_titles=(
            line("Liver surgery ruled out by the source: transarterial therapy, MDT", _ONLY_SURGERY_RULED_OUT),
        ),
        conditional_title="Transarterial therapy of the liver: depends on what is still open",
        lines=(
            line("TAE, TACE, DEB-TACE, TARE: none clearly superior [S30–S32]; a DEB-TACE trial arm was stopped (D26)."),
            line("Note: guidelines ask for symptoms, progression or more than 25 % burden (D28)."),
            line("Here: functioning; crisis (octreotide) plan and heart screening first (D35, D36).", FUNCTIONING),
            line("Here: burden {liverPct}.", LARGE_BURDEN),
            line("Severe carcinoid heart disease: cardiology and valve plan first (X12).", SEVERE_HEART_DISEASE),
            line("Offered because the source rules out upfront surgery here (A7).", _ONLY_SURGERY_RULED_OUT),
            line("Check portal vein, bilirubin and bile duct before it; ablation is a further local option [S33]."),
        ),
    ),
    trigger=TRANSARTERIAL_INDICATED,
    eligibility=NEC,
    safety=Some(of=(EMBOLISATION_DANGEROUS, PREGNANCY, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=ladder(
        (G3, Strength.WEAK),
        (Not(of=UNRESECTABLE), Strength.WEAK),
        (Some(of=(FUNCTIONING, PROGRESSIVE, LARGE_BURDEN)), Strength.MODERATE),
        (ALWAYS, Strength.WEAK),
    ),
    certainty=certain(Certainty.LOW),
    sources=("S04", "S30", "S31", "S32", "S33", "A7", "D26", "D28"),
)
