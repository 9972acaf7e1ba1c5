"""Liver surgery, embolisation, transplantation, and what makes procedures dangerous."""

from cds_service.guideline.divergence import Divergence, Impact

DIVERGENCES = (
    Divergence(
        id="D26",
        source="DEB-TACE equal to the others [S30, S31]",
        divergence=(
            "The safety board of RETNET stopped the DEB-TACE arm for serious events; bile-duct injury (to be "
            "verified). No result of TAE versus TACE was found."
        ),
        presentation="A line of R14; W16d on the order.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D27",
        source="Caution with Y-90 [S55]",
        divergence=(
            "Late liver damage after it is reported in long survivors; of 44 patients given it after PRRT one died "
            "of radiation liver disease (2 %). No randomised trial in NET; those in liver-cell cancer do not count."
        ),
        presentation="A preference, never a stop.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D28",
        source="Embolisation needs no reason [S30]",
        divergence=(
            "Guidance embolises progressive, symptomatic or bulky disease. RETNET took symptoms not controlled by an "
            "analogue, progression in the liver, or a burden above 25 %."
        ),
        presentation="R14 is moderate if functioning, progressive or above 25 % of the volume; otherwise weak.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D29",
        source="70 % and 90 % [S18, S20]",
        divergence="ASCO: more than 70–90 % removed; in the US more than 70 % has displaced 90 % (to be verified).",
        presentation="70 % selects patients, 90 % is the target for symptoms.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D30",
        source="Contraindicated, without exception [S22]",
        divergence=(
            "ENETS criteria for cure exclude extra-abdominal disease, right-heart failure and diffuse peritoneal "
            "disease (to be verified); surgical series accept limited extrahepatic disease for palliation."
        ),
        presentation="Critical on the order, with palliative cytoreduction by the MDT as a reason to override.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D31",
        source="Six criteria [S61–S67]",
        divergence=(
            "Milan-NET: at most 50 % of the volume, a primary drained by the portal vein (the sigmoid qualifies), low "
            "grade, separate curative resection, stable for 6 months, age 55 in the first version and 60, relative, "
            "later; Ki-67 ≤ 10 %. OPTN: under 60, under 50 %, Ki-67 < 20 % (the last three to be verified)."
        ),
        presentation="R20 as the source has it; W17 names the failed criteria and what other sets accept.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D32",
        source="Recurrence 31–56 % [S68]",
        divergence=(
            "The same range elsewhere; in one centre with Milan selection 10-year survival 93 % versus 75 % with "
            "resection, disease-free 52 versus 18 %, with selection bias."
        ),
        presentation="Less in selected series.",
        impact=Impact.WORDING,
    ),
    Divergence(
        id="D33",
        source="No first-line chemotherapy, without exception [S53]",
        divergence=(
            "ASCO, after its pancreatic paragraph: high volume, relatively high Ki-67 or tumour symptoms may profit "
            "from it early; in symptomatic grade 3 it is likely the most effective, analogues relatively ineffective."
        ),
        presentation="W03 can be overridden and is silent in NET G3; R13 and R25 say how weak analogues are there.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D35",
        source="No prophylaxis against crises",
        divergence=(
            "Complications in 24 % of operations, associated with liver metastases rather than with the syndrome, "
            "despite octreotide; no standard protocol; crises in about 1 % after PRRT."
        ),
        presentation="Crisis plan on the cards of procedures; W14a and W14b at the order.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D36",
        source="Silent on carcinoid heart disease",
        divergence=(
            "In about one of five with the syndrome. NT-proBNP screens, echocardiography is the standard; urinary "
            "5-HIAA above 300 µmol in 24 hours marks risk."
        ),
        presentation="M13 asks, W15 warns; severe disease holds surgery back.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D37",
        source="No criteria for ablation [S33]",
        divergence="None are supplied here either.",
        presentation="A line of R12, R14 and R15 only.",
        impact=Impact.WORDING,
    ),
)
