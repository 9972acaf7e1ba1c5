"""S52–S60: pitfalls."""

from cds_service.guideline.statement import Kind, Statement, Wording

STATEMENTS = (
    Statement(
        id="S52",
        asserts=(
            "Do not withhold primary resection, even with extensive liver disease; it prevents life-threatening "
            "complications and may extend life"
        ),
        kinds=(Kind.WARNING, Kind.RECOMMENDATION),
        strength=Wording.STRONG,
        references=(1, 2),
        reading="An alert that something is not done would nag: text of R10b, and one side of its conflict.",
    ),
    Statement(
        id="S53",
        asserts="No chemotherapy first line in well-differentiated G1/G2 (largely insensitive)",
        kinds=(Kind.CONTRAINDICATION,),
        strength=Wording.AGAINST,
        references=(1, 2),
        reading=(
            "First line means without earlier systemic antitumour therapy: W03 on a cytotoxic order while neither "
            "grade 3, NEC nor an earlier line is certain. Not for NET G3 or NEC (R25); Ki-67 of 20 % exactly is G2."
        ),
    ),
    Statement(
        id="S54",
        asserts="Again: no upfront surgery with extra-abdominal metastases or G3",
        kinds=(Kind.CONTRAINDICATION,),
        strength=Wording.AGAINST,
        references=(1,),
        reading="Stands among general pitfalls, hence read widely: against S52 it is the conflict of R10b (X01).",
    ),
    Statement(
        id="S55",
        asserts="Consider TAE/TACE rather than Y-90 in receptor-avid patients who may need PRRT",
        kinds=(Kind.WARNING,),
        strength=Wording.WEAK,
        references=(4,),
        reading="Preferably, not forbidden: R17, and W04a on the order of radioembolisation, never a stop.",
    ),
    Statement(
        id="S56",
        asserts="Reason: limited long-term safety of Y-90 before and after PRRT",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(4,),
        reading="Before and after: W04b also when PRRT is ordered after Y-90.",
    ),
    Statement(
        id="S57",
        asserts="Monitor for gallstones and their complications on an analogue",
        kinds=(Kind.MONITORING,),
        strength=Wording.STRONG,
        references=(3,),
        reading="No interval is given: ultrasound at baseline, then every 6–12 months (D34). R13, W10.",
    ),
    Statement(
        id="S58",
        asserts="Gallstones may occur; monitor periodically",
        kinds=(Kind.MONITORING,),
        strength=Wording.STRONG,
        references=(3,),
        reading="As S57.",
    ),
    Statement(
        id="S59",
        asserts="Watch glucose closely on an analogue: hyper- and hypoglycaemia",
        kinds=(Kind.MONITORING,),
        strength=Wording.STRONG,
        references=(3,),
        reading="At the start, at a change of dose, then with routine laboratory tests. R13, W11.",
    ),
    Statement(
        id="S60",
        asserts="Adjust antidiabetic drugs",
        kinds=(Kind.MONITORING,),
        strength=Wording.STRONG,
        references=(3,),
        reading="On the order of an analogue together with insulin or another glucose-lowering drug: W11.",
    ),
)
