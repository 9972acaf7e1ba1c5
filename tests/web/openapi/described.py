"""The description of the service as it runs by default, and answers held to it."""

from __future__ import annotations

from functools import cache
from typing import Any

import httpx
import schemathesis

from cds_service.bootstrap import SERVICES
from cds_service.settings import load
from cds_service.web.openapi.document import document

SETTINGS = {"NET_CDS_AS_OF": "2026-11-24"}
DOCUMENT: dict[str, Any] = document(SERVICES, load(SETTINGS))


@cache
def schema() -> schemathesis.BaseSchema:
    """The description as the fuzzer reads it."""
    return schemathesis.openapi.from_dict(DOCUMENT)


def hold(answer: httpx.Response, path: str, method: str = "POST") -> None:
    """Raises unless status, media type, headers and body are as the description has them for this operation."""
    assert str(answer.status_code) in DOCUMENT["paths"][path][method.lower()]["responses"], answer.text
    schema()[path][method].validate_response(answer)
