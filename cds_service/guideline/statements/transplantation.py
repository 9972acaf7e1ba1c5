"""S61–S69: liver transplantation."""

from cds_service.guideline.statement import Kind, Statement, Wording

STATEMENTS = (
    Statement(
        id="S61",
        asserts=(
            "Transplantation may be considered in highly selected, unresectable, liver-confined disease meeting "
            "all criteria"
        ),
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.WEAK,
        references=(1, 2),
        reading=(
            "R20 when the liver is not resectable and C1–C6 are all true; silent when one is false; asked about only "
            "while none is false. W17 when it is ordered otherwise."
        ),
    ),
    Statement(
        id="S62",
        asserts="C1: no extrahepatic disease",
        kinds=(Kind.ELIGIBILITY,),
        strength=None,
        references=(1, 2),
        reading=(
            "Nodes removed with the primary do not count, residual nodes do. True only with receptor imaging within "
            "12 months."
        ),
    ),
    Statement(
        id="S63",
        asserts="C2: well differentiated G1/G2 and Ki-67 < 10 %",
        kinds=(Kind.ELIGIBILITY,),
        strength=None,
        references=(1, 2),
        reading="Strict: 10 % exactly fails, 9.9 % passes; other sets accept 10 % (D31).",
    ),
    Statement(
        id="S64",
        asserts="C3: primary already removed",
        kinds=(Kind.ELIGIBILITY,),
        strength=None,
        references=(1, 2),
        reading="Already means in an earlier, separate operation.",
    ),
    Statement(
        id="S65",
        asserts="C4: metastases in less than 50 % of the liver volume",
        kinds=(Kind.ELIGIBILITY,),
        strength=None,
        references=(1, 2),
        reading="Strict: 50 % exactly fails, 49.9 % passes; other sets accept 50 % (D31). At most 3 months old.",
    ),
    Statement(
        id="S66",
        asserts="C5: stable disease for at least 6 months",
        kinds=(Kind.ELIGIBILITY,),
        strength=None,
        references=(1, 2),
        reading="6 calendar months exactly pass; response counts as stable (A10); progression fails.",
    ),
    Statement(
        id="S67",
        asserts="C6: younger than 60",
        kinds=(Kind.ELIGIBILITY,),
        strength=None,
        references=(1, 2),
        reading="Completed years on the day of evaluation: the 60th birthday fails, the day before passes.",
    ),
    Statement(
        id="S68",
        asserts="Recurrence in 31–56 % after transplantation",
        kinds=(Kind.WARNING,),
        strength=None,
        references=(1, 2),
        reading="On the card of R20.",
    ),
    Statement(
        id="S69",
        asserts="Discuss thoroughly in a NET-dedicated multidisciplinary team",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(1, 2),
        reading="Said of transplantation only, applied to every patient (D40): R02, unless an MDT met within 90 days.",
    ),
)
