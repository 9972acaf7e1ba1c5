"""The small services of `tests/harness/broken` on a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cds_service.harness.ehr.serving import served
from tests.harness.broken.sound import Fault, client_of

_OF_THE_CONNECTION = frozenset({"host", "content-length", "accept-encoding", "connection"})


@contextmanager
def published(fault: Fault) -> Iterator[str]:
    """The address of the service with this fault, while it is up."""
    with client_of(fault) as client:

        async def answer(request: Request) -> Response:
            sent = [(name, value) for name, value in request.headers.items() if name not in _OF_THE_CONNECTION]
            url = f"{fault.base}{request.scope['raw_path'].decode()}"
            content = await request.body()
            got = await run_in_threadpool(client.request, request.method, url, headers=sent, content=content or None)
            headers = {name: value for name, value in got.headers.items() if name != "content-length"}
            return Response(got.content, got.status_code, headers)

        methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        with served(Starlette(routes=[Route("/{path:path}", answer, methods=methods)])) as address:
            yield address
