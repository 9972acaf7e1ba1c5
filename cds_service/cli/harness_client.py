"""The options of `net-cds harness` that say as whom it calls and what it lends, and what follows from them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from cds_service.harness.lending.lent_ehr import LentEhr, lent_ehr
from cds_service.harness.lending.publishing import identity_in
from cds_service.harness.signing.folder import NotKeys
from cds_service.harness.signing.identity import ISS, Identity
from cds_service.harness.signing.key_server import OWN

_FOLDER = click.Path(file_okay=False, path_type=Path)
_PORT = click.IntRange(1, 65535)
_OPTIONS = (
    click.option("--keys", type=_FOLDER, help="Folder with the client's keys, made if absent; signs every request."),
    click.option("--iss", default=ISS, show_default=True, help="Name of the client in its tokens."),
    click.option("--tenant", help="Tenant in its tokens; the service must then refuse another one."),
    click.option("--jwks-port", type=_PORT, help="Publish the keys here; the service must read them from this port."),
    click.option("--public-url", default="", help="Base address that tokens name, where it is not URL."),
    click.option("--ehr", is_flag=True, help="Offer a mock EHR on this machine as fhirServer."),
    click.option("--ehr-port", type=_PORT, help="Its port, for a service that keeps a list; a free one if not given."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Who the harness is, and whether it has an EHR, as the options say it."""

    keys: Path | None
    iss: str
    tenant: str | None
    jwks_port: int | None
    public_url: str
    ehr: bool
    ehr_port: int | None


def with_client(command: Callable[..., None]) -> Callable[..., None]:
    """The command with these options, which reach it together as `client`."""

    @wraps(command)
    def packed(**options: Any) -> None:
        client = Client(**{name: options.pop(name) for name in Client.__dataclass_fields__})
        command(client=client, **options)

    for option in reversed(_OPTIONS):
        packed = option(packed)
    return packed


@contextmanager
def harness_of(client: Client) -> Iterator[tuple[Identity | None, LentEhr | None]]:
    """The identity and the EHR, while their servers are up; what the service must know of them is said.

    Raises `click.ClickException` for options that do not go together, unusable keys, and ports that are taken.
    """
    # answers that the mock EHR breaks off on purpose are no news
    logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())
    if client.keys is None and (client.tenant or client.jwks_port):
        raise click.ClickException("--tenant and --jwks-port stand in tokens or serve keys: give --keys too")
    with ExitStack() as stack:
        try:
            identity = stack.enter_context(_identity(client.keys, client)) if client.keys else None
            lent = stack.enter_context(lent_ehr(client.ehr_port or 0)) if client.ehr or client.ehr_port else None
        except NotKeys as error:
            raise click.ClickException(f"--keys: {error}") from error
        except OSError as error:
            where = error.filename or "a port"
            raise click.ClickException(f"{where} cannot be had ({error.strerror}); choose another") from error
        _introduce(identity, lent)
        yield identity, lent


@contextmanager
def _identity(folder: Path, client: Client) -> Iterator[Identity]:
    with identity_in(folder, iss=client.iss, tenant=client.tenant, jwks_port=client.jwks_port) as identity:
        yield identity


def _introduce(identity: Identity | None, lent: LentEhr | None) -> None:
    """Say on standard error what a service must have registered for its suites to be measured."""
    if identity:
        made = "made new keys; " if identity.keys.are_new else ""
        where = identity.server.address + OWN if identity.is_published else str(identity.keys.public_file)
        click.echo(f"{made}register at the service: iss {identity.iss}, keys {where}", err=True)
    if lent:
        click.echo(f"register at the service: FHIR server {lent.base}", err=True)
