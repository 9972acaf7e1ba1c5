"""What a client says became of one card."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

_NAMESPACE = UUID("0f5d1c0e-5d0a-5b8a-9f0b-3e6a7c1d2b44")


class Outcome(StrEnum):
    """A card that is ignored is never reported: silence is no rejection (S-K08)."""

    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a card was overridden; `system` is empty where the client names none."""

    system: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One outcome of one card.

    occurred     when, in UTC, to the microsecond
    instant      the same to the last digit that was sent
    suggestions  ids of the accepted suggestions
    comments     free text; it may name a patient, so that it is never shown
    """

    card: str
    outcome: Outcome
    occurred: datetime
    instant: str
    suggestions: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    comments: tuple[str, ...] = field(default=(), repr=False)

    def identity(self, service: str) -> str:
        """The same for a repeat: the same outcome of the same card at the same time."""
        return str(uuid5(_NAMESPACE, "\n".join((service, self.card, self.outcome, self.instant))))


def comment_identity(feedback: str, comment: str) -> str:
    """The same for the same comment in a repeat."""
    return str(uuid5(_NAMESPACE, f"{feedback}\n{comment}"))
