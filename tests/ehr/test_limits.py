"""No answer is larger, deeper or longer than the service takes, packed or not."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator

import pytest
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from tests.ehr.conftest import Clinic, records
from tests.ehr.mock import Fault, fhir, says, searchset


def packed(content: bytes) -> Fault:
    return says(gzip.compress(content), content_encoding="gzip")


def test_a_packed_answer_is_unpacked(clinic: Clinic) -> None:
    clinic.ehr.faults["Procedure"] = packed(json.dumps(searchset(*records()["Procedure"])).encode())
    assert clinic.call("procedures", **clinic.lends()).json() == clinic.call().json()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (packed(b"[" + b" " * 200_000_000 + b"]"), "too large"),
        (says(b" " * 20_000_000), "too large"),
        (says(gzip.compress(b"{}")[:-4], content_encoding="gzip"), "packed"),
        (says(b"{}", content_encoding="gzip"), "packed"),
        (says(b"{}", content_encoding="br"), "packed"),
        (says(gzip.compress(b"{}"), content_encoding="gzip, gzip"), "packed"),
    ],
    ids=["bomb", "large", "cut off", "not packed", "br", "twice"],
)
def test_an_answer_that_unfolds_without_end_or_not_at_all_is_not_read(clinic: Clinic, fault: Fault, said: str) -> None:
    clinic.ehr.faults["Procedure"] = fault
    assert said in clinic.why()


def test_the_body_of_a_refusal_is_not_waited_for(clinic: Clinic) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.05)

    clinic.ehr.faults["Procedure"] = lambda _: StreamingResponse(endless(), 500)
    assert "5xx" in clinic.why()


def test_the_pages_of_a_list_are_limited_together(clinic: Clinic) -> None:
    def padded(_: Request) -> Response:
        filler = {"resourceType": "Procedure", "id": "1", "text": {"div": " " * 4_000_000}}
        return fhir(searchset(filler, following=f"Procedure?page={len(clinic.ehr.asked)}"))

    clinic.ehr.faults["Procedure"] = padded
    assert "too large" in clinic.why()
    assert len(clinic.ehr.asked) <= 5


def test_pages_that_lead_back_are_not_read_for_ever(clinic: Clinic) -> None:
    clinic.ehr.faults["Procedure"] = says(searchset(following="Procedure?patient=demo-04&_sort=-date&_count=200"))
    assert "lead back" in clinic.why()
    assert len(clinic.ehr.asked) == 1


def test_pages_without_end_are_not_read_for_ever(clinic: Clinic) -> None:
    def endless(_: Request) -> Response:
        return fhir(searchset(following=f"Procedure?page={len(clinic.ehr.asked)}"))

    clinic.ehr.faults["Procedure"] = endless
    assert "too many pages" in clinic.why()
