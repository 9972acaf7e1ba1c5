"""The rule table is whole: every check exists, every exchange that a rule speaks about is sent."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cds_service.harness.checks import CHECKS
from cds_service.harness.probe import all_probes
from cds_service.harness.rule import Target, all_rules, rules_for
from cds_service.harness.without_rule import Kind, without_rule


def test_every_rule_has_a_check_and_every_check_a_rule() -> None:
    assert {rule.check for rule in all_rules()} == set(CHECKS)


def test_every_rule_speaks_about_requests_that_are_sent() -> None:
    sent = frozenset[str]().union(*(probe.tags for probe in all_probes()))
    assert [rule.id for rule in all_rules() if not rule.on <= sent] == []


def test_every_request_is_spoken_about_by_a_rule() -> None:
    spoken = frozenset[str]().union(*(rule.on for rule in all_rules()))
    assert [probe.name for probe in all_probes() if not probe.tags <= spoken] == []


CHECKLIST = {  # how many requirements each part of the conformance reference has
    "J": 9, "D": 19, "R": 16, "P": 19, "Q": 16, "F": 13, "S": 9, "C": 20, "O": 8, "G": 10, "A": 16, "L": 11,
    "V": 2, "K": 15, "E": 5, "T": 7, "W": 21, "X": 10,
}  # fmt: skip


@pytest.mark.parametrize("target", Target)
def test_a_version_has_each_rule_at_most_once(target: Target) -> None:
    assert [one for one, count in Counter(rule.id for rule in rules_for(target)).items() if count > 1] == []


def test_a_probe_is_compared_with_probes_sent_before_it() -> None:
    names = [probe.name for probe in all_probes()]
    assert len(names) == len(set(names))
    assert [
        probe.name for index, probe in enumerate(all_probes()) if not set(probe.against) <= set(names[:index])
    ] == []


def test_2_0_1_is_not_held_to_what_came_later() -> None:
    assert {rule.id for rule in rules_for(Target.V3_0_BALLOT)} - {rule.id for rule in rules_for(Target.V2_0_1)} == {
        "S-D13",
        "S-G09",
        "S-P13",
        "S-P14",
        "S-P15",
        "S-P16",
    }


def test_every_requirement_has_a_rule_or_a_reason() -> None:
    ruled = {rule.id[:5] for rule in all_rules()}
    reasoned = [one.id for one in without_rule()]
    assert ruled & set(reasoned) == set()
    assert sorted([*ruled, *reasoned]) == sorted(
        f"S-{letter}{number:02}" for letter, count in CHECKLIST.items() for number in range(1, count + 1)
    )


def test_a_reason_that_names_other_rules_names_rules() -> None:
    measured = [one for one in without_rule() if one.kind is Kind.MEASURED]
    named = {name for one in measured for name in re.findall(r"S-[A-Z]\d\d[a-z]?", one.reason)}
    assert named <= {rule.id for rule in all_rules()}
    assert [one.id for one in measured if "S-" not in one.reason] == ["S-W10"]
