"""Case × recommendation → verdict."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TypeVar

from cds_service.guideline.definitions.grade import G3, NEC
from cds_service.guideline.recommendation import Certainty, CertaintyRow, Recommendation, Strength, StrengthRow
from cds_service.guideline.verdict import SHOWN, Answers, Status, Verdict, status_of
from cds_service.logic.criterion import Criterion, Facts, Test, Trace, evaluate, open_items, parts
from cds_service.logic.truth import Truth

Grade = TypeVar("Grade", bound=Enum)


def judge(recommendation: Recommendation, facts: Facts) -> Verdict:
    """The verdict of one recommendation on the facts of one case."""
    traces = _traces(recommendation, facts)
    status = status_of(_answers(traces, diagnosis_is_open(facts) if recommendation.held else Truth.FALSE))
    shown = {name: trace for name, trace in traces.items() if not _is_empty(trace)}
    return Verdict(
        recommendation=recommendation,
        status=status,
        strength=_lowered(weakest_strength(recommendation.strength, facts), recommendation, facts),
        certainty=_lowest_certainty(recommendation.certainty, facts),
        because=tuple(shown.items()),
        missing=_missing(status, recommendation, traces, facts),
        checklist=open_items(traces["safety"]),
    )


def diagnosis_is_open(facts: Facts) -> Truth:
    """G-DIFF: grade 3, and NET or NEC is not known. A gate on what is known, so never itself unknown."""
    is_open = evaluate(G3, facts).answer is Truth.TRUE and evaluate(NEC, facts).answer is Truth.UNKNOWN
    return Truth.TRUE if is_open else Truth.FALSE


def weakest_strength(rows: tuple[StrengthRow, ...], facts: Facts) -> Strength | None:
    """The weakest strength that open facts leave possible (ruling 3); None for an empty table."""
    possible = _possible([(row.when, row.strength) for row in rows], facts)
    return min(possible, key=list(Strength).index, default=None)


def _lowest_certainty(rows: tuple[CertaintyRow, ...], facts: Facts) -> Certainty | None:
    possible = _possible([(row.when, row.certainty) for row in rows], facts)
    return min(possible, key=list(Certainty).index, default=None)


def _possible(rows: Sequence[tuple[Criterion, Grade]], facts: Facts) -> list[Grade]:
    """Every value down to the first row that certainly holds."""
    possible: list[Grade] = []
    for when, value in rows:
        answer = evaluate(when, facts).answer
        if answer is not Truth.FALSE:
            possible.append(value)
        if answer is Truth.TRUE:
            break
    return possible


def _lowered(strength: Strength | None, recommendation: Recommendation, facts: Facts) -> Strength | None:
    is_lowered = evaluate(recommendation.lowered_when, facts).answer is Truth.TRUE
    return one_step_weaker(strength) if strength and is_lowered else strength


def one_step_weaker(strength: Strength) -> Strength:
    """The strength when performance is known to be poor (ruling 12); weak stays weak."""
    steps = list(Strength)
    return steps[max(0, steps.index(strength) - 1)]


def _traces(recommendation: Recommendation, facts: Facts) -> dict[str, Trace]:
    """Every part with its answer, under the names of the JSON contract and in the order a reader needs them."""
    parts_of_it = {
        "population": recommendation.population,
        "trigger": recommendation.trigger,
        "eligibility": recommendation.eligibility,
        "conflict": recommendation.conflict,
        "needs_first": recommendation.needs_first,
        "done_when": recommendation.done_when,
        "safety": recommendation.safety,
    }
    return {name: evaluate(criterion, facts) for name, criterion in parts_of_it.items()}


def _answers(traces: dict[str, Trace], held: Truth) -> Answers:
    return Answers(
        scope=traces["population"].answer,
        trigger=traces["trigger"].answer,
        eligibility=traces["eligibility"].answer,
        safety=traces["safety"].answer,
        conflict=traces["conflict"].answer,
        done=traces["done_when"].answer,
        first=traces["needs_first"].answer,
        held=held,
    )


def _is_empty(trace: Trace) -> bool:
    """ALWAYS and NEVER carry no reason."""
    return not isinstance(trace.criterion, Test) and not parts(trace.criterion)


def _missing(status: Status, recommendation: Recommendation, traces: dict[str, Trace], facts: Facts) -> tuple[str, ...]:
    """The residue: what is open in the gates, and in the strength of an item that is shown."""
    gates = ("population", "trigger", "eligibility", "conflict", "needs_first", "done_when")
    if status in (Status.UNDETERMINED, Status.CONDITIONAL, Status.HELD, Status.QUEUED):
        found = [item for name in gates for item in open_items(traces[name])]
    else:
        found = []
    if status in SHOWN:
        found += [item for row in recommendation.strength for item in open_items(evaluate(row.when, facts))]
    return tuple(dict.fromkeys(found))
