"""PF27: complication of the sigmoid primary as stated; one of the bowel whose cause is not told leaves it open."""

from __future__ import annotations

import re

from cds_service.case.items.disease import PRIMARY_COMPLICATION
from cds_service.case.record import Note
from cds_service.logic.dates import DateRange
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.findings.standing import standing
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _ANSWERS, _CONDITIONS = (
    "primary-complication-observations",
    "primary-complication",
    "bowel-complication-conditions",
)
_WORDS = re.compile(
    r"(?:bowel|intestin|colon|sigm)\w*[ ,].{0,20}(?:obstruct|perforat|isch|stenos|strictur)"
    r"|(?:obstruct|perforat|stenos|strictur)\w* (?:of )?(?:the )?(?:large )?(?:bowel|intestin|colon|sigm)"
    r"|\bileus|darmverschluss|mela?ena|ha?ematochezia|intestinal (?:bleed|ha?emorrhag)|rectal bleed",
    re.IGNORECASE,
)
_WORST_FIRST = ("perforation", "obstruction", "ischemia", "bleeding", "impending-stenosis", "none")
_UNTOLD = "an obstruction, perforation, bleeding or ischaemia of the bowel is recorded, and not whether by the primary"


def _read(sources: Sources) -> Found:
    stated = latest_choice(sources, PRIMARY_COMPLICATION, _CODES, _ANSWERS, safer=_WORST_FIRST)
    named = standing(sources, (_CONDITIONS,), _WORDS)
    fact = stated.facts.get(PRIMARY_COMPLICATION.name)
    if not named.evidence or (fact is not None and fact.why is None and _stands(fact, named.evidence)):
        return stated
    note = Note(text=_UNTOLD, reference=named.evidence[0].reference)
    opened = Fact(possible=PRIMARY_COMPLICATION.range, why=Why.NOT_RECORDED, evidence=named.evidence)
    return Found(facts={PRIMARY_COMPLICATION.name: opened}, notes=(*stated.notes, *named.notes, note))


def _stands(stated: Fact, conditions: tuple[Evidence, ...]) -> bool:
    """A complication stands; none stands unless a Condition may be newer."""
    last = stated.evidence[0].date
    return stated.possible != one_of("none") or all(
        isinstance(one.date, DateRange) and last is not None and one.date.latest <= last.earliest for one in conditions
    )


READER = Reader(
    items=(PRIMARY_COMPLICATION.name,),
    lists=("observations", "conditions"),
    codes=(_CODES, _ANSWERS, _CONDITIONS),
    read=_read,
)
