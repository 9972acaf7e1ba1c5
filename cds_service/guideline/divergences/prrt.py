"""Peptide receptor radionuclide therapy (PRRT)."""

from cds_service.guideline.divergence import Divergence, Impact

DIVERGENCES = (
    Divergence(
        id="D15",
        source="Approved for midgut [S40]",
        divergence=(
            "US label: receptor-positive GEP-NET of foregut, midgut and hindgut, from 12 years on. EU and UK: adults, "
            "unresectable or metastatic, progressive, well-differentiated G1–G2. The randomised trial, NETTER-1, was "
            "midgut only."
        ),
        presentation="The label covers hindgut, the evidence there is indirect; R19 is outside the EU label.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D16",
        source="Figures placed right after the midgut sentence [S41]",
        divergence=(
            "They bracket the G3 series: 28 patients PFS 9, OS 19 months; 69 patients 9.6 and 19.9; 149 patients 14 "
            "and 29, disease control 69 %. NETTER-1 lies outside: hazard ratio 0.18, median 28.4 versus 8.5 months, OS "
            "48.0 versus 36.3, not significant (medians to be verified). The origin of the ranges was not traced."
        ),
        presentation="With R19 only, as G3 series: the most dangerous silent error of the text.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D17",
        source="Better below 55 % [S42]",
        divergence=(
            "149 patients: Ki-67 21–54 versus ≥ 55 %, PFS 16 versus 6, OS 31 versus 9 months: here 55 counts as bad. "
            "Two other series and NETTER-2 count it as good. Differentiation matters as much: PFS 19 versus 8 months."
        ),
        presentation="55 % exactly is a boundary, shown and not blocked; above it R19 is not shown, and that is said.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D18",
        source="6.8 months above 35 % [S44]",
        divergence=(
            "Probably a series of about 33 patients, 26.3 versus 6.8 months (to be verified). NETTER-2 enrolled up to "
            "55 %, about 35 % of them G3: PFS 22.8 versus 8.5 months, hazard ratio 0.276, with benefit in G3."
        ),
        presentation="A caution with both figures, not a block.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D19",
        source="3–4 % marrow toxicity [S45]",
        divergence=(
            "US label: dysplasia 2.3 % in NETTER-1 after 76 months; in ERASMUS dysplasia 2.0 % and acute leukaemia "
            "0.5 %, after medians of 29 and 55 months."
        ),
        presentation="Both figures.",
        impact=Impact.WORDING,
    ),
    Divergence(
        id="D20",
        source="30 % mild renal toxicity [S46]",
        divergence=(
            "NETTER-1: renal failure 13 %, grade 3–4 3 %, against 4 and 1 % in controls. In chronic kidney disease "
            "grade 3–4 in 3 %."
        ),
        presentation="Both figures; it takes a trend of the creatinine clearance.",
        impact=Impact.WORDING,
    ),
    Divergence(
        id="D21",
        source="PRRT only after an analogue [S05, S51]",
        divergence=(
            "NETTER-2: first line in G2 with Ki-67 ≥ 10 % and G3 up to 55 %. COMPETE (177Lu-edotreotide versus "
            "everolimus, progressive G1–G2): 23.9 versus 14.1 months, hazard ratio 0.67 (0.48–0.95). ASCO 2023: after "
            "an analogue. A 2024 review: a potential first line in receptor-positive NET G3; in NEC only when "
            "refractory, highly selected and below Ki-67 55 %. No result of COMPOSE was found."
        ),
        presentation="R18 follows the source; R19b notes the trial for Ki-67 10–20 %.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D22",
        source="Silent on 177Lu-edotreotide",
        divergence="US application accepted, decision due on 28 August 2026; no approval found.",
        presentation="Not offered.",
        impact=Impact.WORDING,
        not_computed="An agent whose approval was not found is not offered; to be looked at again at the next review.",
    ),
    Divergence(
        id="D42",
        source="No threshold of receptor positivity [S39]",
        divergence=(
            "EU label: uptake at least that of liver. NETTER-2: more than liver. FDG-positive, receptor-negative "
            "lesions argue against (to be verified)."
        ),
        presentation="At least that of liver; positive in some lesions only stays open; W05b at the order.",
        impact=Impact.STRENGTH,
    ),
)
