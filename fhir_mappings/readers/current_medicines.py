"""PF74: interacting medicines, always open: without verified codes their absence must not read as "not taking"."""

from __future__ import annotations

from cds_service.case.items import medication as items
from cds_service.logic.fact import Fact, Why
from fhir_mappings.reader import Found, Reader, Sources

_MEDICINES = (
    items.TAKES_INSULIN,
    items.TAKES_GLUCOSE_LOWERING,
    items.TAKES_BETA_BLOCKER,
    items.TAKES_RATE_LOWERING,
    items.TAKES_CICLOSPORIN,
    items.TAKES_BROMOCRIPTINE,
    items.TAKES_QUINIDINE,
    items.TAKES_VKA,
)


def _read(_: Sources) -> Found:
    return Found(facts={item.name: Fact(possible=item.range, why=Why.UNMAPPED) for item in _MEDICINES})


READER = Reader(items=tuple(item.name for item in _MEDICINES), lists=("medicationRequests",), codes=(), read=_read)
