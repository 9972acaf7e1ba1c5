"""PF70: AV block stays open."""

from cds_service.logic.fact import Why
from fhir_mappings.readers.av_block import READER
from tests.fhir_mappings.readers.snippets import ICD10, condition, read, said


def test_av_block_is_open_so_that_absence_cannot_close_it() -> None:
    assert said(READER) is Why.UNMAPPED


def test_bradycardia_changes_nothing() -> None:
    assert read(READER, condition((ICD10, "R00.1"))) == read(READER)
