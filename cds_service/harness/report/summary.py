"""The verdict on a run in numbers and one sentence; every report starts with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cds_service.harness.finding import Finding, Judgement, Outcome
from cds_service.harness.rule import Target

_PLACES_SHOWN = 3
_UNSPOKEN = "no exchange of this run speaks about the rule"
_ANSWERED = "answer-cards"
_CARDED = "card-summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A judged run: the service, the version it was held to, the number of requests, and a judgement per rule.

    unmeasured  why whole suites say nothing, by their names
    """

    url: str
    target: Target
    requests: int
    judgements: tuple[Judgement, ...]
    unmeasured: Mapping[str, str] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> int:
        """How many rules ended so."""
        return Counter(one.outcome for one in self.judgements)[outcome]

    def having(self, outcome: Outcome) -> tuple[Judgement, ...]:
        """The judgements that ended so, in the order of the table."""
        return tuple(one for one in self.judgements if one.outcome is outcome)


def verdict(report: Report) -> str:
    """One sentence; a run in which nothing was measured is no success."""
    failures = report.count(Outcome.FAIL)
    if failures:
        return f"{failures} binding {'rule is' if failures == 1 else 'rules are'} breached"
    advice = report.count(Outcome.WARN)
    return f"no binding rule is breached; {advice} {'piece' if advice == 1 else 'pieces'} of advice"


def caution(report: Report) -> str | None:
    """What keeps the verdict from meaning much; None when calls were answered and cards came back."""
    if not _measured(report, _ANSWERED):
        return "No call was answered with 200, so little was measured; a token, if wanted, needs --keys or --header."
    if not _measured(report, _CARDED):
        return "No card came back, so that the rules for cards are not measured; give requests that lead to cards."
    return None


def _measured(report: Report, check: str) -> bool:
    return any(one.rule.check == check and one.outcome is not Outcome.NOT_APPLICABLE for one in report.judgements)


def evidence(judgement: Judgement, limit: int = _PLACES_SHOWN) -> Sequence[str]:
    """The first breaches as lines `place: what (the exchange)`, and how many more there are."""
    lines = [line for one in judgement.breaches for line in _lines(one)]
    hidden = len(lines) - limit
    return [*lines[:limit], f"and {hidden} more"] if hidden > 0 else lines


def why_unmeasured(report: Report, judgement: Judgement) -> str:
    """Why no exchange of the run speaks about the rule."""
    return report.unmeasured.get(judgement.rule.suite, _UNSPOKEN)


def _lines(finding: Finding) -> list[str]:
    exchange = f" ({finding.exchange})" if finding.exchange else ""
    return [f"{finding.place}: {text}{exchange}{_asked(finding, text)}" for text in finding.evidence]


def _asked(finding: Finding, told: str) -> str:
    """What the mock EHR was asked, each kind of request once, where the breach does not tell it already."""
    asked = [one for one in dict.fromkeys(finding.visits) if one not in told]
    more = f" and {len(asked) - _PLACES_SHOWN} more" if len(asked) > _PLACES_SHOWN else ""
    return f"; the EHR was asked {', '.join(asked[:_PLACES_SHOWN])}{more}" if asked else ""
