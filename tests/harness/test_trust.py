"""A service that trusts too much, or too little, is found out by the rule that it breaks, and by no other."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from dataclasses import replace
from pathlib import Path

import pytest

from cds_service.harness.checks import CHECKS
from cds_service.harness.exchange import Exchange
from cds_service.harness.finding import Judgement, Outcome, judged
from cds_service.harness.lending.lent_ehr import LentEhr
from cds_service.harness.report.unmeasured import ACCESS, TOKENS, unmeasured
from cds_service.harness.rule import Target, rules_for
from cds_service.harness.run import exchanges_of
from cds_service.harness.sending import Line
from cds_service.harness.signing.identity import Identity
from cds_service.harness.signing.key_server import OWN
from cds_service.harness.signing.pair import public_set
from cds_service.harness.valid_call import read_calls
from tests.harness.broken.breaking import one_service
from tests.harness.broken.guard import Guard
from tests.harness.broken.in_trust import ACCESS_FAULTS, TOKEN_FAULTS
from tests.harness.broken.sound import BASE, Fault, client_of, unchanged

CALLS = read_calls(Path(__file__).parent / "broken" / "requests")
SLOW_ONLY = {"S-F12"}  # broken by nothing but time, below


def guarded(fault: Fault, identity: Identity, *, iss: str | None = None) -> Fault:
    """The fault in a service that reads the keys of this client from where they are published."""
    identity.server.publish(public_set(identity.keys.pairs))
    address = identity.server.address + OWN
    guard = Guard(iss=iss or identity.iss, tenant=identity.tenant, address=address, forgives=fault.forgives)
    return replace(fault, guard=guard, discovery=one_service)


def at_the_ehr(fault: Fault, ehr: LentEhr) -> Fault:
    """The fault in a service that may read this EHR."""
    return replace(fault, fhir_server=ehr.base, discovery=one_service)


def run(fault: Fault, identity: Identity | None = None, ehr: LentEhr | None = None) -> tuple[Exchange, ...]:
    """The exchanges of a run."""
    with client_of(fault) as client:
        return tuple(exchanges_of(Line(client=client, base=BASE, identity=identity), CALLS, ehr))


def outcomes(exchanges: tuple[Exchange, ...]) -> dict[str, Judgement]:
    """What a run shows about each rule."""
    return {one.rule.id: one for one in judged(rules_for(Target.V2_0_1), exchanges)}


def breached(exchanges: tuple[Exchange, ...]) -> set[str]:
    """The rules that a run shows to be breached."""
    return {rule for rule, one in outcomes(exchanges).items() if one.outcome in {Outcome.FAIL, Outcome.WARN}}


def rules_of(suite: str) -> set[str]:
    """The rules of a suite."""
    return {rule.id for rule in rules_for(Target.V2_0_1) if rule.suite == suite}


@pytest.mark.parametrize(
    ("rule", "fault"), [pytest.param(one, fault, id=f"{one} {name}") for one, name, fault in TOKEN_FAULTS]
)
def test_a_fault_with_tokens_breaks_its_rule_and_no_other(rule: str, fault: Fault, identity: Identity) -> None:
    assert breached(run(guarded(fault, identity), identity)) == {rule}


@pytest.mark.parametrize(
    ("rule", "fault"), [pytest.param(one, fault, id=f"{one} {name}") for one, name, fault in ACCESS_FAULTS]
)
def test_a_fault_in_reading_breaks_its_rule_and_no_other(rule: str, fault: Fault, lent: LentEhr) -> None:
    assert breached(run(at_the_ehr(fault, lent), ehr=lent)) == {rule}


def test_every_rule_of_both_suites_has_a_service_that_breaks_it() -> None:
    broken = {rule for rule, _, _ in (*TOKEN_FAULTS, *ACCESS_FAULTS)}
    assert rules_of(TOKENS) | rules_of(ACCESS) <= broken | SLOW_ONLY


def test_a_sound_service_keeps_every_rule_and_every_rule_is_measured(identity: Identity, lent: LentEhr) -> None:
    sound = replace(guarded(Fault(), identity), fhir_server=lent.base, discovery=unchanged)
    exchanges = run(sound, identity, lent)
    assert {rule: one.outcome for rule, one in outcomes(exchanges).items() if one.outcome is not Outcome.KEPT} == {}
    assert unmeasured(exchanges) == {}


def test_an_answer_after_ten_seconds_is_late(lent: LentEhr) -> None:
    slow = next(one for one in run(at_the_ehr(Fault(), lent), ehr=lent) if one.probe == "ehr: slow")
    assert slow.received
    assert CHECKS["in-time"](slow) == []
    assert CHECKS["in-time"](replace(slow, received=replace(slow.received, seconds=11.0))) == ["answered after 11 s"]


def test_a_service_that_does_not_trust_the_issuer_is_not_measured(identity: Identity) -> None:
    exchanges = run(guarded(Fault(), identity, iss="https://other.example.org"), identity)
    found = outcomes(exchanges)
    assert {found[rule].outcome for rule in rules_of(TOKENS)} == {Outcome.NOT_APPLICABLE}
    assert breached(exchanges) == set()
    assert "does not trust this issuer" in unmeasured(exchanges)[TOKENS]


def test_a_service_that_is_open_is_told_so_and_nothing_else_of_tokens(identity: Identity) -> None:
    exchanges = run(Fault(), identity)
    found = outcomes(exchanges)
    assert {rule for rule in rules_of(TOKENS) if found[rule].outcome is not Outcome.NOT_APPLICABLE} == {"S-W01"}
    assert "without a token and with a bad one" in unmeasured(exchanges)[TOKENS]


def test_a_service_that_refuses_the_address_of_the_ehr_is_not_measured(lent: LentEhr) -> None:
    refusing = replace(at_the_ehr(Fault(), lent), fhir_server="https://fhir.example.org/r4")
    exchanges = run(refusing, ehr=lent)
    found = outcomes(exchanges)
    of_reading = rules_of(ACCESS) - {"S-Q03a", "S-Q08a", "S-Q13", "S-F12"}  # kept by asking for nothing
    assert {rule for rule in of_reading if found[rule].outcome is not Outcome.NOT_APPLICABLE} == set()
    assert "it refuses that address" in unmeasured(exchanges)[ACCESS]


def test_without_keys_and_ehr_both_suites_say_what_they_need() -> None:
    reasons = unmeasured(run(Fault()))
    assert "--keys" in reasons[TOKENS]
    assert "--ehr" in reasons[ACCESS]


def test_tokens_name_the_public_address_where_it_is_another(identity: Identity) -> None:
    with client_of(Fault()) as client:
        line = Line(client=client, base=BASE, identity=identity, public="https://cds.example.org/base")
        exchanges = tuple(exchanges_of(line, CALLS))
    (value,) = next(one for one in exchanges if one.probe == "valid call").sent.authorizations
    claims = value.split(".")[1]
    assert b'"aud": "https://cds.example.org/base/cds-services/' in urlsafe_b64decode(claims + "=" * (-len(claims) % 4))


@pytest.mark.parametrize(("taken", "signs"), [("ES384", "ES384"), ("RS384", "RS384")])
def test_calls_are_signed_with_the_key_that_the_service_takes(identity: Identity, taken: str, signs: str) -> None:
    exchanges = run(guarded(Fault(forgives=frozenset({f"{taken} only"})), identity), identity)
    header = next(one for one in exchanges if one.probe == "valid call").sent.authorizations[0].split(" ")[1]
    assert f'"alg": "{signs}"'.encode() in urlsafe_b64decode(header.split(".")[0] + "==")
    assert breached(exchanges) == {"S-W08"}
