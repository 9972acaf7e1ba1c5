"""How a CDS client behaves: by the book, or as the settings of a fault profile say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cds_service.harness.change import Change, change_of
from cds_service.harness.ehr.client.asking.access import Oddity
from cds_service.harness.ehr.faults.profile import FaultProfile, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientConduct:
    """The behaviour of the client towards every service.

    prefetch  what becomes of which keys: word → "all", "searches" or "one"
    token     what is odd about the access token
    jwt       what is odd about the JWT
    changes   made to the finished request
    """

    prefetch: Mapping[str, str] = field(default_factory=dict)
    token: Oddity = Oddity.NONE
    jwt: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()


def client_conduct(fault: FaultProfile | None) -> ClientConduct:
    """The conduct under a profile; by the book without one and under a fault of the server."""
    settings = fault.settings if fault and fault.side is Side.CLIENT else {}
    return ClientConduct(
        prefetch=settings.get("prefetch", {}),
        token=Oddity(settings.get("token", Oddity.NONE)),
        jwt=settings.get("jwt", {}),
        changes=tuple(change_of(row) for row in settings.get("changes", ())),
    )
