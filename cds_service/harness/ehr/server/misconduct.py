"""A sound answer × how the server behaves → what goes over the wire."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from cds_service.harness.ehr.faults.conduct import Conduct
from cds_service.harness.ehr.server.answers import outcome
from cds_service.harness.ehr.server.call import Call


def on_the_wire(call: Call, sound: Response) -> ASGIApp:
    """The answer that is sent."""
    conduct = call.conduct
    if conduct.later_pages_only and not call.is_later_page:
        return sound
    if conduct.redirects:
        return Response(None, HTTPStatus.TEMPORARY_REDIRECT, {"Location": f"{call.elsewhere}/{call.below}"})
    if conduct.status is not None:
        return outcome(conduct.status, headers=conduct.headers)
    return _half_sent(sound) if conduct.breaks_off else _rewritten(sound, conduct)


def _rewritten(sound: Response, conduct: Conduct) -> Response:
    """The answer with another body or another media type; the same one if the conduct changes neither."""
    if (conduct.body, conduct.media_type, conduct.cut) == (None, None, 1):
        return sound
    body = _share(sound, conduct.cut) if conduct.body is None else conduct.body
    return Response(body, sound.status_code, media_type=conduct.media_type or sound.media_type)


def _share(answer: Response, share: float) -> bytes:
    return bytes(answer.body)[: int(len(answer.body) * share)]


def _half_sent(answer: Response) -> ASGIApp:
    """An answer whose headers promise the whole; the server closes the connection when the rest does not come."""

    async def send_half(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": answer.status_code, "headers": answer.raw_headers})
        await send({"type": "http.response.body", "body": _share(answer, 0.5), "more_body": True})

    return send_half
