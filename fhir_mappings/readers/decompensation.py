"""PF66: decompensated liver disease, by an active Condition of ascites, encephalopathy or hepatic failure."""

import re

from cds_service.case.items.organs import DECOMPENSATED
from fhir_mappings.findings.standing import standing, standing_fact
from fhir_mappings.reader import Found, Reader, Sources

_CONDITIONS = ("ascites-conditions", "hepatic-encephalopathy-conditions", "hepatic-failure-conditions")
# Words only open the item, so they may be wide; German names differ by an ending.
_WORDS = re.compile(
    r"ascites|aszites|hepatic (?:encephalopath|failure|coma)|hepatische enzephalopath|liver failure|leberversagen"
    r"|decompensated (?:liver|cirrhosis)|dekompensierte leber",
    re.IGNORECASE,
)


def _read(sources: Sources) -> Found:
    return standing_fact(DECOMPENSATED, standing(sources, _CONDITIONS, _WORDS))


READER = Reader(items=(DECOMPENSATED.name,), lists=("conditions",), codes=_CONDITIONS, read=_read)
