"""Why a call is not admitted: what its sender learns, and what the log says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Why(Enum):
    """What the sender learns."""

    NOT_AUTHENTICATED = "not authenticated"
    NOT_ENTITLED = "not entitled"
    TOO_MANY = "too many calls"


class Fault(StrEnum):
    """What is wrong with a token. For the log of the site: the sender is not told."""

    HEADER = "there is not exactly one Authorization header with a Bearer token"
    SIZE = "the token is too long"
    FORM = "the token is not a signed JWT"
    TYPE = "its typ is not JWT"
    ALGORITHM = "its alg is neither ES384 nor RS384"
    KEY_ID = "it has no kid"
    CRITICAL = "its header asks for an extension"
    SIGNATURE = "its iss, its kid and its signature do not belong to a trusted client"
    KEY_ADDRESS = "its jku is not the jwks_url of the client, nor on the origin of its iss where keys were exchanged"
    AUDIENCE = "its aud is not the address that was called"
    TIMES = "exp or iat is missing, or exp, iat or nbf is not a number"
    EXPIRED = "it has expired"
    EARLY = "iat or nbf lies in the future"
    LIFETIME = "it lives longer than 15 minutes"
    NONCE = "it has no jti"
    TENANT = "its tenant is not one of the client's"
    REPLAYED = "it was used before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A call that is not admitted.

    after  seconds until it would be, where that is the reason
    fault  what is wrong with its token, where that is the reason
    """

    why: Why
    after: int = 0
    fault: Fault | None = None


class NotAuthentic(Exception):
    """A token that is not accepted. Stays in this room: at its door it becomes a `Refusal`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
