"""The CDS client of a mock EHR: what it needs, and how it discovers, asks and tells."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from cds_service.harness.change import changed
from cds_service.harness.ehr.client.acting.feedback import Item
from cds_service.harness.ehr.client.answering.card import Card
from cds_service.harness.ehr.client.answering.reading import Reading, reading_of
from cds_service.harness.ehr.client.asking.access import access_of_service, access_of_user
from cds_service.harness.ehr.client.asking.occasion import Occasion, context_of, values_of
from cds_service.harness.ehr.client.asking.prefetch import Wanted, prefetch_of
from cds_service.harness.ehr.client.asking.reading import Records
from cds_service.harness.ehr.client.misconduct.conduct import client_conduct
from cds_service.harness.ehr.client.misconduct.filling import fillings
from cds_service.harness.ehr.client.misconduct.jwt import jwt_for
from cds_service.harness.ehr.client.sending import Reply, fetched, posted
from cds_service.harness.ehr.client.services import CdsService, discovery_of, services_in
from cds_service.harness.ehr.ehr import Asked, Ehr
from cds_service.harness.signing.token import Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What a CDS client works with; what it does wrong is the fault of its EHR at the moment of the call.

    fhir_server  base address of the EHR's FHIR server, as services are told
    signer       who signs its calls; None: they carry no JWT
    today        the day that `today()` stands for; None: the day of the call
    """

    http: httpx.Client
    ehr: Ehr
    fhir_server: str
    signer: Signer | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """What a service says of itself."""

    services: tuple[CdsService, ...]
    reply: Reply

    def of(self, hook: str) -> tuple[CdsService, ...]:
        """The services of a hook."""
        return tuple(service for service in self.services if service.hook == hook)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One call: what was sent, what came back, what the client can use of it.

    asked  what the service asked the FHIR server for; what the EHR itself read for prefetch is not in it
    """

    service: CdsService
    request: Mapping[str, Any]
    reply: Reply
    reading: Reading
    asked: tuple[Asked, ...]

    @property
    def status(self) -> int:
        """The status of the answer; 0 when there was none."""
        return self.reply.status

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards that may be shown."""
        return self.reading.cards

    @property
    def problems(self) -> tuple[str, ...]:
        """Why there are no cards, or why some may not be shown."""
        return self.reading.problems


def discovered(client: Client, address: str) -> Discovered:
    """The services at this address, with or without `/cds-services` at its end."""
    url = discovery_of(address)
    reply = fetched(client.http, url, _jwt(client, url))
    services = () if reply.problem else tuple(services_in(reply.value, url))
    return Discovered(services=services, reply=reply)


def called(client: Client, service: CdsService, occasion: Occasion, *, with_prefetch: bool = True) -> Called:
    """Call the service once; what the EHR was asked before is forgotten.

    Raises `NotEnough` for an occasion that lacks what the hook requires.
    """
    with request_for(client, service, occasion, with_prefetch=with_prefetch) as request:
        client.ehr.forget()
        reply = posted(client.http, service.url, request, _jwt(client, service.url))
        asked = client.ehr.asked
    reading = Reading(problems=(reply.problem,)) if reply.problem else reading_of(reply.value)
    return Called(service=service, request=request, reply=reply, reading=reading, asked=asked)


@contextmanager
def request_for(
    client: Client, service: CdsService, occasion: Occasion, *, with_prefetch: bool = True
) -> Iterator[dict[str, Any]]:
    """The request; its access token is good inside the block only. Raises `NotEnough`."""
    conduct = client_conduct(client.ehr.fault)
    context = context_of(service.hook, occasion, client.fhir_server)
    request = {
        "hook": service.hook,
        "hookInstance": str(uuid.uuid4()),
        "fhirServer": client.fhir_server,
        "context": context,
    }
    if with_prefetch:
        request |= _prefetch(client, service, context, conduct.prefetch)
    with access_of_service(client.ehr, occasion.patient, conduct.token) as access:
        if access:
            request["fhirAuthorization"] = access.authorization
        yield changed(request, conduct.changes)


def told(client: Client, service: CdsService, items: Iterable[Item | None]) -> Reply | None:
    """Send feedback about cards of this service; None if nothing is to be told."""
    body = {"feedback": [item for item in items if item]}
    if not body["feedback"]:
        return None
    return posted(client.http, service.feedback_url, body, _jwt(client, service.feedback_url))


def _prefetch(
    client: Client, service: CdsService, context: Mapping[str, Any], settings: Mapping[str, str]
) -> dict[str, Any]:
    """The member `prefetch`; left out where it would be empty (C-R09), unless that is the fault."""
    values = values_of(context, client.today or date.today())
    with access_of_user(client.ehr) as token:
        records = Records(http=client.http, base=client.fhir_server, token=token)
        wanted = [Wanted(template=template, values=values, records=records) for template in service.templates]
        prefetch = prefetch_of(wanted, fillings(settings, wanted))
    return {"prefetch": prefetch} if prefetch or settings else {}


def _jwt(client: Client, address: str) -> str | None:
    return jwt_for(client.signer, address, client_conduct(client.ehr.fault).jwt)
