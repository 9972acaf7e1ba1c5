"""S38–S46: peptide receptor radionuclide therapy (PRRT)."""

from cds_service.guideline.statement import Kind, Statement, Wording

STATEMENTS = (
    Statement(
        id="S38",
        asserts="Consider 177Lu-DOTATATE for progressive receptor-positive disease",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.MODERATE,
        references=(1, 2),
        reading="R18. An earlier analogue is not asked for here but in S51: without one R18 is queued.",
    ),
    Statement(
        id="S39",
        asserts="Positivity must be confirmed by somatostatin-receptor imaging",
        kinds=(Kind.ELIGIBILITY,),
        strength=Wording.STRONG,
        references=(1, 2),
        reading=(
            "Uptake at least that of normal liver (D42); at the order, a scan within 180 days (A9). Without imaging "
            "it is open, and W05b says so; W05a when the last scan was negative."
        ),
    ),
    Statement(
        id="S40",
        asserts="FDA- and EMA-approved for midgut NET with Level I evidence",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1,),
        reading="The labels are wider (D15) and the sigmoid is hindgut: no card says that this evidence covers it.",
    ),
    Statement(
        id="S41",
        asserts="Disease control 30–80 %, PFS 9–23 months, OS 19–53 months",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1,),
        reading="Misplaced in the source: the ranges fit G3 series (D16). Shown with R19 only, never with R18.",
    ),
    Statement(
        id="S42",
        asserts="Outcome clearly better with Ki-67 < 55 %",
        kinds=(Kind.ELIGIBILITY, Kind.RATIONALE),
        strength=None,
        references=(1,),
        reading=(
            "Within grade 3 only. Below 55 % favourable; 55 % exactly is a boundary on which series disagree, shown "
            "and not blocked (W06b); above 55 % unfavourable: W06c, and R19 is not shown (D17)."
        ),
    ),
    Statement(
        id="S43",
        asserts="PRRT may be considered in NET G3, carefully selected",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.WEAK,
        references=(1,),
        reading=(
            "Selected is undefined and progression is not mentioned: R19 for receptor-positive NET G3, for the MDT, "
            "looking for FDG-positive receptor-negative lesions. Never in NEC."
        ),
    ),
    Statement(
        id="S44",
        asserts="Ki-67 > 35 %: median PFS only 6.8 months",
        kinds=(Kind.WARNING,),
        strength=None,
        references=(1,),
        reading="Strictly more than 35: 35 % exactly raises nothing. A caution (W06a, R19), from a small series (D18).",
    ),
    Statement(
        id="S45",
        asserts="3–4 % irreversible marrow toxicity (leukaemia or dysplasia)",
        kinds=(Kind.WARNING,),
        strength=None,
        references=(1,),
        reading="Shown with R18 and R19, beside the label's figure (D19).",
    ),
    Statement(
        id="S46",
        asserts="Mild renal toxicity (grade 1–2) in 30 % long term",
        kinds=(Kind.WARNING,),
        strength=None,
        references=(1,),
        reading="No threshold is given. Shown with R18 and R19, beside the trial's figures (D20).",
    ),
)
