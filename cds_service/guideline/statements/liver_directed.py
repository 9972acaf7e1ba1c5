"""S30–S37: liver-directed therapy for unresectable disease."""

from cds_service.guideline.statement import Kind, Statement, Wording

STATEMENTS = (
    Statement(
        id="S30",
        asserts=(
            "TAE, TACE, DEB-TACE or TARE are the main strategy for multiple, diffuse or unresectable liver metastases"
        ),
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(1, 2),
        reading=(
            "Multiple alone would include resectable disease, against S15. R14 when the liver is not resectable, and "
            "(weak) when S22 or S23 rules out its resection (A7); an open verdict leaves it open."
        ),
    ),
    Statement(
        id="S31",
        asserts="Every technique improved survival, shrinkage and symptoms",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(2,),
        reading="Observational; longer survival is not proven. Given as the source's.",
    ),
    Statement(
        id="S32",
        asserts="No technique is clearly superior",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(2,),
        reading="About efficacy; S50 and S55 prefer a sequence, which is no contradiction.",
    ),
    Statement(
        id="S33",
        asserts="Vascular and ablative local treatments are valid",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.WEAK,
        references=(1,),
        reading="A line of R12, R14 and R15 rather than a rule: no criteria are given (D37).",
    ),
    Statement(
        id="S34",
        asserts="… also together with systemic therapy or surgery",
        kinds=(Kind.RATIONALE,),
        strength=Wording.WEAK,
        references=(1,),
        reading="R12, R13 and R14 do not exclude one another.",
    ),
    Statement(
        id="S35",
        asserts="Functional NET: give locoregional therapy early, after an analogue",
        kinds=(Kind.RECOMMENDATION, Kind.SEQUENCE),
        strength=Wording.MODERATE,
        references=(1,),
        reading=(
            "After the analogue starts, not after it fails. R15 in functioning, unresectable liver disease once an "
            "analogue was given (A12), queued before; an uncontrolled syndrome raises it to strong."
        ),
    ),
    Statement(
        id="S36",
        asserts="Purpose: better hormone control, fewer complications such as carcinoid crisis",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1,),
        reading="The procedure can itself provoke a crisis (D35): never said without that.",
    ),
    Statement(
        id="S37",
        asserts="Non-functioning and liver-limited: locoregional therapy may replace systemic therapy",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.WEAK,
        references=(1,),
        reading="R16, restricted to G1/G2 (A8) with disease in the liver only; on one card with R13 (X10).",
    ),
)
