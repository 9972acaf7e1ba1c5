"""Exchanges × rules → findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cds_service.harness.checks import CHECKS
from cds_service.harness.exchange import Exchange, printable
from cds_service.harness.rule import Rule


class Outcome(StrEnum):
    """What an exchange, or a whole run, shows about a rule; worst first."""

    FAIL = "fail"
    WARN = "warn"
    KEPT = "pass"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule judged on one exchange; the evidence names places and kinds, never the content of a patient.

    exchange  what was sent and answered, in a line
    visits    what the service asked the mock EHR meanwhile, in lines
    """

    rule: Rule
    outcome: Outcome
    place: str
    evidence: tuple[str, ...] = ()
    exchange: str = ""
    visits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One rule judged on the whole run: the worst of its findings decides."""

    rule: Rule
    outcome: Outcome
    findings: tuple[Finding, ...]

    @property
    def measured(self) -> int:
        """On how many exchanges the rule could be measured."""
        return sum(one.outcome is not Outcome.NOT_APPLICABLE for one in self.findings)

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """The findings that show a breach."""
        return tuple(one for one in self.findings if one.outcome in {Outcome.FAIL, Outcome.WARN})


def judged(rules: Iterable[Rule], exchanges: Sequence[Exchange]) -> tuple[Judgement, ...]:
    """Each rule with what the run shows about it; a rule that no exchange could touch is not applicable."""
    return tuple(_judgement(rule, tuple(_findings(rule, exchanges))) for rule in rules)


def failed(judgements: Iterable[Judgement]) -> bool:
    """True if anything that binds was breached."""
    return any(one.outcome is Outcome.FAIL for one in judgements)


def _judgement(rule: Rule, findings: tuple[Finding, ...]) -> Judgement:
    shown = {one.outcome for one in findings}
    worst = next((outcome for outcome in Outcome if outcome in shown), Outcome.NOT_APPLICABLE)
    return Judgement(rule=rule, outcome=worst, findings=findings)


def _findings(rule: Rule, exchanges: Iterable[Exchange]) -> Iterator[Finding]:
    for exchange in exchanges:
        if rule.on & exchange.tags:
            breaches = CHECKS[rule.check](exchange)
            yield Finding(
                rule=rule,
                outcome=_outcome(rule, breaches),
                place=exchange.place,
                evidence=tuple(map(printable, breaches or ())),
                exchange=exchange.shown,
                visits=tuple(visit.shown for visit in exchange.visits or ()),
            )


def _outcome(rule: Rule, breaches: Sequence[str] | None) -> Outcome:
    if breaches is None:
        return Outcome.NOT_APPLICABLE
    if not breaches:
        return Outcome.KEPT
    return Outcome.FAIL if rule.strength.binds else Outcome.WARN
