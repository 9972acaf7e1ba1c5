"""Head of a call → its caller, or why it is not admitted; its body is not needed, and not yet read."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

from cds_service.addresses import web_address
from cds_service.auth.claims import Claims, checked
from cds_service.auth.client import Caller, TrustedClient
from cds_service.auth.keys.key_ring import PublicKey
from cds_service.auth.keys.key_source import KeySource, key_source
from cds_service.auth.rate import RateLimit
from cds_service.auth.refusal import Fault, NotAuthentic, Refusal, Why
from cds_service.auth.replay.memory import ReplayMemory
from cds_service.auth.token import Token, is_signed_by, token_in
from cds_service.hosts import Network

_log = logging.getLogger(__name__)


class Auth(StrEnum):
    """Whether callers must say who they are; `OPTIONAL`: a token, if sent, must be good."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    OFF = "off"


class Endpoint(Enum):
    """What is called of a service, by its path; a token is good for one of them (S-W05)."""

    SERVICE = "/cds-services/{}"
    FEEDBACK = "/cds-services/{}/feedback"
    EXPLAIN = "/explain/{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The head of one call; `peer`: the address that it comes from."""

    endpoint: Endpoint
    service: str
    authorization: tuple[str, ...]
    peer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A trusted client with the place where its keys are looked up."""

    client: TrustedClient
    keys: KeySource


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What admission knows; `fhir_servers`: what calls may name when nobody has to say who they are."""

    auth: Auth
    public_url: str
    registered: Mapping[str, Registered]
    decoys: tuple[PublicKey, ...]
    used: ReplayMemory
    limit: RateLimit
    fhir_servers: tuple[str, ...] = ()
    clock: Callable[[], float] = time.time


def registered(clients: Sequence[TrustedClient], networks: Collection[Network] = ()) -> Mapping[str, Registered]:
    """The clients by their names in tokens; `networks`: private ones in which their key sets may lie."""
    return {
        client.iss: Registered(client=client, keys=key_source(client.keys, client.jwks_url, networks))
        for client in clients
    }


async def admit(gate: Gate, call: Call) -> Caller | Refusal:
    """The caller, or why there is none. A token is used up only by a call that is admitted."""
    if gate.auth is Auth.OFF:
        return _too_many(gate, f"address {call.peer}") or Caller(fhir_servers=gate.fhir_servers)
    if gate.auth is Auth.OPTIONAL and not call.authorization:
        return _too_many(gate, f"address {call.peer}") or Caller()
    try:
        return await _admitted(gate, call, token_in(call.authorization))
    except NotAuthentic as error:
        _log.warning("a call of %s was not authenticated: %s", call.endpoint.value.format(call.service), error)
        return Refusal(why=Why.NOT_AUTHENTICATED, fault=error.fault)


async def _admitted(gate: Gate, call: Call, token: Token) -> Caller | Refusal:
    client = await _signer(gate, token)
    claims = checked(token.claims, _audiences(gate, call), gate.clock())
    _check_agreement(client, token, claims)
    if client.services is not None and call.service not in client.services:
        return Refusal(why=Why.NOT_ENTITLED)
    refusal = _too_many(gate, f"client {client.iss}")
    if refusal:
        return refusal
    if not await gate.used.remember(client.iss, claims.jti, claims.until):
        raise NotAuthentic(Fault.REPLAYED)
    return Caller(iss=client.iss, tenant=claims.tenant, fhir_servers=client.fhir_servers)


async def _signer(gate: Gate, token: Token) -> TrustedClient:
    """Whose token it is. A stranger's is verified too, against keys of nobody: time must not tell whom we trust."""
    iss = token.claims.get("iss")
    known = gate.registered.get(iss) if isinstance(iss, str) else None
    keys = await known.keys(token.header["kid"]) if known else ()
    if not is_signed_by(token, keys or gate.decoys) or known is None:
        raise NotAuthentic(Fault.SIGNATURE)
    return known.client


def _check_agreement(client: TrustedClient, token: Token, claims: Claims) -> None:
    """What the site agreed with this client. A foreign `jku` is refused, and no `jku` is ever looked at."""
    if "jku" in token.header and not _is_own_key_address(client, token.header["jku"]):
        raise NotAuthentic(Fault.KEY_ADDRESS)
    if client.tenants is not None and claims.tenant not in client.tenants:
        raise NotAuthentic(Fault.TENANT)


def _is_own_key_address(client: TrustedClient, jku: object) -> bool:
    """The address that the site registered; where keys were exchanged, any on the origin of `iss`.

    Such a client may well say where else its keys are, as the public CDS Hooks Sandbox does in every token.
    """
    if client.jwks_url is not None:
        return jku == client.jwks_url
    named, own = (web_address(text) if isinstance(text, str) else None for text in (jku, client.iss))
    return named is not None and own is not None and (named.scheme, named.netloc) == (own.scheme, own.netloc)


def _audiences(gate: Gate, call: Call) -> frozenset[str]:
    """The address of what is called; for feedback also that of its service, as the standard leaves it open (S-K11)."""
    endpoints = {call.endpoint, Endpoint.SERVICE} if call.endpoint is Endpoint.FEEDBACK else {call.endpoint}
    return frozenset(gate.public_url + endpoint.value.format(call.service) for endpoint in endpoints)


def _too_many(gate: Gate, caller: str) -> Refusal | None:
    seconds = gate.limit.wait(caller)
    return Refusal(why=Why.TOO_MANY, after=seconds) if seconds else None
