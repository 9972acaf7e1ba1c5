"""Small ways to break a sound service: one value in discovery, in an answer, or on the wire."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import httpx

from tests.harness.broken.sound import Fault, raw

GONE = object()
"""Stands for a member that is taken away."""

_OUTCOME = '{"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "invalid"}]}'

Test = Callable[[httpx.Request], bool]


def listed(pointer: str, value: Any) -> Fault:
    """Discovery has this value there."""
    return Fault(discovery=lambda body: put(body, pointer, value))


def answered(pointer: str, value: Any) -> Fault:
    """Answers with cards have this value there; a pointer that leads nowhere changes nothing."""
    return Fault(answer=lambda body, request: put(body, pointer, value) if body["cards"] else body)


def template(text: str) -> Fault:
    """The prefetch key `conditions` has this template."""
    return listed("/services/0/prefetch/conditions", text)


def replying(when: Test, response: Callable[[httpx.Response], httpx.Response]) -> Fault:
    """Requests that fit get another response."""
    return Fault(wire=lambda request, sound: response(sound) if when(request) else sound)


def status(code: int, when: Test) -> Fault:
    """Requests that fit are answered with this status, errors with an OperationOutcome."""
    if code >= 400:
        return saying(_OUTCOME, when, code)
    return replying(when, lambda sound: httpx.Response(code, headers=sound.headers, content=sound.content))


def without_header(name: str, when: Test) -> Fault:
    """Requests that fit are answered without this header."""

    def response(sound: httpx.Response) -> httpx.Response:
        del sound.headers[name]
        return sound

    return replying(when, response)


def saying(body: str, when: Test, code: int = 400, media_type: str = "application/json") -> Fault:
    """Requests that fit are answered with this text."""

    def response(sound: httpx.Response) -> httpx.Response:
        made = raw(body, code, media_type)
        made.headers["Access-Control-Allow-Origin"] = sound.headers["Access-Control-Allow-Origin"]
        return made

    return replying(when, response)


def put(body: Any, pointer: str, value: Any) -> Any:
    """A copy of the body with the value there."""
    made = copy.deepcopy(body)
    *steps, last = pointer.split("/")[1:]
    holder = made
    for step in steps:
        holder = _inner(holder, step)
    if isinstance(holder, list) and last.isdigit() and int(last) < len(holder):
        holder[int(last)] = value
    elif isinstance(holder, dict):
        if value is GONE:
            holder.pop(last, None)
        else:
            holder[last] = value
    return made


def one_service(body: Any) -> Any:
    """Discovery with the service for signing orders alone; the others would only take time."""
    return {**body, "services": [one for one in body["services"] if one["hook"] == "order-sign"]}


def is_discovery(request: httpx.Request) -> bool:
    """GET of discovery as it is specified, without a slash at its end."""
    return request.method == "GET" and request.url.path == "/cds-services"


def is_call(request: httpx.Request) -> bool:
    """POST of anything but feedback to a service that exists."""
    return request.method == "POST" and request.url.path in {
        "/cds-services/sound-view",
        "/cds-services/sound-sign",
        "/cds-services/sound-select",
    }


def is_feedback(request: httpx.Request) -> bool:
    """POST of feedback."""
    return request.url.path.endswith("/feedback")


def sends(test: Callable[[Any], bool], where: Test = is_call) -> Test:
    """Requests whose JSON object fits."""

    def when(request: httpx.Request) -> bool:
        if not where(request) or not request.content:
            return False
        try:
            body = json.loads(request.content)
        except ValueError:
            return False
        return isinstance(body, dict) and test(body)

    return when


def _inner(holder: Any, step: str) -> Any:
    if isinstance(holder, list):
        return holder[int(step)] if step.isdigit() and int(step) < len(holder) else None
    return holder.get(step) if isinstance(holder, dict) else None
