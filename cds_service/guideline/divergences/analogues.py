"""Somatostatin analogues."""

from cds_service.guideline.divergence import Divergence, Impact

DIVERGENCES = (
    Divergence(
        id="D08",
        source="An analogue for sigmoid NET, as established",
        divergence=(
            "CLARINET took pancreas, midgut, hindgut and unknown primaries; hindgut was about 7 %, too few to tell; "
            "PROMID was midgut only (both to be verified)."
        ),
        presentation="Evidence in hindgut NET is indirect.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D09",
        source="Median PFS on placebo 16.6 months [S29]",
        divergence=(
            "The publication: 18.0 months, hazard ratio 0.47 (0.30–0.73), 24-month PFS 65.1 versus 33.0 %. 16.6 may be "
            "the US label's figure, censored differently (to be verified)."
        ),
        presentation="Hazard ratio 0.47; 16.6 (source) / 18.0 (publication) in the notes.",
        impact=Impact.WORDING,
    ),
    Divergence(
        id="D10",
        source="Progressive [S24]",
        divergence="96 % of CLARINET patients had no progression before entry: it supports treating stable disease.",
        presentation="Progression is not demanded; without it R13 is moderate.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D11",
        source="No Ki-67 limit",
        divergence=(
            "CLARINET took Ki-67 < 10 %, and ASCO finds the evidence strongest there. Ki-67 10–55 %: PFS 8.5 months in "
            "the octreotide arm of NETTER-2."
        ),
        presentation="From Ki-67 10 % on: anti-proliferative evidence is weaker; see R19b.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D12",
        source="Start always",
        divergence=(
            "ASCO: observation is an option in low-volume, slow, asymptomatic disease, with imaging every 3–6, later "
            "6–12 months."
        ),
        presentation="One line of R13 when neither functioning nor progressive.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D13",
        source="Receptor imaging before PRRT only",
        divergence=(
            "ASCO: receptor imaging at baseline for everyone, an analogue for receptor-positive disease; rated "
            "appropriate for staging and before planned surgery too."
        ),
        presentation="M06 at baseline; R13 is not shown when receptor-negative and non-functioning, and that is said.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D14",
        source="No dose of octreotide LAR",
        divergence=(
            "The label is for symptoms, after a subcutaneous trial: 20 mg every 4 weeks to start, at most 30 mg, 10 mg "
            "in dialysis or cirrhosis. For tumour control 30 mg every 4 weeks (to be verified)."
        ),
        presentation="No dose in the source's name; the label's dose is called the label's.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D25",
        source="Symptoms respond in 70–80 % [S27]",
        divergence=(
            "From midgut tumours. Beyond the caecum the syndrome is rare, usually quoted below 5 % (to be verified)."
        ),
        presentation="Functioning asks for biochemistry; symptoms alone leave it open and are asked about (M09).",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D34",
        source="Monitors gallbladder and glucose only [S57–S60]",
        divergence=(
            "Labels add slow heart rate and conduction, thyroid, vitamin B12, fat malabsorption (US, July 2024); some "
            "ask for gallbladder ultrasound before and every 6 months."
        ),
        presentation="Baselines on the card of R13; W10–W13 at the order.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D41",
        source="Silent on the gallbladder when the abdomen is opened",
        divergence=(
            "Many consider removing the gallbladder when the abdomen is opened and a long course of an analogue is "
            "planned (to be verified)."
        ),
        presentation="A line of R11.",
        impact=Impact.WORDING,
    ),
)
