"""S15–S23: surgery of the liver metastases."""

from cds_service.guideline.statement import Kind, Statement, Wording

STATEMENTS = (
    Statement(
        id="S15",
        asserts="Consider liver resection first when feasible",
        kinds=(Kind.RECOMMENDATION,),
        strength=Wording.MODERATE,
        references=(1, 2),
        reading="R12. First among liver treatments, not before the primary; synchronous or staged as the MDT decides.",
    ),
    Statement(
        id="S16",
        asserts="… in exclusive or predominant liver disease",
        kinds=(Kind.ELIGIBILITY,),
        strength=None,
        references=(1, 2),
        reading="Predominant is undefined: exclusive, or predominant in the judgement of the MDT (A4). Trigger of R12.",
    ),
    Statement(
        id="S17",
        asserts="It is the best chance of cytoreduction and symptom control",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(1, 2),
        reading="Text beside R12.",
    ),
    Statement(
        id="S18",
        asserts="Resection is most appropriate if disease is localised or more than 70 % of the burden is resectable",
        kinds=(Kind.ELIGIBILITY,),
        strength=Wording.MODERATE,
        references=(2,),
        reading=(
            "A preference, not a floor: it raises R12 from weak to moderate. Strictly more than 70: 70 % exactly does "
            "not count."
        ),
    ),
    Statement(
        id="S19",
        asserts="Complete resection is not always needed",
        kinds=(Kind.RATIONALE,),
        strength=Wording.WEAK,
        references=(2,),
        reading="A verdict that cytoreduction is feasible counts as resectable. Text beside R12.",
    ),
    Statement(
        id="S20",
        asserts="Removing 90 % of the burden can control symptoms",
        kinds=(Kind.ELIGIBILITY, Kind.RATIONALE),
        strength=Wording.WEAK,
        references=(2,),
        reading=(
            "No conflict with S18: 70 % selects patients, 90 % is the target for symptoms in functioning disease, "
            "met at 90 % exactly. A line of R12, never a block."
        ),
    ),
    Statement(
        id="S21",
        asserts="That may be hard in diffuse disease",
        kinds=(Kind.RATIONALE,),
        strength=None,
        references=(2,),
        reading="A line of R12 when the distribution is diffuse, not a block.",
    ),
    Statement(
        id="S22",
        asserts="Upfront surgery is contraindicated with extra-abdominal metastases",
        kinds=(Kind.CONTRAINDICATION,),
        strength=Wording.AGAINST,
        references=(1,),
        reading=(
            "The section is about the liver: blocks R12 and warns on the order (W01). For the elective primary, a "
            "conflict (R10b). Never for an emergency (R10a). Upfront means before systemic therapy: a later, "
            "selected operation is not excluded. Any bone counts as extra-abdominal (A3)."
        ),
    ),
    Statement(
        id="S23",
        asserts="Upfront surgery is contraindicated in high-grade (G3) neuroendocrine neoplasms",
        kinds=(Kind.CONTRAINDICATION,),
        strength=Wording.AGAINST,
        references=(1,),
        reading=(
            "Neoplasms means NET G3 and NEC. Blocks R12, warns on the order (W02), is a conflict for R10b. Ki-67 of "
            "20 % exactly is grade 2; an unknown grade leaves R12 conditional."
        ),
    ),
)
