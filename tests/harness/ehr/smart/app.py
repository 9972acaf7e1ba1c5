"""A SMART app: it asks for a code, exchanges it, and reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from cds_service.harness.ehr.smart.pkce import challenge_of
from cds_service.harness.ehr.whole import MockEhr

REDIRECT = "https://app.example.org/callback?tab=1"
VERIFIER = "a-verifier-of-some-fifty-characters-0123456789._~x"
STATE = "state/&é"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An app that was sent to this EHR; it does by the book what no change says otherwise."""

    ehr: MockEhr
    http: httpx.Client

    def asks(self, **changes: str | None) -> httpx.Response:
        """The answer to a request for a code; None takes a parameter away."""
        parameters: dict[str, str | None] = {
            "response_type": "code",
            "client_id": "my-app",
            "redirect_uri": REDIRECT,
            "scope": "launch/patient patient/*.rs openid fhirUser",
            "state": STATE,
            "aud": self.ehr.fhir_server,
            "code_challenge": challenge_of(VERIFIER),
            "code_challenge_method": "S256",
            **changes,
        }
        sent = {name: value for name, value in parameters.items() if value is not None}
        return self.http.get(self._endpoint("authorization"), params=sent)

    def code(self, **changes: str | None) -> str:
        """The code with which the user comes back."""
        return answered(self.asks(**changes))["code"]

    def exchanges(self, code: str, **changes: str | None) -> httpx.Response:
        """The answer of the token endpoint."""
        form: dict[str, str | None] = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": REDIRECT,
            "client_id": "my-app",
            "code_verifier": VERIFIER,
            **changes,
        }
        return self.http.post(
            self._endpoint("token"), data={name: value for name, value in form.items() if value is not None}
        )

    def token(self, **changes: str | None) -> Mapping[str, Any]:
        """What the token endpoint tells in the end."""
        told: Mapping[str, Any] = self.exchanges(self.code(**changes)).raise_for_status().json()
        return told

    def reads(self, token: str, path: str) -> int:
        """The status with which the FHIR server answers."""
        address = f"{self.ehr.fhir_server}/{path}"
        return self.http.get(address, headers={"Authorization": f"Bearer {token}"}).status_code

    def configuration(self) -> Mapping[str, Any]:
        """What the server says of itself."""
        address = f"{self.ehr.fhir_server}/.well-known/smart-configuration"
        told: Mapping[str, Any] = self.http.get(address).raise_for_status().json()
        return told

    def _endpoint(self, name: str) -> str:
        return str(self.configuration()[f"{name}_endpoint"])


def answered(response: httpx.Response) -> dict[str, str]:
    """The parameters with which the user is sent back to the app."""
    assert response.status_code == 302, response.text
    address = response.headers["location"]
    assert address.startswith(REDIRECT)
    return dict(parse_qsl(urlsplit(address).query))
