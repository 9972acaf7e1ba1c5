"""Cards with what became of them → the figures of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cds_service.feedback.outcome import Outcome
from cds_service.feedback.report.kept import Kept, KeptCard
from fhir_mappings.terminology import OVERRIDE_REASON, Terminology

CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of the cards of one kind; each card counts once, by its last outcome.

    declined  those of the overridden ones that had a button, and so could have been accepted
    """

    id: str
    name: str
    sent: int
    accepted: int
    overridden: int
    declined: int

    @property
    def silent(self) -> int:
        """Cards without feedback: nobody rejected them, and nobody said that they were seen."""
        return self.sent - self.accepted - self.overridden

    @property
    def acceptance(self) -> float | None:
        """Accepted of a hundred cards with a button and feedback; None when there are none."""
        return share(self.accepted, self.accepted + self.declined)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLine:
    """How often one reason was given, and on cards of which topics."""

    id: str
    name: str
    count: int
    topics: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLine:
    """How often an order, mostly of a missing test, was offered, and how often it was placed from the card."""

    id: str
    name: str
    offered: int
    accepted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures. `critical_rate`: critical cards per 100 answers with cards; `unknown`: see `Kept`."""

    answers: int
    critical: int
    critical_rate: float | None
    unknown: int
    total: Line
    topics: tuple[Line, ...]
    items: tuple[Line, ...]
    weeks: tuple[Line, ...]
    reasons: tuple[ReasonLine, ...]
    offers: tuple[OfferLine, ...]


def report_on(kept: Kept, terminology: Terminology) -> Report:
    """The report; names come from our own code systems."""
    topics = terminology.code_systems["card-topic"].displays
    answers = len({card.answer for card in kept.cards})
    critical = sum(card.indicator == CRITICAL for card in kept.cards)
    return Report(
        answers=answers,
        critical=critical,
        critical_rate=share(critical, answers),
        unknown=kept.unknown,
        total=_line("", "All cards", kept.cards),
        topics=_lines(kept.cards, lambda card: (card.topic,), topics),
        items=_lines(kept.cards, lambda card: card.items, topics),
        weeks=_weeks(kept.cards),
        reasons=_reasons(kept.cards, terminology.code_systems["override-reason"].displays),
        offers=_offers(kept.cards, terminology.code_systems["net-order"].displays),
    )


def share(part: int, whole: int) -> float | None:
    """Of a hundred; None of nothing."""
    return 100 * part / whole if whole else None


def _lines(
    cards: Iterable[KeptCard], kinds: Callable[[KeptCard], Iterable[str]], names: Mapping[str, str]
) -> tuple[Line, ...]:
    """The most frequent first."""
    of_kind: dict[str, list[KeptCard]] = {}
    for card in cards:
        for kind in kinds(card):
            of_kind.setdefault(kind, []).append(card)
    lines = (_line(kind, names.get(kind, ""), found) for kind, found in of_kind.items())
    return tuple(sorted(lines, key=lambda line: (-line.sent, line.id)))


def _weeks(cards: Iterable[KeptCard]) -> tuple[Line, ...]:
    """By the Monday (UTC) of the week in which the card was sent, without gaps."""
    by_monday = {line.id: line for line in _lines(cards, lambda card: (_monday(card.sent.date()).isoformat(),), {})}
    if not by_monday:
        return ()
    first, last = (date.fromisoformat(edge(by_monday)) for edge in (min, max))
    mondays = (first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1))
    return tuple(by_monday.get(day.isoformat(), _line(day.isoformat(), "", ())) for day in mondays)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _reasons(cards: Iterable[KeptCard], names: Mapping[str, str]) -> tuple[ReasonLine, ...]:
    counted: dict[tuple[str, str], Counter[str]] = {}
    for card in cards:
        for reason in card.reasons:
            counted.setdefault((reason.system, reason.code), Counter())[card.topic] += 1
    lines = (
        ReasonLine(
            id=f"{system}|{code}" if system not in ("", OVERRIDE_REASON) else code,
            name=names.get(code, "") if system == OVERRIDE_REASON else "",
            count=topics.total(),
            topics=dict(topics.most_common()),
        )
        for (system, code), topics in counted.items()
    )
    return tuple(sorted(lines, key=lambda line: (-line.count, line.id)))


def _offers(cards: Iterable[KeptCard], names: Mapping[str, str]) -> tuple[OfferLine, ...]:
    cards = tuple(cards)
    offered = Counter(code for card in cards for code in card.offered)
    accepted = Counter(code for card in cards for code in card.accepted)
    lines = (
        OfferLine(id=code, name=names.get(code, ""), offered=count, accepted=accepted[code])
        for code, count in offered.items()
    )
    return tuple(sorted(lines, key=lambda line: (-line.offered, line.id)))


def _line(identifier: str, name: str, cards: Iterable[KeptCard]) -> Line:
    cards = tuple(cards)
    outcomes = Counter(card.outcome for card in cards)
    return Line(
        id=identifier,
        name=name,
        sent=outcomes.total(),
        accepted=outcomes[Outcome.ACCEPTED],
        overridden=outcomes[Outcome.OVERRIDDEN],
        declined=sum(card.outcome is Outcome.OVERRIDDEN and card.buttons > 0 for card in cards),
    )
