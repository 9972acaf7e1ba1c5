"""Each fault profile of the server does what it says, and a sound server does nothing of the kind."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.faults.conduct import Conduct, conduct_of
from cds_service.harness.ehr.faults.profile import FaultProfile, Side, profile, profiles_of
from cds_service.harness.ehr.serving import running
from tests.harness.ehr.server.people import PEOPLE, Resource, observation
from tests.harness.ehr.server.shown import SHOWN
from tests.harness.ehr.server.wire import Wire, wired

REFUSES = "server-refuses-connections"
MANY = (*PEOPLE, *(observation(f"z{index}", "p2", "8302-2", "2026") for index in range(40)))


def holding(identifier: str) -> tuple[Resource, ...]:
    """Two people, or as many values as fill pages of twenty."""
    return MANY if identifier == "server-page-of-20" else PEOPLE


@pytest.mark.parametrize("identifier", SHOWN)
def test_a_profile_does_what_it_says(identifier: str) -> None:
    with wired(Ehr(holding(identifier), fault=profile(identifier))) as wire:
        SHOWN[identifier](wire)


@pytest.mark.parametrize("identifier", SHOWN)
def test_a_sound_server_does_nothing_of_the_kind(identifier: str, sound: Wire) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception, httpx.HTTPError, ValueError)):
        SHOWN[identifier](sound)


def test_nothing_listens_under_the_profile_that_refuses_connections() -> None:
    with (
        running(Ehr(PEOPLE, fault=profile(REFUSES))) as address,
        pytest.raises(httpx.ConnectError),
    ):
        httpx.get(f"{address}/fhir/metadata")


def test_every_profile_of_the_server_is_shown() -> None:
    assert {*SHOWN, REFUSES} == {one.id for one in profiles_of(Side.SERVER)}


def test_a_fault_comes_and_goes_while_the_server_runs() -> None:
    with wired(Ehr(PEOPLE)) as wire:
        statuses = [wire.get("Patient/p1").status_code]
        for fault in (profile("server-500"), None):
            wire.ehr.suffer(fault)
            statuses.append(wire.get("Patient/p1").status_code)
    assert statuses == [200, 500, 200]


def test_metadata_stays_sound_so_that_apps_can_be_launched() -> None:
    with wired(Ehr(PEOPLE, fault=profile("server-500"))) as wire:
        assert wire.get("metadata").json()["resourceType"] == "CapabilityStatement"


@pytest.mark.parametrize("fault", profiles_of(Side.CLIENT), ids=lambda one: one.id)
def test_under_a_fault_of_the_client_the_server_is_sound(fault: FaultProfile) -> None:
    assert conduct_of(fault) == Conduct()


@pytest.mark.parametrize("settings", [{"delay": 1}, {"next_link": "backwards"}])
def test_a_setting_that_does_not_exist_is_an_error(settings: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        Ehr(fault=replace(profile("server-slow"), settings=settings))
