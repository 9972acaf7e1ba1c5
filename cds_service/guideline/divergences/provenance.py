"""Where the source comes from, and whom it leaves out."""

from cds_service.guideline.divergence import Divergence, Impact

DIVERGENCES = (
    Divergence(
        id="D01",
        source="Cites references 1–4",
        divergence=(
            "Only two are listed, both secondary summaries. References 3 and 4, on which all statements about "
            "analogues, their monitoring and Y-90 rest, point to nothing. The page awaits human review."
        ),
        presentation="Secondary summary, primary references not traceable; never: a guideline recommends.",
        impact=Impact.TREATMENT,
        not_computed="It concerns every statement alike: the source label of every card says it, no single rule.",
    ),
    Divergence(
        id="D02",
        source="Resect the primary always [S06, S08, S52]",
        divergence=(
            "The best data are midgut and pancreatic, and retrospective. NCCN 2012 held that a small asymptomatic "
            "primary with unresectable metastases is not to be resected; later versions decide case by case (to be "
            "verified). Mesenteric ischaemia is a midgut complication. A colonic primary obstructs or bleeds more "
            "often than an ileal one (to be verified): the source is defensible, not settled."
        ),
        presentation="R10b says that guidelines individualise without symptoms; R10a carries no such note.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D03",
        source="Resect the primary [S06, S52]; no upfront surgery [S22, S54]",
        divergence="An internal contradiction in grade 3 or extra-abdominal disease.",
        presentation="R10b in conflict: a card quotes both sides, the MDT decides.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D04",
        source="G3, undivided",
        divergence="WHO 2019 and 2022: well-differentiated NET G3 is not NEC (to be verified).",
        presentation="Two definitions, NEC and NET G3: R24 and R25.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D05",
        source="No pathway for NEC",
        divergence=(
            "ENETS 2023, digestive NEC: carboplatin–etoposide first, irinotecan–fluoropyrimidine second. The same "
            "publisher's page on high grade says platinum–etoposide, not analogues or embolisation; it wrongly takes "
            "every Ki-67 above 20 % for NEC."
        ),
        presentation="R24 redirects, and nothing else is shown.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D06",
        source="Assumes a NET",
        divergence=(
            "Colonic neuroendocrine neoplasms are often NEC, right-sided and large ones above all (to be verified). "
            "Differentiation comes before any card."
        ),
        presentation="M04 first; everything else waits.",
        impact=Impact.TREATMENT,
    ),
    Divergence(
        id="D07",
        source="Silent on adult age, ECOG, other illness and wishes",
        divergence="ASCO 2023 asks for shared decisions that include other illness and performance status.",
        presentation="ECOG 3 lowers strengths; comfort-focused goals or ECOG 4 leave symptom-directed items only.",
        impact=Impact.STRENGTH,
    ),
    Divergence(
        id="D40",
        source="MDT for transplantation only [S69]",
        divergence="ASCO 2023: an MDT for every patient; ENETS likewise.",
        presentation="R02 for every patient, once in 90 days.",
        impact=Impact.STRENGTH,
    ),
)
