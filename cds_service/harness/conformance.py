"""A CDS service, at its address or as an application → whether it keeps the rules, with the evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx

from cds_service.harness.ehr.serving import WITHOUT_PROXY, served
from cds_service.harness.finding import Judgement, Outcome, judged
from cds_service.harness.report.summary import Report, evidence
from cds_service.harness.rule import Target, rules_for
from cds_service.harness.run import exchanges_of
from cds_service.harness.sending import Line
from cds_service.harness.valid_call import read_calls

Service = str | Any
"""The base address of a service, or an ASGI application."""

_DISCOVERY = "/cds-services"
_UNANSWERED = (
    "No call of a service was answered with 200, so that little was measured; see the report, or give headers."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformance:
    """What a run showed; `was_answered` if a call of a service was answered with 200 at all."""

    report: Report
    was_answered: bool

    @property
    def broken(self) -> tuple[Judgement, ...]:
        """The binding rules that are broken, in the order of the table."""
        return self.report.having(Outcome.FAIL)

    @property
    def advice(self) -> tuple[Judgement, ...]:
        """What is recommended only, and was not done."""
        return self.report.having(Outcome.WARN)

    def holds(self) -> None:
        """Raises `AssertionError`, which names each broken rule with its evidence, or that nothing was measured."""
        __tracebackhide__ = True
        if self.broken:
            raise AssertionError("\n".join([self._heading(), *(line for one in self.broken for line in _told(one))]))
        if not self.was_answered:
            raise AssertionError(f"{self._heading()}\n{_UNANSWERED}")

    def _heading(self) -> str:
        broken = f"{len(self.broken)} of {len(self.report.judgements)} rules broken"
        return f"{self.report.url} against CDS Hooks {self.report.target}: {broken}"


def conformance(
    service: Service,
    *,
    target: str = Target.V2_0_1,
    requests: Path | str | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 30.0,
) -> Conformance:
    """Send every probe and judge the answers.

    `requests` is a folder with hook requests (*.json) that lead to cards; without it each service is called about a
    patient of whom nothing is known. Raises `NotARequest` for a file in it that is none, and `ValueError` for a target
    that does not exist.
    """
    calls = () if requests is None else read_calls(Path(requests))
    with _address(service) as address, httpx.Client(timeout=timeout, mounts=WITHOUT_PROXY) as http:
        base = address.rstrip("/").removesuffix(_DISCOVERY)
        line = Line(client=http, base=base, headers=tuple((headers or {}).items()))
        exchanges = tuple(exchanges_of(line, calls))
    version = Target(target)
    judgements = judged(rules_for(version), exchanges)
    return Conformance(
        report=Report(url=base, target=version, requests=len(exchanges), judgements=judgements),
        was_answered=any(one.service and one.status == HTTPStatus.OK for one in exchanges),
    )


Check = Callable[..., Conformance]
"""`conformance`, as a fixture hands it out."""


def _address(service: Service) -> AbstractContextManager[str]:
    return nullcontext(service) if isinstance(service, str) else served(service)


def _told(judgement: Judgement) -> list[str]:
    rule = judgement.rule
    shown = [f"    {line}" for line in evidence(judgement)]
    return [f"  {rule.id} ({rule.strength}) {rule.title}", *shown, f"    → {rule.remedy}"]
