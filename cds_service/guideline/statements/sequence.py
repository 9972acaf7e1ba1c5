"""S47–S51: the sequence of treatment."""

from cds_service.guideline.statement import Kind, Statement, Wording

STATEMENTS = (
    Statement(
        id="S47",
        asserts="Step 1: resect the primary with its nodes",
        kinds=(Kind.SEQUENCE,),
        strength=Wording.STRONG,
        references=(1, 2),
        reading="An order of display, not a gate: an analogue does not wait for surgery. R10b, R11.",
    ),
    Statement(
        id="S48",
        asserts="Step 2: assess the liver; if resectable with exclusive or predominant disease, resect",
        kinds=(Kind.SEQUENCE,),
        strength=Wording.STRONG,
        references=(1, 2),
        reading="R12; it makes the verdict on resectability a fact to ask for (M08).",
    ),
    Statement(
        id="S49",
        asserts="Step 3: start an analogue for control and symptoms",
        kinds=(Kind.SEQUENCE,),
        strength=Wording.STRONG,
        references=(1, 3),
        reading="R13; it may run first.",
    ),
    Statement(
        id="S50",
        asserts="Step 4: transarterial therapy if unresectable; TAE/TACE preferred to keep PRRT possible",
        kinds=(Kind.SEQUENCE, Kind.RECOMMENDATION),
        strength=Wording.MODERATE,
        references=(1, 2),
        reading=(
            "R17, where PRRT is realistic: receptor-positive, not NEC, not contraindicated. Receptor status unknown: "
            "M06 first. Receptor-negative: no preference."
        ),
    ),
    Statement(
        id="S51",
        asserts="Step 5: PRRT for progressive receptor-positive disease after an analogue",
        kinds=(Kind.SEQUENCE,),
        strength=Wording.MODERATE,
        references=(1, 2),
        reading="R18 needs an analogue first: at least two doses (A12).",
    ),
)
