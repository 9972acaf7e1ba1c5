"""Our own service, called by the mock EHR over sockets, with tokens, as an EHR's users would have it called."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cds_service.bootstrap import application
from cds_service.cli.demo import AS_OF, demonstration_requests
from cds_service.harness.ehr.client.acting.feedback import accepted, overridden
from cds_service.harness.ehr.client.answering.card import Card, Suggestion
from cds_service.harness.ehr.client.asking.occasion import Occasion
from cds_service.harness.ehr.client.client import Called, called, discovered
from cds_service.harness.ehr.client.services import CdsService
from cds_service.harness.ehr.faults.profile import FaultProfile, Side, profiles_of
from cds_service.harness.ehr.serving import served
from cds_service.harness.ehr.whole import MockEhr, mock_ehr

VIEWED = ("demo-01", "patient-view")
SELECTED = ("demo-04", "order-select")
SIGNED = ("demo-09", "order-sign")

# what each of these sends is a patient in whose lists nothing is found, or an order of nothing for this patient
WITHOUT_FINDINGS = {"client-nulls", "client-null-searches", "client-empty-bundles", "client-warnings-only"}
WITHOUT_ORDER = {"client-empty-drafts", "client-drafts-empty-coding", "client-drafts-other-patient"}
ABOUT_JWT = [one for one in profiles_of(Side.CLIENT) if one.settings.get("jwt")]
OTHERS = [one for one in (*profiles_of(Side.CLIENT), *profiles_of(Side.SERVER)) if one not in ABOUT_JWT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """A mock EHR with the demonstration patients, and our service at an address that it trusts."""

    ehr: MockEhr
    services: tuple[CdsService, ...]
    drafts: Mapping[str, tuple[Mapping[str, Any], ...]]

    def call(self, patient: str, hook: str, *, with_prefetch: bool = True, **occasion: Any) -> Called:
        """One call about the patient, in order hooks with what is to be ordered for this patient."""
        (service,) = (one for one in self.services if one.hook == hook)
        drafts = () if hook == "patient-view" else self.drafts[patient]
        moment = Occasion(patient=patient, **{"drafts": drafts, **occasion})
        return called(self.ehr.client, service, moment, with_prefetch=with_prefetch)


@pytest.fixture(scope="module", name="ward_up")
def _ward_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    folder = tmp_path_factory.mktemp("ward")
    requests = list(demonstration_requests())
    with mock_ehr(today=date.fromisoformat(AS_OF)) as ehr:
        ehr.load(*(list(request["prefetch"].values()) for request in requests))
        port = free_port()
        with served(application(settings(ehr, port, folder)), port=port) as address:
            drafts = {request["context"]["patientId"]: drafts_of(request) for request in requests}
            yield Ward(ehr=ehr, services=discovered(ehr.client, address).services, drafts=drafts)


@pytest.fixture(name="ward")
def _ward(ward_up: Ward) -> Ward:
    ward_up.ehr.fault(None)
    return ward_up


def settings(ehr: MockEhr, port: int, folder: Path) -> Mapping[str, str]:
    """Those of a service that takes calls from this EHR only."""
    client = {"iss": ehr.address, "jwks_url": ehr.jwks_url, "fhir_servers": [ehr.fhir_server]}
    clients = folder / "clients.json"
    clients.write_text(json.dumps([client]), "utf-8")
    return {
        "NET_CDS_AS_OF": AS_OF,
        "NET_CDS_AUTH": "required",
        "NET_CDS_CLIENTS": str(clients),
        "NET_CDS_DATABASE_URL": f"sqlite:///{folder / 'net-cds.sqlite'}",
        "NET_CDS_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "NET_CDS_TIME_BUDGET_MS": "1000",
    }


def free_port() -> int:
    """A port that nobody has at this moment; the service must know its address before it starts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def drafts_of(request: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    entries = request["context"].get("draftOrders", {}).get("entry", ())
    return tuple(entry["resource"] for entry in entries)


def shown(call: Called) -> list[tuple[str, str, str | None]]:
    """What the user sees of the cards."""
    return [(card.indicator, card.summary, card.detail) for card in call.cards]


def with_suggestion(call: Called, label: str) -> tuple[Card, Suggestion]:
    """The first card with a suggestion whose label starts so, and the suggestion."""
    found = [(card, one) for card in call.cards for one in card.suggestions if one.label.startswith(label)]
    return found[0]


def test_discovery_offers_the_three_hooks(ward: Ward) -> None:
    assert {service.hook for service in ward.services} == {"patient-view", "order-select", "order-sign"}


@pytest.mark.parametrize(
    ("patient", "hook"),
    [
        *((f"demo-{number:02}", "patient-view") for number in range(1, 11)),
        *((patient, hook) for patient in ("demo-04", "demo-09") for hook in ("order-select", "order-sign")),
    ],
)
def test_a_patient_gets_the_same_cards_with_prefetch_and_without(ward: Ward, patient: str, hook: str) -> None:
    filled, unfilled = (ward.call(patient, hook, with_prefetch=given) for given in (True, False))
    assert (filled.status, filled.problems) == (200, ())
    assert shown(filled) == shown(unfilled)
    assert bool(filled.cards) is (patient != "demo-10")
    assert (len(filled.asked), bool(unfilled.asked)) == (0, True)
    assert all(one.has_token and not one.is_elsewhere for one in unfilled.asked)


def test_a_changed_order_is_not_warned_of_again(ward: Ward) -> None:
    before = ward.call(*SELECTED)
    card, suggestion = with_suggestion(before, "Change to")
    drafts = ward.ehr.apply(suggestion.actions, before_drafts := ward.drafts["demo-04"])
    after = ward.call(*SELECTED, drafts=drafts)
    assert len(drafts) == len(before_drafts)
    assert after.status == 200
    assert card.summary not in [one.summary for one in after.cards]
    assert not [one for one in after.cards for other in one.suggestions if other.label.startswith("Change to")]


def test_a_cancelled_order_is_gone(ward: Ward) -> None:
    card, suggestion = with_suggestion(ward.call(*SIGNED), "Cancel")
    assert card.indicator == "critical"
    assert ward.ehr.apply(suggestion.actions, ward.drafts["demo-09"]) == ()


@pytest.mark.parametrize(("patient", "hook"), [VIEWED, SELECTED, SIGNED, ("demo-02", "patient-view")])
def test_each_suggestion_can_be_carried_out(ward: Ward, patient: str, hook: str) -> None:
    session = None if hook == "patient-view" else ward.drafts[patient]
    held = dict(ward.ehr.ehr.resources)
    for card in ward.call(patient, hook).cards:
        for suggestion in card.suggestions:
            ward.ehr.apply(suggestion.actions, session)
    ward.ehr.ehr.hold(held.values())


def test_feedback_about_each_card_is_taken(ward: Ward) -> None:
    call = ward.call(*SIGNED)
    told = [overridden(card, reason=next(iter(card.override_reasons), None), comment="No.") for card in call.cards]
    taken = [accepted(card, card.suggestions[:1]) for card in call.cards if card.suggestions]
    assert len([item for item in told if item]) == len(call.cards)
    reply = ward.ehr.tell(call.service, *told, *taken)
    assert reply is not None
    assert reply.status in {200, 204}


@pytest.mark.parametrize(
    ("fault", "with_prefetch"),
    [
        pytest.param(one, given, id=f"{one.id} {'with' if given else 'without'} prefetch")
        for one in OTHERS
        for given in (True, False)
        if not (given and one.id == "server-slow")  # then the EHR would be slow, and not the service
    ],
)
def test_a_fault_is_never_an_error_of_ours_and_never_a_false_silence(
    ward: Ward, fault: FaultProfile, with_prefetch: bool
) -> None:
    ward.ehr.fault(fault.id)
    for patient, hook in (VIEWED, SELECTED, SIGNED) if fault.side is Side.CLIENT else (VIEWED, SELECTED):
        call = ward.call(patient, hook, with_prefetch=with_prefetch)
        assert call.status in {200, 400, 412}, call.problems
        if call.status == 200:
            assert call.problems == ()
            assert call.cards or fault.id in (WITHOUT_FINDINGS if with_prefetch else set()) | WITHOUT_ORDER


@pytest.mark.parametrize("fault", [one for one in ABOUT_JWT if one.id != "client-replayed-jwt"], ids=lambda one: one.id)
def test_a_fault_of_the_jwt_is_answered_with_401(ward: Ward, fault: FaultProfile) -> None:
    ward.ehr.fault(fault.id)
    call = ward.call(*VIEWED)
    assert (call.status, call.cards) == (401, ())


def test_a_jwt_is_good_once(ward: Ward) -> None:
    ward.ehr.fault("client-replayed-jwt")
    statuses = [ward.call(*VIEWED).status for _ in range(2)]
    assert statuses == [200, 401]
