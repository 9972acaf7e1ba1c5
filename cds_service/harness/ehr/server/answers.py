"""Answers of a FHIR server: resources, and OperationOutcomes for what could not be done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

MEDIA_TYPE = "application/fhir+json"
_CODES = {
    HTTPStatus.UNAUTHORIZED: "login",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "not-supported",
    HTTPStatus.TOO_MANY_REQUESTS: "throttled",
    HTTPStatus.SERVICE_UNAVAILABLE: "transient",
}


class Refusal(Exception):
    """A request that is answered with an OperationOutcome; the message says what to do about it."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.headers = status, text, headers


def fhir(body: Mapping[str, Any], status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Response:
    """A resource as a FHIR server sends it."""
    sent = {"Cache-Control": "no-store", **(headers or {})}
    return Response(json.dumps(body, ensure_ascii=False), status, sent, MEDIA_TYPE)


def outcome(status: int, text: str | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """An OperationOutcome of severity error with the issue code that fits the status."""
    code = _CODES.get(HTTPStatus(status), "exception" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid")
    issue = {"severity": "error", "code": code, "diagnostics": text or HTTPStatus(status).phrase}
    return fhir({"resourceType": "OperationOutcome", "issue": [issue]}, status, headers)
