"""The table for integrators holds every fact that can be read, with lists that exist."""

import pytest

from cds_service.case.items.dictionary import ITEMS
from fhir_mappings.integration.what_is_read import Row, what_is_read
from fhir_mappings.readers import READERS
from fhir_mappings.resources import LISTS
from fhir_mappings.terminology import load_terminology, published

ROWS = what_is_read(load_terminology())


def test_every_fact_that_a_reader_finds_stands_in_the_table_once() -> None:
    listed = [item.name for row in ROWS for item in row.facts]
    assert sorted(listed) == sorted(name for reader in READERS for name in reader.items)
    assert set(listed) <= {item.name for item in ITEMS}


def test_rows_stand_in_the_order_of_the_facts() -> None:
    first = [row.facts[0].code for row in ROWS]
    assert first == sorted(first)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.facts[0].code)
def test_a_row_names_published_lists_known_types_and_says_how(row: Row) -> None:
    assert row.types
    assert set(row.types) <= set(LISTS.values())
    assert all(published(named.kind)[named.id]["title"] == named.title for named in row.by)
    assert row.how.endswith(".")


def test_ki67_is_read_from_observations_by_its_value_set() -> None:
    (row,) = (row for row in ROWS if "ki67" in {item.name for item in row.facts})
    assert "Observation" in row.types
    assert ("ValueSet", "ki67-observations") in {(named.kind, named.id) for named in row.by}


def test_the_words_of_a_reader_do_not_repeat_the_codes_of_its_facts() -> None:
    assert [row.how for row in ROWS if row.how.startswith("PF")] == []
