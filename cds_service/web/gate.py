"""Request → its caller, before its body is read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request

from cds_service.auth.admission import Call, Endpoint
from cds_service.auth.client import Caller
from cds_service.auth.refusal import Refusal
from cds_service.observing.call import note

Admit = Callable[[Call], Awaitable[Caller | Refusal]]


class NotAdmitted(Exception):
    """A call that is not admitted: 401, 403 or 429, as `refusal` says."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.why.value)
        self.refusal = refusal


async def caller_of(request: Request, endpoint: Endpoint, service: str, admit: Admit) -> Caller:
    """Who calls. Raises `NotAdmitted`; either way nothing of the body has been received."""
    call = Call(
        endpoint=endpoint,
        service=service,
        authorization=tuple(request.headers.getlist("authorization")),
        peer=request.client.host if request.client else "",
    )
    found = await admit(call)
    if isinstance(found, Refusal):
        note(refused=(found.fault or found.why).name.lower())
        raise NotAdmitted(found)
    note(client=found.iss or "")
    return found
