"""A broken service is found out by the rule that it breaks, and by no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from cds_service.harness.finding import Outcome, judged
from cds_service.harness.rule import Target, all_rules, rules_for
from cds_service.harness.run import exchanges_of
from cds_service.harness.sending import Line
from cds_service.harness.valid_call import read_calls
from tests.harness.broken.faults import FAULTS, OF_OTHER_VERSIONS
from tests.harness.broken.in_trust import ACCESS_FAULTS, TOKEN_FAULTS
from tests.harness.broken.sound import Fault, client_of

IN_TRUST = {rule for rule, _, _ in (*TOKEN_FAULTS, *ACCESS_FAULTS)} | {"S-F12"}  # in test_trust.py
CALLS = read_calls(Path(__file__).parent / "broken" / "requests")


def outcomes(fault: Fault, target: Target = Target.V2_0_1) -> dict[str, Outcome]:
    """What a run shows about each rule."""
    with client_of(fault) as client:
        exchanges = tuple(exchanges_of(Line(client=client, base=fault.base), CALLS))
    return {one.rule.id: one.outcome for one in judged(rules_for(target), exchanges)}


def breached(fault: Fault, target: Target = Target.V2_0_1) -> set[str]:
    """The rules that a run shows to be breached."""
    return {rule for rule, outcome in outcomes(fault, target).items() if outcome in {Outcome.FAIL, Outcome.WARN}}


@pytest.mark.parametrize(
    ("rule", "fault"), [pytest.param(one, fault, id=f"{one} {name}") for one, name, fault in FAULTS]
)
def test_a_fault_breaks_its_rule_and_no_other(rule: str, fault: Fault) -> None:
    assert breached(fault) == {rule}


@pytest.mark.parametrize(
    ("target", "rule", "fault"),
    [pytest.param(Target(one), rule, fault, id=f"{one} {rule} {name}") for one, rule, name, fault in OF_OTHER_VERSIONS],
)
def test_a_fault_breaks_the_rule_of_its_version(target: Target, rule: str, fault: Fault) -> None:
    assert breached(fault, target) - breached(Fault(), target) == {rule}


def test_a_service_written_for_one_version_is_not_one_of_another() -> None:
    assert breached(Fault(), Target.V1_1) == {"S-A06"}
    assert breached(Fault(), Target.V3_0_BALLOT) == {"S-D13"}


def test_every_rule_has_a_service_that_breaks_it() -> None:
    broken = {rule for rule, _, _ in FAULTS} | IN_TRUST | {rule for _, rule, _, _ in OF_OTHER_VERSIONS}
    assert {rule.id for rule in all_rules()} == broken | {"S-D13"}  # which a service for 2.0.1 breaks in any case


def test_a_sound_service_keeps_every_rule_and_every_rule_is_measured() -> None:
    assert {rule for rule, outcome in outcomes(Fault()).items() if outcome is not Outcome.KEPT} == IN_TRUST
