"""A client that is trusted, as the site registered it, and the caller of one call."""

from __future__ import annotations

from dataclasses import dataclass

from cds_service.auth.keys.key_ring import KeyRing


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedClient:
    """One EHR that may call.

    iss           its name in tokens
    keys          its public keys, exchanged out of band; None when it publishes them
    jwks_url      where it publishes them; None when they were exchanged
    tenants       tokens must name one of them; None: any tenant, or none
    services      ids of the services it may call; None: all
    fhir_servers  FHIR base addresses that its calls may name
    """

    iss: str
    keys: KeyRing | None = None
    jwks_url: str | None = None
    tenants: frozenset[str] | None = None
    services: frozenset[str] | None = None
    fhir_servers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who makes one call: a client and its tenant, both None when nobody had to say; and what it may have read."""

    iss: str | None = None
    tenant: str | None = None
    fhir_servers: tuple[str, ...] = ()
