"""Cards as a client holds them, with what can be done about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Coding = Mapping[str, Any]


class Indicator(StrEnum):
    """How urgent a card is, most urgent first."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


class Selection(StrEnum):
    """How many suggestions of a card may be taken."""

    AT_MOST_ONE = "at-most-one"
    ANY = "any"


class ActionType(StrEnum):
    """What an action does, in the order in which the actions of one suggestion are carried out."""

    DELETE = "delete"
    CREATE = "create"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One change; `resource` is whole for create and update, `deletes` is the `Type/id` that delete takes away."""

    type: ActionType
    description: str = ""
    resource: Mapping[str, Any] | None = None
    deletes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A button; its actions belong together."""

    label: str
    uuid: str | None = None
    is_recommended: bool = False
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; a smart one is launched with its `app_context`."""

    label: str
    url: str
    is_smart: bool
    app_context: str | None = None
    autolaunchable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card that may be shown."""

    summary: str
    indicator: Indicator
    source: str
    uuid: str | None = None
    detail: str | None = None
    topic: Coding | None = None
    suggestions: tuple[Suggestion, ...] = ()
    selection: Selection | None = None
    override_reasons: tuple[Coding, ...] = ()
    links: tuple[Link, ...] = ()
