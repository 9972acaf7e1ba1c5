"""What a probe of the FHIR access suite lends, as its scenario writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cds_service.harness.ehr.faults.profile import FaultProfile, profile

_SCOPE = "patient/*.read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """The EHR during one call; every call starts from prefetch as this EHR fills it, with access to its server.

    fault        what its server does wrong meanwhile, with settings of this call
    scope        what the access token opens
    first_pages  prefetch holds the first page of each search, as the server sends it under the fault
    """

    fault: FaultProfile | None = None
    scope: str = _SCOPE
    first_pages: bool = False


def loan(row: Mapping[str, Any]) -> Loan:
    """The loan that `{"fault": "server-401"}` stands for. Raises `KeyError` for a profile that does not exist."""
    fault = profile(row["fault"]) if "fault" in row else None
    if fault and "settings" in row:
        fault = replace(fault, settings={**fault.settings, **row["settings"]})
    return Loan(fault=fault, scope=row.get("scope", _SCOPE), first_pages=row.get("first_pages", False))
