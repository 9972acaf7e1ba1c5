"""CDS Hooks 2.0.1 cards, suggestions, actions and links as values that are legal once built."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

INDICATORS = ("info", "warning", "critical")
SUMMARY_LIMIT = 139  # "fewer than 140 characters"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_REFERENCE = re.compile(r"[A-Z][A-Za-z]*/[A-Za-z0-9\-.]{1,64}")  # Type/id, relative (S-A05)


class CardError(ValueError):
    """A card that CDS Hooks 2.0.1 does not allow: a bug of ours, never shown to a client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """The CDS Hooks coding (not the FHIR one): system and code, and a display for people."""

    system: str
    code: str
    display: str | None = None

    def __post_init__(self) -> None:
        _need(self.system, "coding.system")
        _need(self.code, "coding.code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """The action that proposes a new resource; the only kind used at patient-view."""

    description: str
    resource: Mapping[str, Any]

    def __post_init__(self) -> None:
        _need(self.description, "action.description")
        if not self.resource.get("resourceType"):
            raise CardError("action.resource must be a FHIR resource")


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """The action that proposes another version of a draft: the whole resource, with the id of the draft."""

    description: str
    resource: Mapping[str, Any]

    def __post_init__(self) -> None:
        _need(self.description, "action.description")
        if not _REFERENCE.fullmatch(self.reference):
            raise CardError("action.resource must be a FHIR resource with an id")

    @property
    def reference(self) -> str:
        """The draft that it replaces, as "Type/id"."""
        return f"{self.resource.get('resourceType', '')}/{self.resource.get('id', '')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """The action that proposes to drop a draft; `reference` is "Type/id" as the EHR named it."""

    description: str
    reference: str

    def __post_init__(self) -> None:
        _need(self.description, "action.description")
        if not _REFERENCE.fullmatch(self.reference):
            raise CardError("action.resourceId must be Type/id")


Action = Create | Update | Delete


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One button; all its actions apply together, so that no two may touch one resource."""

    label: str
    uuid: str
    actions: tuple[Action, ...] = ()

    def __post_init__(self) -> None:
        _need(self.label, "suggestion.label")
        _need(self.uuid, "suggestion.uuid")
        if len(set(self.touched)) < len(self.touched):
            raise CardError("two actions of a suggestion must not touch one resource")

    @property
    def touched(self) -> tuple[str, ...]:
        """The drafts that it changes or removes, as "Type/id"."""
        return tuple(action.reference for action in self.actions if not isinstance(action, Create))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An absolute link; https, or http on loopback for a demonstration."""

    label: str
    url: str

    def __post_init__(self) -> None:
        _need(self.label, "link.label")
        _absolute(self.url, "link.url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The primary source of the guidance, and the topic of the card in our own code system."""

    label: str
    url: str
    topic: Coding

    def __post_init__(self) -> None:
        _need(self.label, "source.label")
        _absolute(self.url, "source.url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card. Raises `CardError` when a rule of CDS Hooks 2.0.1 is broken.

    summary    plain text of 1–139 characters without line breaks
    detail     GitHub-flavoured Markdown; text from the record in it must be escaped
    extension  content of the member `org.net-cds.decision`
    """

    uuid: str
    summary: str
    detail: str
    indicator: str
    source: Source
    extension: Mapping[str, Any]
    suggestions: tuple[Suggestion, ...] = ()
    override_reasons: tuple[Coding, ...] = ()
    links: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        _need(self.uuid, "card.uuid")
        _need(self.summary, "card.summary")
        if len(self.summary) > SUMMARY_LIMIT or self.summary.splitlines() != [self.summary]:
            raise CardError(f"card.summary must be one line of at most {SUMMARY_LIMIT} characters")
        if self.indicator not in INDICATORS:
            raise CardError("card.indicator must be info, warning or critical")
        if any(not (reason.display or "").strip() for reason in self.override_reasons):
            raise CardError("every override reason needs a display")


def _need(text: str, what: str) -> None:
    if not text.strip():
        raise CardError(f"{what} must not be blank")


def _absolute(url: str, what: str) -> None:
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not safe or not parts.hostname or url.split() != [url]:
        raise CardError(f"{what} must be an absolute https address (http on loopback only)")
