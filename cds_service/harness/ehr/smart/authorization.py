"""What an authorization server remembers: launches that were prepared, codes that were given, tokens that are out."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.grant import Grant
from cds_service.harness.ehr.smart.launch import LaunchContext

CODE_SECONDS = 60
TOKEN_SECONDS = 3600
_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An app that may ask for tokens, and the only addresses to which a code goes."""

    client_id: str
    redirect_uris: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What one code stands for, for the app that knows the verifier of the challenge."""

    client_id: str
    redirect_uri: str
    challenge: str
    scope: str
    context: LaunchContext
    ends: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A token that is out, the app that has it, and the context that came with it."""

    client_id: str
    grant: Grant
    context: LaunchContext


class Authorization:
    """The SMART side of a mock EHR; every method can be called from any thread.

    Without apps any client may ask, and be answered at any web address that it names.
    """

    def __init__(self, ehr: Ehr, apps: Iterable[App] = ()) -> None:
        """Give out tokens for this EHR, which asks for them only if it is not open."""
        self.ehr = ehr
        self._apps: Mapping[str, App] = {app.client_id: app for app in apps}
        self._lock = threading.Lock()
        self._launches: dict[str, LaunchContext] = {}
        self._consents: dict[str, Consent] = {}
        self._issued: dict[str, Issued] = {}

    def prepare(self, context: LaunchContext) -> str:
        """The `launch` with which an app is opened in this context."""
        launch = secrets.token_urlsafe(16)
        with self._lock:
            self._launches[launch] = context
        return launch

    def context_of(self, launch: str) -> LaunchContext | None:
        """The context of a launch; None if there is no such launch."""
        return self._launches.get(launch)

    def knows(self, client_id: str, redirect_uri: str) -> bool:
        """Whether this app may be answered at this address."""
        if not self._apps:
            return bool(client_id) and redirect_uri.startswith(_WEB)
        app = self._apps.get(client_id)
        return app is not None and redirect_uri in app.redirect_uris

    def code_for(self, consent: Consent) -> str:
        """A code for it, good once and for a minute."""
        code = secrets.token_urlsafe(32)
        with self._lock:
            self._consents[code] = consent
        return code

    def redeem(self, code: str) -> Consent | None:
        """What the code stands for, the first time; None ever after, and for a code that is too old."""
        with self._lock:
            consent = self._consents.pop(code, None)
        return consent if consent and time.time() < consent.ends else None

    def issue(self, consent: Consent) -> Issued:
        """A token for it, which the FHIR server takes from now on."""
        grant = Grant(
            token=secrets.token_urlsafe(32),
            scope=consent.scope,
            patient=consent.context.patient,
            ends=time.time() + TOKEN_SECONDS,
        )
        issued = Issued(client_id=consent.client_id, grant=grant, context=consent.context)
        self.ehr.admit(grant)
        with self._lock:
            self._issued[grant.token] = issued
        return issued

    def issued(self, token: str) -> Issued | None:
        """What is known of a token from here, as long as it is good."""
        return self._issued.get(token) if self.ehr.grant_of(token) else None
