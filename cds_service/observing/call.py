"""One call under way: its id, and what is noted of it on its way, for the log and the numbers."""

from __future__ import annotations

from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What is noted of a call: words of ours or of the site's, nothing that the request brought.

    id       drawn by lot; it stands in the answer's X-Request-ID and in every line of the log about the call
    route    the template of the route, such as /cds-services/{identifier}; empty where there is none
    service  id of the service, once it is known to be one of ours
    client   the `iss` of a client that was admitted
    refused  why the call was not admitted
    cards    topic and indicator of each card that is sent
    lists    what came of reading each list that prefetch lacked from the EHR's server
    """

    id: str = ""
    route: str = ""
    service: str = ""
    client: str = ""
    refused: str = ""
    cards: Collection[tuple[str, str]] | None = None
    lists: Collection[str] = ()


_NOTHING = Noted()
_NOTED: ContextVar[Noted] = ContextVar("noted", default=_NOTHING)


def begin() -> str:
    """A call begins, and nothing is noted of it yet; its id. What this task does from now on belongs to it."""
    noted = Noted(id=uuid4().hex)
    _NOTED.set(noted)
    return noted.id


def note(**facts: Any) -> None:
    """Note more of the call, by the names of `Noted`; for whoever works in the task that began it."""
    _NOTED.set(replace(_NOTED.get(), **facts))


def noted() -> Noted:
    """What is noted of the call under way; empty outside of calls."""
    return _NOTED.get()
