"""The address of a service → the recorded exchanges of a whole run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from cds_service.harness.change import changed, placed, present
from cds_service.harness.exchange import Exchange
from cds_service.harness.feedback_body import about_a_card
from cds_service.harness.lending.lent_ehr import LentEhr
from cds_service.harness.lending.loan import Loan
from cds_service.harness.probe import Per, Probe, all_probes
from cds_service.harness.sending import Line, Subject, sent
from cds_service.harness.signing.identity import Identity
from cds_service.harness.signing.terms import TokenTerms
from cds_service.harness.valid_call import ValidCall, calls_for

_DISCOVERY = "discovery"
_VALID = "valid call"
_TRUSTED = {"token: ES384": "ES384", "token: RS384": "RS384"}
_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_AT_ONCE = 8


class _Run:
    """What is known of one service so far: the line to it, its valid calls, and the exchanges by their probes' names.

    Of several exchanges of one probe the one with the richest answer is kept.
    """

    def __init__(self, line: Line, service: Mapping[str, Any], calls: tuple[ValidCall, ...]) -> None:
        self.line, self.service, self.calls = line, service, calls
        self.seen: dict[str, Exchange] = {}
        self._answered: dict[str, Exchange] = {}

    @property
    def valid(self) -> Mapping[str, Any]:
        """The call from which variants start: the valid one with the richest answer."""
        return self.seen[_VALID].sent.content if _VALID in self.seen else self.calls[0].body

    @property
    def keys(self) -> tuple[str, ...]:
        """The prefetch keys of that call."""
        prefetch = self.valid.get("prefetch")
        return tuple(prefetch) if isinstance(prefetch, dict) else ()

    def before(self, subject: Subject) -> Mapping[str, Exchange]:
        """The exchanges so far, with the valid call of that name in place of the richest."""
        same = self._answered.get(subject.request_name or "")
        return {**self.seen, _VALID: same} if same else self.seen

    def keep(self, exchange: Exchange) -> None:
        """Remember it, and sign from now on with the key that the service has shown to trust."""
        kept = self.seen.get(exchange.probe, exchange)
        self.seen[exchange.probe] = max(kept, exchange, key=_richness)
        if exchange.probe == _VALID and exchange.request_name:
            self._answered[exchange.request_name] = exchange
        if exchange.probe in _TRUSTED and self.line.identity:
            trusted = [probe for probe in _TRUSTED if probe in self.seen and self.seen[probe].status not in _REFUSED]
            algorithm = _TRUSTED[trusted[0]] if trusted else self.line.identity.algorithm
            self.line = replace(self.line, identity=replace(self.line.identity, algorithm=algorithm))


def exchanges_of(line: Line, own: Iterable[ValidCall] = (), ehr: LentEhr | None = None) -> Iterator[Exchange]:
    """Send every probe that fits what discovery lists, and yield what happened in the order of sending.

    Probes about tokens are sent if the line has an identity, those about access to FHIR if there is an EHR to lend.
    """
    calls = tuple(own)
    seen: dict[str, Exchange] = {}
    for probe in _sendable(line, ehr):
        if probe.per is Per.RUN:
            seen[probe.name] = sent(line, probe, Subject(), probe.body, seen)
            yield seen[probe.name]
    is_first = True
    for service in _callable(seen[_DISCOVERY]):
        run = _Run(line, service, calls_for(service, calls))
        yield from _of_service(run, ehr, is_first=is_first)
        is_first = is_first and run.seen[_VALID].status != HTTPStatus.OK


def _sendable(line: Line, ehr: LentEhr | None) -> Iterator[Probe]:
    return (probe for probe in all_probes() if (ehr or not probe.loan) and _has_token(line.identity, probe.token))


def _has_token(identity: Identity | None, terms: TokenTerms | None) -> bool:
    """Whether the token of a probe can be made and says something about the service."""
    if terms is None or identity is None:
        return terms is None
    return (identity.is_published or not terms.published) and (bool(identity.tenant) or not terms.tenanted)


def _callable(discovery: Exchange) -> Iterator[Mapping[str, Any]]:
    listed = (
        discovery.value.get("services")
        if discovery.status == HTTPStatus.OK and isinstance(discovery.value, dict)
        else None
    )
    for service in listed if isinstance(listed, list) else ():
        if isinstance(service, dict) and all(isinstance(service.get(name), str) for name in ("id", "hook")):
            yield service


def _of_service(run: _Run, ehr: LentEhr | None, *, is_first: bool) -> Iterator[Exchange]:
    for probe in _sendable(run.line, ehr):
        if probe.per is Per.FIRST and not (is_first and run.seen[_VALID].status == HTTPStatus.OK):
            continue
        found = _lending(run, probe, probe.loan, ehr) if probe.loan and ehr else _sending(run, probe)
        for exchange in found:
            run.keep(exchange)
            yield exchange


def _sending(run: _Run, probe: Probe) -> Iterator[Exchange]:
    def send(request: tuple[Subject, Any]) -> Exchange:
        subject, content = request
        return sent(run.line, probe, subject, content, run.before(subject))

    if not probe.together:
        yield from map(send, _requests(run, probe))
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(send, list(_requests(run, probe)) * 2)


def _lending(run: _Run, probe: Probe, loan: Loan, ehr: LentEhr) -> Iterator[Exchange]:
    """The exchanges of a probe that lends the EHR, each with what the service asked of it."""
    changes = placed(probe.changes, {"ehr": ehr.base, "elsewhere": ehr.elsewhere})
    for key in run.keys if probe.per is Per.KEY else (None,):
        with ehr.lend(loan, run.service, run.valid) as call:
            subject = Subject(service=run.service, key=key)
            exchange = sent(run.line, probe, subject, changed(call, changes, key), run.seen)
            yield replace(exchange, visits=ehr.visits)


def _requests(run: _Run, probe: Probe) -> Iterator[tuple[Subject, Any]]:
    """What this probe sends to the service."""
    valid, service = run.valid, run.service
    match probe.per:
        case Per.REQUEST:
            yield from ((Subject(service=service, request_name=call.name), call.body) for call in run.calls)
        case Per.KEY:
            for key in run.keys:
                yield Subject(service=service, key=key), changed(valid, probe.changes, key)
        case Per.SERVICE | Per.FIRST if probe.if_present is None or present(valid, probe.if_present):
            yield Subject(service=service), _content(probe, valid, run.seen.get(_VALID))


def _content(probe: Probe, valid: Mapping[str, Any], answered: Exchange | None) -> Any:
    if probe.body is not None:
        return about_a_card(probe.body, answered)
    return changed(valid, probe.changes) if probe.method == "POST" and probe.text is None else None


def _richness(exchange: Exchange) -> tuple[bool, int]:
    return exchange.status == HTTPStatus.OK, len(exchange.received.body) if exchange.received else 0
