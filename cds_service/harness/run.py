"""The address of a service → the recorded exchanges of a whole run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cds_service.harness.change import changed, present
from cds_service.harness.exchange import Exchange
from cds_service.harness.feedback_body import about_a_card
from cds_service.harness.probe import Per, Probe, all_probes
from cds_service.harness.sending import Line, Subject, sent
from cds_service.harness.valid_call import ValidCall, calls_for

_DISCOVERY = "discovery"
_VALID = "valid call"


def exchanges_of(line: Line, own: Iterable[ValidCall] = ()) -> Iterator[Exchange]:
    """Send every probe that fits what discovery lists, and yield what happened in the order of sending."""
    calls = tuple(own)
    seen: dict[str, Exchange] = {}
    for probe in all_probes():
        if probe.per is Per.RUN:
            seen[probe.name] = sent(line, probe, Subject(), probe.body, seen)
            yield seen[probe.name]
    for service in _callable(seen[_DISCOVERY]):
        yield from _of_service(line, service, calls_for(service, calls))


def _callable(discovery: Exchange) -> Iterator[Mapping[str, Any]]:
    listed = discovery.value.get("services") if discovery.status == 200 and isinstance(discovery.value, dict) else None
    for service in listed if isinstance(listed, list) else ():
        if isinstance(service, dict) and all(isinstance(service.get(name), str) for name in ("id", "hook")):
            yield service


def _of_service(line: Line, service: Mapping[str, Any], calls: tuple[ValidCall, ...]) -> Iterator[Exchange]:
    seen: dict[str, Exchange] = {}
    for probe in all_probes():
        for subject, content in _requests(probe, service, calls, seen):
            exchange = sent(line, probe, subject, content, seen)
            seen[probe.name] = max(seen.get(probe.name, exchange), exchange, key=_richness)
            yield exchange


def _requests(
    probe: Probe, service: Mapping[str, Any], calls: tuple[ValidCall, ...], seen: Mapping[str, Exchange]
) -> Iterator[tuple[Subject, Any]]:
    """What this probe sends to the service; variants start from the valid call with the richest answer."""
    valid = seen[_VALID].sent.content if _VALID in seen else calls[0].body
    match probe.per:
        case Per.REQUEST:
            yield from ((Subject(service=service, request_name=call.name), call.body) for call in calls)
        case Per.KEY:
            for key in valid.get("prefetch") or ():
                yield Subject(service=service, key=key), changed(valid, probe.changes, key)
        case Per.SERVICE if probe.if_present is None or present(valid, probe.if_present):
            yield Subject(service=service), _content(probe, valid, seen.get(_VALID))


def _content(probe: Probe, valid: Mapping[str, Any], answered: Exchange | None) -> Any:
    if probe.body is not None:
        return about_a_card(probe.body, answered)
    return changed(valid, probe.changes) if probe.method == "POST" and probe.text is None else None


def _richness(exchange: Exchange) -> tuple[bool, int]:
    return exchange.status == 200, len(exchange.received.body) if exchange.received else 0
