"""Verdict: the status of one recommendation on one case, with its reasons and its residue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cds_service.guideline.recommendation import Certainty, Recommendation, Strength
from cds_service.logic.criterion import Trace
from cds_service.logic.truth import Truth


class Status(Enum):
    """The ten statuses; the words are those of the JSON contract, the order is the precedence of ruling 42."""

    OUT_OF_SCOPE = "out_of_scope"
    DONE = "done"
    HELD = "held"
    BLOCKED = "blocked"
    CONFLICT = "conflict"
    QUEUED = "queued"
    CONDITIONAL = "conditional"
    RECOMMENDED = "recommended"
    UNDETERMINED = "undetermined"
    NOT_INDICATED = "not_indicated"


SHOWN = frozenset({Status.CONFLICT, Status.QUEUED, Status.CONDITIONAL, Status.RECOMMENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers on which a status depends."""

    scope: Truth
    trigger: Truth
    eligibility: Truth
    safety: Truth
    conflict: Truth
    done: Truth
    first: Truth
    held: Truth


def status_of(answers: Answers) -> Status:
    """The status after rulings 4 and 42: what comes first in this list wins."""
    open_gate = Truth.UNKNOWN in (answers.eligibility, answers.conflict, answers.done, answers.first)
    decided = (
        (answers.scope is Truth.FALSE, Status.OUT_OF_SCOPE),
        (answers.scope is Truth.UNKNOWN, Status.UNDETERMINED),
        (answers.done is Truth.TRUE, Status.DONE),
        (answers.trigger is Truth.FALSE, Status.NOT_INDICATED),
        (answers.held is Truth.TRUE, Status.HELD),
        (Truth.TRUE in (answers.eligibility, answers.safety), Status.BLOCKED),
        (answers.trigger is Truth.UNKNOWN, Status.UNDETERMINED),
        (answers.conflict is Truth.TRUE, Status.CONFLICT),
        (answers.first is Truth.FALSE, Status.QUEUED),
        (open_gate, Status.CONDITIONAL),
    )
    return next((status for holds, status in decided if holds), Status.RECOMMENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer of one recommendation.

    because    the criterion trees that led here, the trigger first
    missing    names of the items that are not settled and could still change the answer
    checklist  names of the items of safety blocks that are open: to be checked before ordering
    """

    recommendation: Recommendation
    status: Status
    strength: Strength | None
    certainty: Certainty | None
    because: tuple[tuple[str, Trace], ...]
    missing: tuple[str, ...]
    checklist: tuple[str, ...]
