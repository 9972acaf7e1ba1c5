"""W14b: a procedure with liver metastases where the tumour is not known to function."""

from cds_service.case.order import ANY_PROCEDURE
from cds_service.guideline.definitions.course import FUNCTIONING
from cds_service.guideline.definitions.procedure import COVER_DRAFTED
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import CHOLECYSTECTOMY
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Not

WARNING = SafetyWarning(
    id="W14b",
    slug="inform-anaesthesia",
    orders=ANY_PROCEDURE,
    # Liver metastases, the other condition of ruling 31, are part of the population.
    when=Not(of=FUNCTIONING, text="non-functioning"),
    unless=COVER_DRAFTED,
    indicator=Indicator.INFO,
    open_indicator=Indicator.INFO,
    title="Liver metastases: tell anaesthesia, have octreotide available",
    short="tell anaesthesia",
    lines=(
        line("Haemodynamic events occur with liver metastases even without carcinoid syndrome (D35)."),
        line("Have octreotide and vasopressors available."),
        CHOLECYSTECTOMY,
    ),
    sources=("D35", "D41", "X08", "ruling 31"),
    references=("Massimino J Surg Oncol 2013",),
)
