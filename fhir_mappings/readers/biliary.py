"""PF68: biliary-enteric communication as stated; a Procedure whose words may have made one leaves it open."""

from __future__ import annotations

import re

from cds_service.case.items.organs import BILIARY_OPEN
from cds_service.logic.fact import Fact
from fhir_mappings.findings.observed import YES_NO, latest_boolean, note_on
from fhir_mappings.findings.performed import spoken_of
from fhir_mappings.findings.spoken import IN_WORDS
from fhir_mappings.findings.standing import later
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "biliary-enteric-communication-observations"
_WORDS = re.compile(
    r"sphincterotom|papillotom|hepatico.?jejunostom|choledocho.?(?:jejun|duoden)ostom|bili(?:o|ary).?(?:enteric|digestiv)"
    r"|(?:biliary|bile duct|gallengang\w*).{0,20}stent|whipple|pancreat(?:o|ico).?duodenectom",
    re.IGNORECASE,
)


def _read(sources: Sources) -> Found:
    stated = latest_boolean(sources, BILIARY_OPEN, _CODES, worst=True)
    named, fact = spoken_of(sources, _WORDS), stated.facts.get(BILIARY_OPEN.name)
    if not named:
        return stated
    opened = Fact(possible=BILIARY_OPEN.range, why=IN_WORDS.why, evidence=tuple(use.evidence for use in named))
    notes = (note_on(IN_WORDS, use.reference) for use in named)
    return Found(facts={BILIARY_OPEN.name: later(fact, opened) if fact else opened}, notes=(*stated.notes, *notes))


READER = Reader(items=(BILIARY_OPEN.name,), lists=("observations", "procedures"), codes=(_CODES, YES_NO), read=_read)
