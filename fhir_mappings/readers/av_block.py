"""PF70: second- or third-degree AV block; a Condition that does not tell the degree leaves it open."""

from __future__ import annotations

import re

from cds_service.case.items.organs import AV_BLOCK
from cds_service.case.record import Note
from cds_service.logic.fact import Fact, Why
from fhir_mappings.findings.standing import standing, standing_fact
from fhir_mappings.reader import Found, Reader, Sources

_BLOCKS, _DEGREE_OPEN = "av-block-conditions", "av-block-degree-open-conditions"
# A block of the first degree is neither of the two.
_WORDS = re.compile(
    r"^(?!.*(?:first|1st)[ -]degree|.*block (?:i|1)\b)"
    r".*(?:(?:\bav|atrioventricular|heart)[ -]?block|mobitz|wenckebach)",
    re.IGNORECASE,
)


def _read(sources: Sources) -> Found:
    found = standing_fact(AV_BLOCK, standing(sources, (_BLOCKS,)))
    fact = found.facts.get(AV_BLOCK.name)
    vague = standing(sources, (_DEGREE_OPEN,), _WORDS).evidence
    if not vague or (fact is not None and fact.why is None):
        return found
    evidence = (*(fact.evidence if fact else ()), *vague)
    note = Note(text="an AV block is recorded, and not of which degree", reference=vague[0].reference)
    opened = Fact(possible=AV_BLOCK.range, why=fact.why if fact else Why.NOT_RECORDED, evidence=evidence)
    return Found(facts={AV_BLOCK.name: opened}, notes=(*found.notes, note))


READER = Reader(items=(AV_BLOCK.name,), lists=("conditions",), codes=(_BLOCKS, _DEGREE_OPEN), read=_read)
