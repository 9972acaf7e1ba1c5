"""The time budget holds whatever a server does, and a server that says when to ask again is heeded within it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from fastapi import Request
from fastapi.responses import StreamingResponse

from tests.ehr.conftest import Clinic, records
from tests.ehr.mock import MEDIA_TYPE, Fault, fhir, searchset, slow, status

BUDGET = 1.0  # of the service under test, in seconds
SLACK = 4.0  # machines that run tests are slow; the faults are slower
FOREVER = 30.0


def at_first(fault: Fault, times: int, then: Any) -> Callable[[Request], Any]:
    """A fault that goes away."""
    left = [fault] * times

    def answer(request: Request) -> Any:
        return left.pop()(request) if left else fhir(then)

    return answer


@pytest.mark.parametrize("wait", ["0", "1", lambda: format_datetime(datetime.now(UTC), usegmt=True)])
def test_a_server_that_says_when_to_ask_again_is_asked_again(clinic: Clinic, wait: Any) -> None:
    said = wait() if callable(wait) else wait
    busy = status(429, retry_after=said)
    clinic.ehr.faults["Procedure"] = at_first(busy, 1, searchset(*records()["Procedure"]))
    asked_again = said != "1"  # a second is the whole budget
    assert ("429" in clinic.call("procedures", door="explain", **clinic.lends()).text) is not asked_again
    assert len(clinic.ehr.asked) == 1 + asked_again


@pytest.mark.parametrize("said", ["3600", "99999999999999999999", "soon", "-1", "", "1.5"])
@pytest.mark.parametrize("code", [429, 503])
def test_a_server_is_not_waited_for_longer_than_there_is_time(clinic: Clinic, code: int, said: str) -> None:
    clinic.ehr.faults["Procedure"] = status(code, retry_after=said)
    started = time.monotonic()
    assert str(code)[0] in clinic.why()
    assert time.monotonic() - started < SLACK
    assert len(clinic.ehr.asked) == 1


def test_a_date_far_ahead_is_not_waited_for(clinic: Clinic) -> None:
    clinic.ehr.faults["Procedure"] = status(503, retry_after=format_datetime(datetime.now(UTC) + timedelta(hours=1)))
    assert "5xx" in clinic.why()
    assert len(clinic.ehr.asked) == 1


def test_a_server_that_stays_busy_is_not_asked_for_ever(clinic: Clinic) -> None:
    clinic.ehr.faults["Procedure"] = status(503, retry_after="0")
    assert "5xx" in clinic.why()
    assert len(clinic.ehr.asked) == 3


def test_a_slow_server_is_left_when_the_budget_is_spent(clinic: Clinic) -> None:
    clinic.ehr.faults = {kind: slow(FOREVER) for kind in ("Procedure", "MedicationRequest", "AllergyIntolerance")}
    started = time.monotonic()
    answer = clinic.call(
        "procedures", "medicationRequests", "allergies", "conditions", door="explain", **clinic.lends()
    )
    assert BUDGET <= time.monotonic() - started < BUDGET + SLACK
    lists = answer.json()["lists"]
    assert "time budget" in lists["procedures"]["why"]
    assert lists["conditions"]["whole"]


def test_a_slow_server_with_a_required_list_is_412_in_time(clinic: Clinic) -> None:
    clinic.ehr.faults["Condition"] = slow(FOREVER)
    started = time.monotonic()
    assert clinic.call("conditions", **clinic.lends()).status_code == 412
    assert time.monotonic() - started < BUDGET + SLACK


def test_a_server_that_dribbles_is_left_when_the_budget_is_spent(clinic: Clinic) -> None:
    async def drops() -> Any:
        for _ in range(100):
            yield b" "
            await asyncio.sleep(0.1)

    clinic.ehr.faults["Procedure"] = lambda _: StreamingResponse(drops(), media_type=MEDIA_TYPE)
    started = time.monotonic()
    assert "time budget" in clinic.why()
    assert time.monotonic() - started < BUDGET + SLACK


def test_a_slow_further_page_leaves_the_list_incomplete(clinic: Clinic) -> None:
    clinic.ehr.page_size = 1
    clinic.ehr.faults["page"] = slow(FOREVER)
    assert "time budget" in clinic.why("medicationAdministrations")
