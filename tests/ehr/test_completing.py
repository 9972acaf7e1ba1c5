"""A request is completed within its time, and a complete one is left as it is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection

from cds_service.ehr.completing import completed
from cds_service.ehr.connections import Connections
from cds_service.hooks.patient_view import PATIENT_VIEW
from cds_service.hooks.request import HookRequest, parse
from tests.ehr.conftest import request_without

BASE = "https://ehr.example.org/fhir"


def after(request: HookRequest, lookups: list[str]) -> HookRequest:
    """The request when the name server hangs and there is a tenth of a second."""

    async def hang(host: str, _: int) -> Collection[str]:
        lookups.append(host)
        await asyncio.sleep(60)
        return []

    async def call() -> HookRequest:
        async with asyncio.timeout(10):
            return await completed(PATIENT_VIEW, request, [BASE], Connections(resolve=hang), 0.1)

    return asyncio.run(call())


def request(*absent: str) -> HookRequest:
    return parse(json.dumps(request_without(*absent) | {"fhirServer": BASE}).encode(), PATIENT_VIEW)


def test_a_name_server_that_hangs_spends_the_time_budget_and_no_more() -> None:
    found = after(request("conditions"), [])
    assert found.fetched["conditions"].why == "the time budget was spent"


def test_for_a_request_that_lacks_nothing_not_even_a_name_is_looked_up() -> None:
    lookups: list[str] = []
    whole = request()
    assert after(whole, lookups) is whole
    assert lookups == []
