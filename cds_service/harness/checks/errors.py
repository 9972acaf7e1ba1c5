"""Bodies of errors: JSON, an OperationOutcome, and nothing of the patient or the program in it."""

from __future__ import annotations

from typing import Any

from cds_service.harness.checks.shape import Breaches, Check
from cds_service.harness.exchange import Exchange

CANARY = "Canary-Nightjar"
"""A name that a probe puts into the patient of a bad call; it must not come back."""

_OF_THE_PROGRAM = (b"Traceback (most recent call last)", b"\tat java.", b"System.NullReference", b'File "/')


def _json(exchange: Exchange) -> Breaches:
    if not _is_error(exchange):
        return None
    if not exchange.received or not exchange.received.body or exchange.received.not_json:
        return [f"the body of the {exchange.status} is not JSON"]
    return ["the body has the default form of a framework (detail)"] if _is_default(exchange.value) else []


def _outcome(exchange: Exchange) -> Breaches:
    if not _is_error(exchange) or exchange.value is None or _is_default(exchange.value):
        return None
    value = exchange.value if isinstance(exchange.value, dict) else {}
    issues = value.get("issue")
    if value.get("resourceType") != "OperationOutcome" or not isinstance(issues, list) or not issues:
        return ["the body is not an OperationOutcome with issues"]
    lacking = [one for one in issues if not isinstance(one, dict) or not one.get("severity") or not one.get("code")]
    return ["an issue lacks severity or code"] if lacking else []


def _discreet(exchange: Exchange) -> Breaches:
    if exchange.received is None or exchange.status < 400:
        return None
    body = exchange.received.body
    return [
        *(["the error repeats the name of the patient"] if CANARY.encode() in body else []),
        *(["the error shows the inside of the program"] if any(sign in body for sign in _OF_THE_PROGRAM) else []),
    ]


def _is_error(exchange: Exchange) -> bool:
    return 400 <= exchange.status < 500 and exchange.status not in {401, 403, 405}


def _is_default(value: Any) -> bool:
    return isinstance(value, dict) and "detail" in value and "resourceType" not in value


CHECKS: dict[str, Check] = {"error-json": _json, "error-outcome": _outcome, "error-discreet": _discreet}
