"""PF70: second- or third-degree AV block, always open: without verified codes its absence must not read as no."""

from cds_service.case.items.organs import AV_BLOCK
from cds_service.logic.fact import Fact, Why
from fhir_mappings.reader import Found, Reader, Sources


def _read(_: Sources) -> Found:
    return Found(facts={AV_BLOCK.name: Fact(possible=AV_BLOCK.range, why=Why.UNMAPPED)})


READER = Reader(items=(AV_BLOCK.name,), lists=("conditions",), codes=(), read=_read)
