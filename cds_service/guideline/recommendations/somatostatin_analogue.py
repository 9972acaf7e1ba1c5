"""R13: first-line somatostatin analogue."""

from cds_service.guideline.definitions import analogue, course, grade, person
from cds_service.guideline.recommendation import (
    ALWAYS,
    CardText,
    Certainty,
    Recommendation,
    Strength,
    Target,
    certainties,
    cited,
    ladder,
    line,
)
from cds_service.logic.criterion import Some

_SUPPRESSED = "Source would start an analogue [S24, S49]; not shown: receptor-negative, non-functioning (D13)."

RECOMMENDATION = Recommendation(
    id="R13",
    slug="somatostatin-analogue",
    order=70,
    card=CardText(
        title="Start a somatostatin analogue (lanreotide 120 mg q4w or octreotide LAR)",
        short="a somatostatin analogue",
        conditional_title="Somatostatin analogue: depends on what is still open",
        lines=(
            line("Functioning: first line [S24]; flushing, diarrhoea better in 70–80 % [S27].", course.FUNCTIONING),
            line("Progressive: first line [S24].", course.PROGRESSIVE),
            line("Not progressing: observation is an option (ASCO; D12).", analogue.NOT_PROGRESSIVE_EITHER),
            line("In grade 3 analogues are relatively ineffective (ASCO; D33).", grade.G3),
            line("Ki-67 of 10 % or more: anti-proliferative evidence is weaker (D11).", analogue.WEAKER_EVIDENCE),
            line("Pregnant: limited data; only because of the syndrome.", person.PREGNANCY),
            line("CLARINET (Ki-67 < 10 %): PFS hazard ratio 0.47 [S29] (D09); indirect evidence in hindgut NET (D08)."),
            line("Baseline: gallbladder ultrasound, glucose [S57–S60]; ECG, TSH, B12 (label; D34)."),
        ),
        when_suppressed=(line(_SUPPRESSED, analogue.SUPPRESSED_FOR_WANT_OF_TARGET),),
    ),
    trigger=ALWAYS,
    done_when=course.ON_ANALOGUE,
    eligibility=Some(of=(grade.NEC, analogue.NO_TARGET, analogue.NOT_WANTED_WITHOUT_SYNDROME)),
    safety=person.BOTH_ANALOGUES_REFUSED,
    strength=ladder(
        (course.FUNCTIONING, Strength.STRONG),
        (grade.G3, Strength.WEAK),
        (course.PROGRESSIVE, Strength.STRONG),
        (ALWAYS, Strength.MODERATE),
    ),
    certainty=certainties((analogue.DIRECT_EVIDENCE, Certainty.MODERATE), (ALWAYS, Certainty.LOW)),
    acts_on=Target.WHOLE_BODY,
    sources=cited("S03 S24 S25 S26 S27 S28 S29 S49 S57 S58 S59 S60 D08 D09 D10 D11 D12 D13 D14 D25 D33 D34"),
    notes=(
        "Unconditional in headline and step 3 [S03, S49]; growth control is claimed with a target only [S26] (D13).",
        "No dose of octreotide LAR in the source [S25]; label: 20 mg every 4 weeks to start, at most 30 mg (D14).",
        "Lanreotide is FDA-approved [S28]; PFS on placebo 16.6 (source) / 18.0 (publication) months [S29] (D09).",
    ),
    references=("CLARINET, Caplin NEJM 2014", "ASCO 2023, JCO.23.01529"),
)
