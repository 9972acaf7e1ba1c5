"""Body → feedback, or every problem with it at once and never a word of its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cds_service.feedback.outcome import Feedback, Outcome
from cds_service.feedback.reading.dialect import member
from cds_service.feedback.reading.parts import Unusable, identifier, occurred, outcome, override, suggestions
from cds_service.hooks.request import BadRequest, RequestProblem
from cds_service.hooks.strict_json import NotJson, strict_json

MOST_ITEMS = 1_000

_PARTS: Mapping[str, Callable[[Any], Any]] = {
    "card": identifier,
    "outcome": outcome,
    "outcomeTimestamp": occurred,
    "acceptedSuggestions": suggestions,
    "overrideReason": override,
}


def read_feedback(body: bytes) -> tuple[Feedback, ...]:
    """All of it. Raises `BadRequest`, which names each bad item and what is wrong there; then nothing is taken."""
    try:
        value = strict_json(body)
    except NotJson as error:
        raise BadRequest((RequestProblem(path="body", text=str(error)),)) from error
    items = value.get("feedback") if isinstance(value, dict) else None
    if not isinstance(items, list) or not 0 < len(items) <= MOST_ITEMS:
        text = f"is required and must be an array of 1 to {MOST_ITEMS} items"
        raise BadRequest((RequestProblem(path="feedback", text=text),))
    problems: list[RequestProblem] = []
    read = [_item(item, f"feedback[{index}]", problems) for index, item in enumerate(items)]
    if problems:
        raise BadRequest(tuple(problems))
    return tuple(item for item in read if item)


def _item(item: Any, path: str, problems: list[RequestProblem]) -> Feedback | None:
    """The feedback; None when there is a problem with it, which is then among `problems`."""
    if not isinstance(item, dict):
        problems.append(RequestProblem(path=path, text="must be an object"))
        return None
    before = len(problems)
    found: dict[str, Any] = {}
    for name, read in _PARTS.items():
        try:
            found[name] = read(member(item, name))
        except Unusable as error:
            problems.append(RequestProblem(path=f"{path}.{name}", text=str(error)))
    if found.get("outcome") is Outcome.ACCEPTED and found.get("acceptedSuggestions") == ():
        text = "is required with the outcome accepted: the id of each accepted suggestion"
        problems.append(RequestProblem(path=f"{path}.acceptedSuggestions", text=text))
    return None if len(problems) > before else _feedback(found)


def _feedback(found: Mapping[str, Any]) -> Feedback:
    when, instant = found["outcomeTimestamp"]
    reasons, comments = found["overrideReason"]
    return Feedback(
        card=found["card"],
        outcome=found["outcome"],
        occurred=when,
        instant=instant,
        suggestions=found["acceptedSuggestions"],
        reasons=reasons,
        comments=comments,
    )
