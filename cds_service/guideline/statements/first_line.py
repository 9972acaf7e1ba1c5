"""S24–S29: first-line systemic therapy."""

from cds_service.guideline.statement import Kind, Statement, Wording

STATEMENTS = (
    Statement(
        id="S24",
        asserts="Start an analogue first line in functioning and in non-functioning progressive NET",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(1, 3),
        reading=(
            "Progressive qualifies the non-functioning only; otherwise it would deny symptom control. R13 is strong if "
            "functioning, or progressive and not grade 3; moderate without either, where observation is an option "
            "(D12); otherwise weak in NET G3 or while grade 3 is open."
        ),
    ),
    Statement(
        id="S25",
        asserts="Agents: octreotide LAR, or lanreotide 120 mg every 4 weeks",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(1, 3),
        reading=(
            "R13 names both agents. Lanreotide 120 mg every 4 weeks; the source gives no dose of octreotide LAR, and "
            "none is given in its name (D14)."
        ),
    ),
    Statement(
        id="S26",
        asserts="Analogues control symptoms and growth",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1, 3),
        reading="Growth control is claimed only with a receptor target (D13).",
    ),
    Statement(
        id="S27",
        asserts="Flushing and diarrhoea improve in 70–80 % of patients with carcinoid syndrome",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1, 3),
        reading="Shown only in functioning disease (D25).",
    ),
    Statement(
        id="S28",
        asserts="Lanreotide 120 mg every 4 weeks is FDA-approved for GEP-NET",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(3,),
        reading="Correct; the label adds unresectable, well or moderately differentiated, adult. Text beside R13.",
    ),
    Statement(
        id="S29",
        asserts=(
            "Median PFS not reached versus 16.6 months (placebo) in well or moderately differentiated metastatic "
            "GEP-NET"
        ),
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(3,),
        reading="The publication says 18.0 months (D09): both are shown, with the hazard ratio. Never a trigger.",
    ),
)
