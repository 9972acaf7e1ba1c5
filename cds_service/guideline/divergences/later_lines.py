"""Later lines and surroundings of treatment that the source leaves out."""

from cds_service.guideline.divergence import Divergence

DIVERGENCES = (
    Divergence(
        id="D23a",
        source="Silent on everolimus",
        divergence=(
            "RADIANT-4, non-functioning: PFS 11.0 versus 3.9 months, hazard ratio 0.48. The label excludes functional "
            "carcinoid. RADIANT-2, functioning: 16.4 versus 11.3, hazard ratio 0.77, boundary missed (to be verified)."
        ),
        presentation="R22, outside the source.",
        impact=None,
    ),
    Divergence(
        id="D23b",
        source="Silent on cabozantinib",
        divergence=(
            "FDA, 26 March 2025: from 12 years on, previously treated, unresectable or metastatic well-differentiated "
            "NET. Extrapancreatic: PFS 8.5 versus 4.2 months, response 5 %."
        ),
        presentation="R22, outside the source.",
        impact=None,
    ),
    Divergence(
        id="D24",
        source="Silent on telotristat",
        divergence=(
            "Added to an analogue for carcinoid diarrhoea, 250 mg three times a day with food. Its warning of "
            "constipation with perforation and obstruction matters with a sigmoid primary."
        ),
        presentation="R23, not with a stenosing primary.",
        impact=None,
    ),
    Divergence(
        id="D38",
        source="Silent on pregnancy, contraception and radiation safety",
        divergence="Topics of the labels.",
        presentation="Pregnancy blocks what it must; W08 at the order.",
        impact=None,
    ),
    Divergence(
        id="D39",
        source="Silent on the interval of surveillance",
        divergence="ASCO: imaging every 3–6, later every 6–12 months.",
        presentation="M10 asks for comparable imaging.",
        impact=None,
    ),
)
