"""Warnings of one family → the section that they share (clinical model §4.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from cds_service.cards.fitting import listed
from cds_service.guideline.warning import SafetyWarning


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What several warnings are called together.

    code   the topic of their card
    title  with `{list}` for what is the matter, in few words each
    note   a line of its own, never said without them, at the kinds of order in `note_at`
    """

    code: str
    title: str = "{list}"
    note: str | None = None
    note_at: tuple[str, ...] = ()


def family_of(warning: SafetyWarning) -> Family:
    """The family; that of W10 also takes W11 to W13 in: one card before a dose of an analogue."""
    return _BY_CODE.get(warning.family, Family(code=warning.family))


def common_title(family: Family, shorts: Sequence[str]) -> str:
    """The title of the family with as many of its members as fit."""
    opening, _, closing = family.title.partition("{list}")
    text = listed(opening, shorts, closing, separator=", ")
    return text[0].upper() + text[1:]


def _read(entry: Mapping[str, Any]) -> Family:
    return Family(
        code=entry["families"][0],
        title=entry["title"],
        note=entry.get("note"),
        note_at=tuple(entry.get("note_at", ())),
    )


_WRITTEN: Sequence[Mapping[str, Any]] = json.loads(
    files("cds_service.cards.ordering").joinpath("families.json").read_text("utf-8")
)
_BY_CODE = {code: _read(entry) for entry in _WRITTEN for code in entry["families"]}
