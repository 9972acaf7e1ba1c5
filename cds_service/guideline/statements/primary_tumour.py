"""S06–S14: the primary tumour."""

from cds_service.guideline.statement import Kind, Statement, Wording

STATEMENTS = (
    Statement(
        id="S06",
        asserts="Resect the sigmoid primary even when liver metastases are extensive",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(1, 2),
        reading=(
            "R10b while the primary is in place. The liver burden is no condition. Against grade 3 or extra-abdominal "
            "disease it collides with S22, S23 and S54: a conflict for the MDT (X01)."
        ),
    ),
    Statement(
        id="S07",
        asserts="Aim: avoid bowel obstruction",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1, 2),
        reading="Text beside R10b.",
    ),
    Statement(
        id="S08",
        asserts="Aim: avoid intestinal ischaemia",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1, 2),
        reading="Ischaemia from mesenteric fibrosis belongs to the small bowel (D02): kept, as the source's.",
    ),
    Statement(
        id="S09",
        asserts="These complications are common in advanced colorectal NET",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1, 2),
        reading="No numbers are given. Never a trigger.",
    ),
    Statement(
        id="S10",
        asserts="Include adequate lymph-node clearance",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(2,),
        reading=(
            "Adequate is undefined. R11 asks for formal regional clearance whenever the primary is resected; "
            "its extent is the surgeon's decision and no number of nodes is demanded."
        ),
    ),
    Statement(
        id="S11",
        asserts="Reason: malignancy is frequent in gastrointestinal NET",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(2,),
        reading="Read as nodal spread. Text beside R11.",
    ),
    Statement(
        id="S12",
        asserts="Palliative resection is particularly indicated to prevent intestinal complications",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.STRONG,
        references=(1,),
        reading=(
            "Particularly implies a subgroup: R10a when obstruction, perforation, bleeding or ischaemia is present or "
            "imminent, R10b otherwise."
        ),
    ),
    Statement(
        id="S13",
        asserts="It may improve survival",
        kinds=(Kind.RATIONALE,),
        strength=Wording.WEAK,
        references=(1,),
        reading="Never a trigger; shown only together with S14.",
    ),
    Statement(
        id="S14",
        asserts="A survival benefit in stage IV is controversial",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1,),
        reading="Stands on the card of R10b beside S06 and S13.",
    ),
)
