"""R14: transarterial therapy of liver metastases."""

from cds_service.guideline.definitions import embolisation, liver
from cds_service.guideline.definitions.course import FUNCTIONING, PROGRESSIVE, SEVERE_HEART_DISEASE
from cds_service.guideline.definitions.grade import G3, NEC
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PREGNANCY
from cds_service.guideline.recommendation import (
    ALWAYS,
    CardText,
    Certainty,
    Recommendation,
    Strength,
    Target,
    certain,
    cited,
    ladder,
    line,
)
from cds_service.logic.criterion import Not, Some

RECOMMENDATION = Recommendation(
    id="R14",
    slug="transarterial-therapy",
    order=80,
    card=CardText(
        title="Liver metastases not resectable: transarterial therapy is a main option",
        short="transarterial therapy of the liver",
        other_titles=(
            line("Liver surgery ruled out by the source: transarterial therapy, MDT", liver.ONLY_SURGERY_RULED_OUT),
        ),
        conditional_title="Transarterial therapy of the liver: depends on what is still open",
        lines=(
            line("TAE, TACE, DEB-TACE, TARE: none clearly superior [S30, S32]; one DEB-TACE arm was stopped (D26)."),
            line("Note: guidelines ask for symptoms, progression or more than 25 % burden (D28)."),
            line("Here: functioning; crisis (octreotide) plan and heart screening first (D35, D36).", FUNCTIONING),
            line("Here: progression on imaging: {progressing}.", PROGRESSIVE),
            line("Here: burden {liverPct}.", liver.LARGE_BURDEN),
            line("None of these here: an analogue or observation is reasonable (D28).", liver.NO_REASON_TO_EMBOLISE),
            line("Severe carcinoid heart disease: cardiology and valve plan first (X12).", SEVERE_HEART_DISEASE),
            line("Offered because the source rules out upfront surgery here (A7).", liver.ONLY_SURGERY_RULED_OUT),
            line("Check portal vein, bilirubin, bile duct; ablation, alone or combined, is an option too [S33, S34]."),
        ),
    ),
    trigger=liver.TRANSARTERIAL_INDICATED,
    eligibility=NEC,
    safety=Some(of=(embolisation.LIVER_WOULD_FAIL, PREGNANCY, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=ladder(
        (Some(of=(G3, Not(of=liver.UNRESECTABLE))), Strength.WEAK),
        (liver.REASON_TO_EMBOLISE, Strength.MODERATE),
        (ALWAYS, Strength.WEAK),
    ),
    certainty=certain(Certainty.LOW),
    acts_on=Target.LIVER,
    sources=cited("S04 S30 S31 S32 S33 S34 A7 D26 D28 D35 D36 D37"),
    notes=(
        "The headline names TAE and TACE only [S04]; multiple metastases [S30] may be resectable: no reason alone.",
        "Longer survival, shrinkage, relief with each technique [S31]: observational. No criteria for ablation (D37).",
    ),
)
