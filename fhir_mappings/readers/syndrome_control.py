"""PF31: control of the carcinoid syndrome on an analogue."""

from cds_service.case.items.course import CS_UNCONTROLLED
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_choice(
        sources,
        CS_UNCONTROLLED,
        "carcinoid-syndrome-control-observations",
        "carcinoid-syndrome-control",
        words={"controlled": "false", "uncontrolled": "true"},
        safer=("true",),
    )


READER = Reader(
    items=(CS_UNCONTROLLED.name,),
    lists=("observations",),
    codes=("carcinoid-syndrome-control-observations", "carcinoid-syndrome-control"),
    read=_read,
)
