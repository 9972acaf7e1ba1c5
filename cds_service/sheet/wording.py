"""Criteria, placeholders and sources → the words in which the sheet says them in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files

from cds_service.case.items.dictionary import BY_NAME
from cds_service.guideline.divergences import DIVERGENCES
from cds_service.guideline.statements import STATEMENTS
from cds_service.logic.criterion import Confirmed, Criterion, Every, Not, Some, WhenKnown

READINGS: Mapping[str, str] = json.loads(files("cds_service.sheet").joinpath("readings.json").read_text("utf-8"))

_SAID: Mapping[str, str] = {
    **{one.id: one.asserts for one in STATEMENTS},
    **{one.id: one.divergence for one in DIVERGENCES},
    **READINGS,
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_RULINGS = re.compile(r"rulings? (?P<numbers>[\d, and]+)")


def worded(text: str) -> str:
    """The text of a card with what is filled in from the record in brackets: "CrCl [creatinine clearance]"."""
    return _PLACEHOLDER.sub(lambda found: f"[{_filled_in(found[1], found.string[: found.start()])}]", text)


def in_a_breath(criterion: Criterion) -> str:
    """The criterion in one breath: definitions by their text, not by what they are made of."""
    match criterion:
        case Every(text="all of") if criterion.of:
            return " and ".join(_closed(part) for part in criterion.of)
        case Some(text="any of") if criterion.of:
            return " or ".join(_closed(part) for part in criterion.of)
        case Not(text="not"):
            return f"not ({in_a_breath(criterion.of)})"
        case WhenKnown():
            return f"known: {in_a_breath(criterion.of)}"
        case Confirmed():
            return in_a_breath(criterion.of)
        case _:
            return criterion.text


def of_source(source: str) -> str:
    """What a source says: of a statement, a divergence, an assumption, an interaction or some rulings; else nothing."""
    rulings = _RULINGS.fullmatch(source)
    if rulings is None:
        return _SAID.get(source, "")
    numbers = re.findall(r"\d+", rulings["numbers"])
    said = [_SAID[f"ruling {number}"] for number in numbers]
    return (
        said[0]
        if len(said) == 1
        else " ".join(f"({number}) {text}" for number, text in zip(numbers, said, strict=True))
    )


def _closed(part: Criterion) -> str:
    """A part of a longer sentence; an alternative inside it stands in brackets."""
    words = in_a_breath(part)
    nested = isinstance(part, Every | Some) and part.text in ("all of", "any of") and len(part.of) > 1
    return f"({words})" if nested else words


def _filled_in(name: str, before: str) -> str:
    """The label of the item; "value" where the text has just named it."""
    if name not in BY_NAME:
        return "what is the matter"
    label = BY_NAME[name].label
    named = label.partition(" (")[0].lower()
    return "value" if before.lower().rstrip(" :").endswith(named) else label
