"""Connections on which nothing is under way for too long are closed: heads that drip in, bodies that nobody reads."""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import ref

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

PATIENCE_SECONDS = 10.0
"""A head must be whole within this time, or twice as long; the server itself bounds only what lies between calls."""


CROWDED = 600
"""Open connections of one process from which on none may rest: whoever holds them silently keeps nobody else out."""


def watched(*, _loop: asyncio.AbstractEventLoop | None = None, **given: Any) -> H11Protocol:
    """A connection as uvicorn makes it, and somebody who looks after it."""
    protocol = H11Protocol(_loop=_loop, **given)
    _look_later(_loop or asyncio.get_running_loop(), protocol)
    return protocol


def _look_later(loop: asyncio.AbstractEventLoop, protocol: H11Protocol) -> None:
    """By reference only: a connection that is gone is not kept."""
    call = _call_of(protocol)
    loop.call_later(PATIENCE_SECONDS, _look, loop, ref(protocol), ref(call) if call else None)


def _look(loop: asyncio.AbstractEventLoop, at: ref[H11Protocol], last_seen: ref[RequestResponseCycle] | None) -> None:
    protocol = at()
    if protocol is None or protocol.transport is None or protocol.transport.is_closing():
        return
    if (_is_owed_nothing(protocol) or _is_in_the_way(protocol)) and _call_of(protocol) is (
        last_seen() if last_seen else None
    ):
        protocol.transport.close()
    else:
        _look_later(loop, protocol)


def _is_owed_nothing(protocol: H11Protocol) -> bool:
    """Every call was answered, and the next one does not come, or the rest of an answered one does not end.

    A client that has sent nothing since its answer is left to the server's own timer, which is more patient.
    """
    call = _call_of(protocol)
    if call is None:
        return True
    is_resting = protocol.conn.their_state is h11.IDLE and not protocol.conn.trailing_data[0]
    return call.response_complete and not is_resting


def _is_in_the_way(protocol: H11Protocol) -> bool:
    """It rests, while others may soon find no place."""
    call = _call_of(protocol)
    return call is not None and call.response_complete and len(protocol.connections) > CROWDED


def _call_of(protocol: H11Protocol) -> RequestResponseCycle | None:
    """The last call; None before the first, whatever uvicorn's annotations say."""
    call: RequestResponseCycle | None = protocol.cycle
    return call
