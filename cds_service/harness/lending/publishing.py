"""The client as which the harness calls, with its keys published on a socket of this machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cds_service.harness.ehr.serving import served
from cds_service.harness.signing.folder import keys_in
from cds_service.harness.signing.identity import ISS, Identity, stranger
from cds_service.harness.signing.key_server import KeyServer
from cds_service.harness.signing.pair import RECOMMENDED, public_set

Message = dict[str, Any]


@contextmanager
def identity_in(
    folder: Path, *, iss: str = ISS, tenant: str | None = None, jwks_port: int | None = None
) -> Iterator[Identity]:
    """The client whose keys are in the folder, while its key server is up.

    With a port the service is taken to read the keys there. Raises `NotKeys`, and `OSError`.
    """
    keys = keys_in(folder)
    with key_server(public_set(keys.pairs), {"keys": [stranger(one) for one in RECOMMENDED]}, jwks_port or 0) as server:
        yield Identity(keys=keys, server=server, iss=iss, tenant=tenant, is_published=jwks_port is not None)


@contextmanager
def key_server(own: Mapping[str, Any], foreign: Mapping[str, Any], port: int = 0) -> Iterator[KeyServer]:
    """The server, up on 127.0.0.1; port 0 takes a free one. Raises `OSError` if the port cannot be had."""
    keys = KeyServer(own, foreign)

    async def application(
        scope: Mapping[str, Any], _: Callable[[], Awaitable[Any]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        if scope["type"] != "http":  # the start and the end of the server need nothing
            return
        answer = keys.answer(scope["path"])
        headers = [answer.header, ("content-length", str(len(answer.body)))]
        written = [(name.encode(), value.encode()) for name, value in headers]
        await send({"type": "http.response.start", "status": int(answer.status), "headers": written})
        await send({"type": "http.response.body", "body": answer.body})

    with served(application, port=port) as address:
        keys.address = address
        yield keys
