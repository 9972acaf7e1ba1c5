"""A whole mock EHR, running: FHIR server, CDS client with its keys, and SMART launch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from cds_service.harness.ehr.addresses import FHIR
from cds_service.harness.ehr.client.acting.applying import applied
from cds_service.harness.ehr.client.acting.feedback import Item
from cds_service.harness.ehr.client.acting.keeping import holdings, keep
from cds_service.harness.ehr.client.acting.references import Resource
from cds_service.harness.ehr.client.answering.card import Action, Link
from cds_service.harness.ehr.client.asking.occasion import Occasion
from cds_service.harness.ehr.client.client import Called, Client, called, discovered, told
from cds_service.harness.ehr.client.keys import JWKS, keys_route
from cds_service.harness.ehr.client.sending import Reply
from cds_service.harness.ehr.client.services import DISCOVERY, CdsService
from cds_service.harness.ehr.ehr import Asked, Ehr
from cds_service.harness.ehr.faults.conduct import conduct_of
from cds_service.harness.ehr.faults.profile import FaultProfile, Side, all_profiles
from cds_service.harness.ehr.records import read_folder, resources_in
from cds_service.harness.ehr.serving import WITHOUT_PROXY, running
from cds_service.harness.ehr.smart.authorization import Authorization
from cds_service.harness.ehr.smart.launch import LaunchContext, address_of
from cds_service.harness.ehr.smart.routes import smart_routes
from cds_service.harness.signing.pair import new_pair
from cds_service.harness.signing.token import Signer

_ALGORITHM = "ES384"
_SECONDS = 30.0


class MockEhr:
    """An EHR that keeps every rule of CDS Hooks, or breaks one on purpose; made by `mock_ehr`.

    It asks for access tokens, hands each service one for the time of a call, and signs its calls as `address`, with a
    key that it publishes at `jwks_url`.
    """

    def __init__(self, http: httpx.Client, today: date | None) -> None:
        """Start the servers; `close` stops them."""
        self.ehr = Ehr(is_open=False)
        self.smart = Authorization(self.ehr)
        self._pair = new_pair(_ALGORITHM)
        self._server = ExitStack()
        self.address = self._start(port=0)
        signer = Signer(pair=self._pair, iss=self.address, jku=self.jwks_url)
        self.client = Client(http=http, ehr=self.ehr, fhir_server=self.fhir_server, signer=signer, today=today)

    @property
    def fhir_server(self) -> str:
        """The base address of the FHIR server."""
        return f"{self.address}{FHIR}"

    @property
    def jwks_url(self) -> str:
        """Where its public key is."""
        return f"{self.address}{JWKS}"

    def load(self, *sources: Path | str | Mapping[str, Any] | Iterable[Any]) -> None:
        """Hold these too: resources, Bundles, arrays of them, or a folder with such files. Raises `NotAResource`."""
        found = [resource for source in sources for resource in _resources(source)]
        self.ehr.hold([*self.ehr.resources.values(), *found])

    def fault(self, name: str | None) -> None:
        """Misbehave like this from now on, under the id of a profile, `slow` for `server-slow`; None: be sound.

        Raises `LookupError`, with the ids that there are.
        """
        before, after = self.ehr.conduct.listens, None if name is None else _profile(name)
        self.ehr.suffer(after)
        if conduct_of(after).listens is not before:
            self._start(port=int(self.address.rpartition(":")[2]))

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What services asked the FHIR server for, since the last call was sent."""
        return self.ehr.asked

    def service(self, address: str, hook: str) -> CdsService:
        """The service of the hook, from the base address of its server, discovery or its own. Raises `LookupError`."""
        base, _, identifier = address.partition(f"{DISCOVERY}/")
        found = discovered(self.client, base)
        fitting = [one for one in found.of(hook) if not identifier or one.id == identifier]
        if len(fitting) != 1:
            offered = ", ".join(f"{one.id} ({one.hook})" for one in found.services) or found.reply.problem or "nothing"
            raise LookupError(f"{base} has no single service for {hook}; name its address. Offered: {offered}")
        return fitting[0]

    def call(self, address: str, hook: str, *, with_prefetch: bool = True, **occasion: Any) -> Called:
        """Call the service there as this EHR does; `patient` and the rest are those of `Occasion`.

        Raises `LookupError` if discovery has no such service, and `NotEnough` if the hook requires more.
        """
        return called(self.client, self.service(address, hook), Occasion(**occasion), with_prefetch=with_prefetch)

    def apply(self, actions: Sequence[Action], drafts: Iterable[Resource] | None = None) -> tuple[Resource, ...]:
        """Carry out a suggestion or system actions as one transaction, and return the drafts after it.

        Without drafts there is no ordering session, and what is created goes to the server. Raises `CannotApply`.
        """
        before = holdings(self.ehr, self.fhir_server, drafts)
        after = applied(actions, before)
        keep(self.ehr, before, after)
        return tuple((after.drafts or {}).values())

    def tell(self, service: CdsService, *items: Item | None) -> Reply | None:
        """Send feedback about cards of the service; None if nothing is to be told."""
        return told(self.client, service, items)

    def launch(self, link: Link, context: LaunchContext) -> str:
        """The address at which the link of a card opens; a smart one gets a launch in this context."""
        told_app = replace(context, app_context=link.app_context)
        return address_of(link, self.fhir_server, self.smart.prepare(told_app) if link.is_smart else "")

    def close(self) -> None:
        """Stop the server."""
        self._server.close()

    def _start(self, port: int) -> str:
        self._server.close()
        routes = (*smart_routes(self.smart), keys_route(self._pair))
        return self._server.enter_context(running(self.ehr, port=port, routes=routes))


@contextmanager
def mock_ehr(*, today: date | None = None, timeout: float = _SECONDS) -> Iterator[MockEhr]:
    """An empty mock EHR on a free port of this machine; its client waits as many seconds for an answer."""
    with httpx.Client(timeout=timeout, mounts=WITHOUT_PROXY) as http, closing(MockEhr(http, today)) as ehr:
        yield ehr


def _resources(source: Path | str | Mapping[str, Any] | Iterable[Any]) -> Iterable[Resource]:
    if isinstance(source, Path | str):
        return read_folder(Path(source))
    return resources_in(source if isinstance(source, Mapping) else list(source))


def _profile(name: str) -> FaultProfile:
    found = [one for one in all_profiles() if name in {one.id, *(one.id.removeprefix(f"{side}-") for side in Side)}]
    if len(found) != 1:
        raise LookupError(f"{name} is no fault; there are {', '.join(one.id for one in all_profiles())}")
    return found[0]
