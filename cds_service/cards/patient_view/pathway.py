"""The pathway card: what the guidance supports for this patient, in the order of the source (S47–S51)."""

from __future__ import annotations

from cds_service.cards.fitting import listed
from cds_service.cards.frame import Body
from cds_service.cards.sections.verdict import section, title
from cds_service.cards.words import value_with_origin
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE
from cds_service.guideline.recommendation import Strength
from cds_service.guideline.verdict import Status, Verdict
from cds_service.logic.criterion import evaluate
from cds_service.logic.truth import Truth

ELSEWHERE = frozenset({"R02", "R24", "R10a"})  # they have cards of their own
ALTERNATIVES = ("R13", "R16")  # X10: one section, not two recommendations

# What a NET clinician wants to see first: the facts on which the advice rests.
RESTS_ON = (
    "differentiation",
    "ki67",
    "sstr",
    "functional",
    "progressing",
    "resectVerdict",
    "liverPct",
    "extraAbd",
    "primaryInSitu",
    "onSsa",
)


def pathway(assessment: Assessment, case: Case) -> Body | None:
    """The card, or None when nothing is supported."""
    shown = pathway_verdicts(assessment)
    if not shown:
        return None
    sections = tuple(section(verdict, case) for verdict in _merged(shown))
    check = _to_check(shown)
    return Body(
        topic="pathway",
        summary=_summary(_merged(shown), case),
        paragraphs=(*sections, *_performance(case), *check, *_record(case)),
        verdicts=shown,
    )


def pathway_verdicts(assessment: Assessment) -> tuple[Verdict, ...]:
    """What belongs on this card: shown, and not on a card of its own."""
    shown = assessment.having(Status.RECOMMENDED, Status.CONDITIONAL, Status.QUEUED)
    return tuple(verdict for verdict in shown if verdict.recommendation.id not in ELSEWHERE)


def _merged(shown: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """R16 replaces R13 where both are recommended: its section names the alternatives (X10).

    A strong R13 keeps its own section: with progression, observation is no alternative (D12).
    """
    recommended = {verdict.recommendation.id: verdict for verdict in shown if verdict.status is Status.RECOMMENDED}
    if not recommended.keys() >= set(ALTERNATIVES) or recommended["R13"].strength is Strength.STRONG:
        return shown
    return tuple(verdict for verdict in shown if verdict.recommendation.id != "R13")


def _summary(shown: tuple[Verdict, ...], case: Case) -> str:
    """One title if there is one item; else the items in few words, as many as fit."""
    if len(shown) == 1:
        return title(shown[0], case)
    firm = [verdict for verdict in shown if verdict.status is Status.RECOMMENDED]
    opening = "For the NET MDT: " if firm else "For the NET MDT, depending on open facts: "
    named = [verdict.recommendation.card.short for verdict in firm or shown]
    words = [short for short in named if short]
    return listed(opening, words) if words else title(shown[0], case)


def _to_check(shown: tuple[Verdict, ...]) -> tuple[str, ...]:
    names = dict.fromkeys(name for verdict in shown for name in verdict.checklist)
    if not names:
        return ()
    labels = dict.fromkeys(BY_NAME[name].label for name in names)
    return (f"Not known from the record, check before ordering: {', '.join(labels)}.",)


def _performance(case: Case) -> tuple[str, ...]:
    """Why strengths are lower, or why little is shown (G-GOALS)."""
    if evaluate(GOALS, case.facts).answer is Truth.TRUE:
        return ("Comfort-focused goals of care or ECOG 4: only symptom-directed items are shown.",)
    if evaluate(POOR_PERFORMANCE, case.facts).answer is Truth.TRUE:
        return (f"ECOG {value_with_origin('ecog', case.facts['ecog'])}: strengths are lowered by one step.",)
    return ()


def _record(case: Case) -> tuple[str, ...]:
    known = [name for name in RESTS_ON if case.facts[name].why is None and case.facts[name].evidence]
    said = [f"{BY_NAME[name].label}: {value_with_origin(name, case.facts[name])}" for name in known]
    return (f"Rests on: {'; '.join(said)}.",) if said else ()
