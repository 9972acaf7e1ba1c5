"""However a record is sent, the case is the same."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fhir_mappings.metamorphic.third_party import Patient, third_party_patients
from tests.fhir_mappings.metamorphic.transformations import PACKED, SAME_MEANING, Entries
from tests.fhir_mappings.representations.table import case_from
from tests.fhir_mappings.variations.patients import PLAIN, SERVER, entry, gist, resources

Change = Callable[[Entries, Random], Entries]
Pack = Callable[[Entries, Random], dict[str, Any]]


def record() -> Entries:
    """Our NET patient."""
    return [entry(one) for one in resources()]


@pytest.mark.parametrize("change", SAME_MEANING, ids=lambda change: change.__name__)
@pytest.mark.parametrize("pack", PACKED, ids=lambda pack: pack.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_one_change_of_form_changes_nothing(change: Change, pack: Pack, seed: int) -> None:
    random = Random(seed)
    assert gist(case_from(pack(change(record(), random), random), SERVER)) == PLAIN


@settings(max_examples=150)
@given(st.lists(st.sampled_from(SAME_MEANING), max_size=6), st.sampled_from(PACKED), st.randoms(use_true_random=False))
def test_any_changes_of_form_together_change_nothing(changes: list[Change], pack: Pack, random: Random) -> None:
    entries = record()
    for change in changes:
        entries = change(entries, random)
    assert gist(case_from(pack(entries, random), SERVER)) == PLAIN


@pytest.mark.parametrize("person", third_party_patients(), ids=str)
@pytest.mark.parametrize("change", SAME_MEANING, ids=lambda change: change.__name__)
def test_the_records_of_other_people_change_no_more(person: Patient, change: Change) -> None:
    assert gist(person.case(change(person.entries(), Random(7)))) == gist(person.case(person.entries()))
