"""The table of fault profiles is whole and readable."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cds_service.harness.ehr.faults.profile import FaultProfile, all_profiles

BROKEN = re.compile(r"C-[A-Z]\d\d|8\.3 row ([1-9]|1\d|20)|interop ([BCD]|A\.\d+)")

every_profile = pytest.mark.parametrize("one", all_profiles(), ids=lambda one: one.id)


def test_no_id_stands_twice() -> None:
    assert [name for name, count in Counter(one.id for one in all_profiles()).items() if count > 1] == []


@every_profile
def test_an_id_says_whose_fault_it_is(one: FaultProfile) -> None:
    assert re.fullmatch(rf"{one.side}(-[a-z0-9]+)+", one.id)


@every_profile
def test_a_profile_names_the_rules_that_it_breaks(one: FaultProfile) -> None:
    assert [rule for rule in one.breaks if not BROKEN.fullmatch(rule)] == []


@every_profile
def test_a_profile_says_in_words_what_happens_and_has_settings_for_it(one: FaultProfile) -> None:
    assert one.does.endswith(".")
    assert one.title
    assert one.settings


def test_no_two_profiles_are_the_same() -> None:
    settings = [str(one.settings) for one in all_profiles()]
    assert [text for text, count in Counter(settings).items() if count > 1] == []


def test_every_row_of_the_prefetch_matrix_but_the_sound_ones_has_a_profile() -> None:
    rows = {rule for one in all_profiles() for rule in one.breaks if rule.startswith("8.3")}
    assert rows == {f"8.3 row {row}" for row in range(2, 21) if row != 3}
