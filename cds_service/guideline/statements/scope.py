"""S01–S05: whom the source is about, and its headline."""

from cds_service.guideline.statement import Kind, Statement, Wording

STATEMENTS = (
    Statement(
        id="S01",
        asserts="Everything applies to a stage IV NET of the sigmoid colon with liver metastases",
        kinds=(Kind.ELIGIBILITY,),
        strength=None,
        references=(),
        reading=(
            "A living adult with a confirmed neuroendocrine neoplasm of the sigmoid, stage IV, with liver metastases. "
            "Rectosigmoid and colon without segment leave the site open (A13); any other site is out of scope, "
            "mixed histology too (A17)."
        ),
    ),
    Statement(
        id="S02",
        asserts="Headline: resect the sigmoid primary to prevent intestinal complications",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(1, 2),
        reading="Says what S06 and S47 say: R10b, and R10a when the primary is complicated.",
    ),
    Statement(
        id="S03",
        asserts=(
            "Headline: a somatostatin analogue (octreotide LAR, or lanreotide 120 mg every 4 weeks) is first-line "
            "systemic therapy"
        ),
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(1, 2),
        reading="Unconditional here, conditional in S24. It supports R13 also without function or progression.",
    ),
    Statement(
        id="S04",
        asserts=(
            "Headline: pursue liver-directed therapy (embolisation or chemoembolisation) for unresectable liver "
            "metastases"
        ),
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(1, 2),
        reading="Names TAE and TACE only; S30 adds DEB-TACE and TARE. R14; R17 ranks the techniques.",
    ),
    Statement(
        id="S05",
        asserts="Headline: keep 177Lu-DOTATATE PRRT for progressive, receptor-positive disease",
        kinds=(Kind.RECOMMENDATION, Kind.SEQUENCE),
        strength=Wording.STRONG,
        references=(1, 2),
        reading="Reserved means not before progression: R18 asks for documented progression.",
    ),
)
