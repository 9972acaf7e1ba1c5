"""A small CDS service that keeps every rule, built so that one fault at a time can be put into it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from tests.harness.broken.cards import full_card, plain_card, system_action
from tests.harness.broken.guard import Guard
from tests.harness.broken.reading import completed
from tests.harness.broken.refusal import Refusal

Json = Any
BASE = "https://sound.example.org"
_LIMIT = 10_000_000
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_KEYS = {"patient": "Patient", "conditions": "Bundle"}
_OTHER_NAMES = {"feedback": "sound-view", "my-hook": "patient-view"}  # for faults in names alone
_OUTCOMES = ("accepted", "overridden")


def unchanged(body: Json) -> Json:
    """No fault here."""
    return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a broken service does differently; each part acts on what the sound service would say or accept.

    `discovery` and `answer` change bodies (`answer` sees the request too), `wire` changes the whole response, `refuse`
    refuses what should be taken, and each word in `forgives` switches one validation off. With a `guard` calls need
    tokens; what prefetch lacks is read from `fhir_server` and from nowhere else.
    """

    discovery: Callable[[Json], Json] = unchanged
    answer: Callable[[Json, Json], Json] = lambda body, request: body
    wire: Callable[[httpx.Request, httpx.Response], httpx.Response] = lambda request, response: response
    refuse: Callable[[Json], bool] = lambda request: False
    forgives: frozenset[str] = frozenset()
    base: str = BASE
    guard: Guard | None = None
    fhir_server: str = ""


def client_of(fault: Fault) -> httpx.Client:
    """A client whose requests reach the service with this fault."""

    def handle(request: httpx.Request) -> httpx.Response:
        response = _response(fault, request)
        origin = request.headers.get("Origin")
        if origin:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Vary"] = "Origin"
        return fault.wire(request, response)

    return httpx.Client(transport=httpx.MockTransport(handle))


def raw(body: str, status: int = 200, media_type: str = "application/json") -> httpx.Response:
    """A response with this very text."""
    return httpx.Response(status, content=body.encode(), headers={**_HEADERS, "Content-Type": media_type})


def _response(fault: Fault, request: httpx.Request) -> httpx.Response:
    try:
        return _routed(fault, request)
    except Refusal as refusal:
        issue = {"severity": "error", "code": "invalid", "diagnostics": str(refusal)}
        refused = raw(json.dumps({"resourceType": "OperationOutcome", "issue": [issue]}), refusal.status)
        if refusal.status == 401:
            refused.headers["WWW-Authenticate"] = "Bearer"
        return refused


def _routed(fault: Fault, request: httpx.Request) -> httpx.Response:
    path = request.url.path.rstrip("/")
    if request.method == "OPTIONS":
        allowed = {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
        }
        return httpx.Response(204, headers=allowed)
    if path == "/cds-services":
        return raw(json.dumps(fault.discovery(discovery())))
    _, _, identifier, *rest = path.split("/")
    identifier = _OTHER_NAMES.get(identifier, identifier)
    service = next((one for one in discovery()["services"] if one["id"] == identifier), None)
    if service is None:
        raise Refusal(404, "no such service")
    if request.method != "POST":
        raise Refusal(405, "POST only")
    if "body first" in fault.forgives:
        _read(fault, request)
    if fault.guard and not _is_let_in(fault, request, rest):
        fault.guard.check(request)
    body = _read(fault, request)
    if rest == ["feedback"]:
        return _feedback(fault, body)
    return raw(json.dumps(fault.answer(_answer(fault, service, body), body)))


def _is_let_in(fault: Fault, request: httpx.Request, rest: list[str]) -> bool:
    forgiven = "feedback without a token" in fault.forgives and rest == ["feedback"]
    return forgiven and "Authorization" not in request.headers


def _read(fault: Fault, request: httpx.Request) -> Json:
    if len(request.content) > _LIMIT:
        raise Refusal(413, "too large")
    try:
        body = json.loads(request.content)
    except ValueError as error:
        raise Refusal(400, "not JSON") from error
    if not isinstance(body, dict):
        raise Refusal(400, "not an object")
    if fault.refuse(body):
        raise Refusal(400, "refused by the fault")
    return body


def discovery() -> Json:
    """What the service says of itself."""
    shared = {
        "title": "Sound service",
        "description": "Says the same about everybody.",
        "usageRequirements": "None.",
        "prefetch": {
            "patient": "Patient/{{context.patientId}}",
            "conditions": "Condition?patient={{context.patientId}}&_sort=-recorded-date&_count=50",
        },
    }
    return {
        "services": [
            {"hook": "patient-view", "id": "sound-view", **shared},
            {"hook": "order-sign", "id": "sound-sign", **shared},
            {"hook": "order-select", "id": "sound-select", **shared},
        ],
        "extension": {"org.example.sound": {"since": 2020}},
    }


def _answer(fault: Fault, service: Mapping[str, Any], body: Json) -> Json:
    _check(fault, service, body)
    patient = body["context"]["patientId"]
    prefetch = completed(body, service, fault.fhir_server, fault.forgives)
    for key, kind in _KEYS.items():
        _check_value(fault, key, kind, prefetch, patient)
    entries = (prefetch["conditions"] or {}).get("entry", ())
    matches = [one for entry in entries if (one := entry.get("resource", {})).get("resourceType") == "Condition"]
    if not matches or prefetch["patient"] is None:
        return {"cards": []}
    problems = len(matches) if "duplicates" in fault.forgives else len({one["id"] for one in matches})
    return {"cards": [full_card(body, problems), plain_card()], "systemActions": [system_action()]}


def _check(fault: Fault, service: Mapping[str, Any], body: Json) -> None:
    wanted: Iterable[tuple[str, Json, type]] = (
        ("hook", body.get("hook"), str),
        ("hookInstance", body.get("hookInstance"), str),
        ("context", body.get("context"), dict),
        ("prefetch", body.get("prefetch", {}), dict),
    )
    for name, value, kind in wanted:
        if name not in fault.forgives and not isinstance(value, kind):
            raise Refusal(400, f"{name} is missing or of the wrong kind")
    if "another hook" not in fault.forgives and _OTHER_NAMES.get(body["hook"], body["hook"]) != service["hook"]:
        raise Refusal(400, "this hook is served elsewhere")
    if not isinstance(body["context"].get("patientId"), str):
        raise Refusal(400, "patientId is missing")
    if service["hook"] != "patient-view" and not isinstance(body["context"].get("draftOrders"), dict):
        raise Refusal(400, "draftOrders is missing")


def _check_value(fault: Fault, key: str, kind: str, prefetch: Json, patient: str) -> None:
    if key not in prefetch:
        if "absent" not in fault.forgives:
            raise Refusal(412, f"prefetch.{key} is missing")
        prefetch[key] = None
    value = prefetch[key]
    if value is None:
        return
    if not isinstance(value, dict) or value.get("resourceType") != kind:
        is_outcome = isinstance(value, dict) and value.get("resourceType") == "OperationOutcome"
        if ("outcome" if is_outcome else "text") not in fault.forgives:
            raise Refusal(412, f"prefetch.{key} cannot be used")
        prefetch[key] = None
    elif kind == "Patient" and value.get("id") != patient and "another patient" not in fault.forgives:
        raise Refusal(400, "prefetch is about another patient")


def _feedback(fault: Fault, body: Json) -> httpx.Response:
    items = body.get("feedback")
    if "feedback" in fault.forgives:
        return raw("", 200)
    if not isinstance(items, list) or not items:
        raise Refusal(400, "feedback is missing")
    for item in items:
        _check_item(item)
    return raw("", 200)


def _check_item(item: Json) -> None:
    stamp = str(item.get("outcomeTimestamp", ""))
    accepted = item.get("outcome") == "accepted"
    good = (
        isinstance(item.get("card"), str)
        and item.get("outcome") in _OUTCOMES
        and stamp.endswith(("Z", "+00:00"))
        and (bool(item.get("acceptedSuggestions")) or not accepted)
    )
    if not good:
        raise Refusal(400, "an item is not valid")


def is_upper(instance: str) -> bool:
    """Whether a hookInstance is written in capital letters."""
    return instance != instance.lower()


def version_of(instance: str) -> int | None:
    """The version of a UUID; None for other text."""
    try:
        return UUID(instance).version
    except ValueError:
        return None


def slow(response: httpx.Response) -> httpx.Response:
    """The response, late."""
    time.sleep(0.55)
    return response
