"""A CDS service on a socket that remembers what it was sent and answers what it is told to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cds_service.harness.ehr.serving import served

TEMPLATES = {
    "patient": "Patient/{{context.patientId}}",
    "user": "{{context.userId}}",
    "observations": "Observation?patient={{context.patientId}}&date=ge2026-01-01&date=le{{today()}}",
    "conditions": "Condition?patient={{context.patientId}}",
    "encounter": "Encounter/{{context.encounterId}}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One request; `body` is its JSON."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """A service at `address`; its calls are answered with the last of `answers`, a JSON value or a response."""

    address: str
    heard: list[Heard] = field(default_factory=list)
    answers: list[Any] = field(default_factory=lambda: [{"cards": []}])

    @property
    def last(self) -> Heard:
        """The last request."""
        return self.heard[-1]


@contextmanager
def listening(templates: Mapping[str, str] = TEMPLATES) -> Iterator[Listener]:
    """The service, up, with one id for each of three hooks."""
    heard: list[Heard] = []
    answers: list[Any] = [{"cards": []}]

    async def discovery(request: Request) -> Response:
        await _remember(request, heard)
        hooks = ("patient-view", "order-select", "order-sign", "medication-refill")
        services = [
            {"hook": hook, "id": f"my {hook}", "description": "", "prefetch": dict(templates)} for hook in hooks
        ]
        return _json({"services": [*services, {"hook": "no-id"}, None], "more": 1})

    async def call(request: Request) -> Response:
        await _remember(request, heard)
        answer = answers[-1]
        return answer if isinstance(answer, Response) else _json(answer)

    routes = [
        Route("/cds-services", discovery),
        Route("/cds-services/{id}", call, methods=["POST"]),
        Route("/cds-services/{id}/feedback", call, methods=["POST"]),
    ]
    with served(Starlette(routes=routes)) as address:
        yield Listener(address=address, heard=heard, answers=answers)


async def _remember(request: Request, heard: list[Heard]) -> None:
    raw = await request.body()
    path = request.scope["raw_path"].decode()
    heard.append(
        Heard(method=request.method, path=path, headers=dict(request.headers), body=json.loads(raw) if raw else None)
    )


def _json(value: Any) -> Response:
    return Response(json.dumps(value), media_type="application/json")
