"""File of trusted clients → the clients, or every problem at once with its place and the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cds_service.addresses import base_address, is_loopback, web_address
from cds_service.auth.client import TrustedClient
from cds_service.auth.keys.key_ring import KeyRing, key_ring
from cds_service.hooks.strict_json import NotJson, strict_json

_MEMBERS = ("iss", "jwks", "jwks_url", "tenants", "services", "fhir_servers")


class ClientsError(ValueError):
    """A file from which nobody can be trusted; one line for each problem."""


def read_clients(path: Path) -> tuple[TrustedClient, ...]:
    """The clients in a file. Raises `ClientsError`."""
    try:
        value = strict_json(path.read_bytes())
    except OSError as error:
        raise ClientsError("must be a file that can be read") from error
    except NotJson as error:
        raise ClientsError(f"must be a file of JSON, but {error}") from error
    return trusted_clients(value)


def trusted_clients(value: object) -> tuple[TrustedClient, ...]:
    """The clients of `[{"iss": …, "jwks": {…} or "jwks_url": …, …}]`. Raises `ClientsError`."""
    if not isinstance(value, list) or not value:
        raise ClientsError("must be a JSON array of clients, at least one")
    problems = [f"[{index}]{problem}" for index, entry in enumerate(value) for problem in _problems(entry)]
    names = [entry["iss"] for entry in value if isinstance(entry, dict) and isinstance(entry.get("iss"), str)]
    problems += [f"'{name}' is the iss of several clients: join them" for name in sorted(_repeated(names))]
    if problems:
        raise ClientsError("\n  ".join(problems))
    return tuple(map(_client, value))


def _client(entry: Mapping[str, Any]) -> TrustedClient:
    return TrustedClient(
        iss=entry["iss"],
        keys=key_ring(entry["jwks"]) if "jwks" in entry else None,
        jwks_url=entry.get("jwks_url"),
        tenants=frozenset(entry["tenants"]) if "tenants" in entry else None,
        services=frozenset(entry["services"]) if "services" in entry else None,
        fhir_servers=tuple(base.rstrip("/") for base in entry.get("fhir_servers", ())),
    )


def _problems(entry: object) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield " must be an object"
        return
    for name in sorted(entry.keys() - set(_MEMBERS)):  # a misspelt limit would be no limit
        yield f".{name} is not known; there are {', '.join(_MEMBERS)}"
    if not _is_text(entry.get("iss")):
        yield ".iss is required: the name of the client in its tokens"
    if ("jwks" in entry) == ("jwks_url" in entry):
        yield " must have either jwks or jwks_url"
    elif "jwks" in entry:
        yield from _key_problems(key_ring(entry["jwks"]))
    elif not _is_secure(entry["jwks_url"]):
        yield ".jwks_url must be an https address, or http on this machine"
    for name in ("tenants", "services"):
        if name in entry and not _is_list(entry[name]):
            yield f".{name} must be an array of texts; to allow all, leave it out"
    yield from _server_problems(entry.get("fhir_servers", []))


def _key_problems(ring: KeyRing) -> Iterator[str]:
    """Keys of other kinds may lie in a set; one must be usable."""
    if not ring.keys:
        yield f".jwks has no usable key{''.join(f'; {why}' for why in ring.left_out)}"


def _server_problems(servers: object) -> Iterator[str]:
    if servers != [] and not _is_list(servers):
        yield ".fhir_servers must be an array of base addresses"
        return
    for index, base in enumerate(servers if isinstance(servers, list) else []):
        try:
            base_address(base, "https://ehr.example.org/fhir")
        except ValueError as error:
            yield f".fhir_servers[{index}] {error}"


def _is_secure(url: object) -> bool:
    parts = web_address(url) if isinstance(url, str) else None
    return parts is not None and not parts.fragment and (parts.scheme == "https" or is_loopback(str(url)))


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _repeated(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
