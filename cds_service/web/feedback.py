"""The route of feedback: who calls, what is said, kept, and only then acknowledged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from cds_service.auth.admission import Endpoint
from cds_service.feedback.outcome import Feedback
from cds_service.feedback.reading.body import read_feedback
from cds_service.observing.call import note
from cds_service.web.body import Limits, read_body
from cds_service.web.gate import Admit, caller_of

Take = Callable[[str, Sequence[Feedback]], Awaitable[None]]


def feedback_routes(services: Iterable[str], admit: Admit, take: Take, limits: Limits) -> APIRouter:
    """Feedback about cards of these services (ids). What `take` has returned from is acknowledged."""
    routes = APIRouter()
    known = frozenset(services)

    @routes.post("/cds-services/{identifier}/feedback")
    async def feedback(request: Request, identifier: str) -> Response:
        if identifier not in known:
            raise HTTPException(404)
        note(service=identifier)
        await caller_of(request, Endpoint.FEEDBACK, identifier, admit)
        items = await run_in_threadpool(read_feedback, await read_body(request, limits))
        await take(identifier, items)
        return Response(b"{}", media_type="application/json")

    return routes
