"""The service with authentication, on a real socket, for one trusted EHR."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from cds_service.bootstrap import application
from tests.auth.issuing import AUD, ISS, KID, ec_key, jwk, jwks, rsa_key
from tests.database.cluster import Cluster, running_cluster
from tests.ehr.mock import socket_server

PUBLIC_URL = "https://cds.example.org"
PATH = AUD.removeprefix(PUBLIC_URL)
BODY = Path(__file__).parents[2] / "cds_service/cli/demonstration/01-resectable-g1.json"
UNUSABLE = (
    jwk(ec_key(curve="P-256"), kid="p-256"),
    jwk(ec_key("for encryption"), kid="enc", use="enc"),
    jwk(rsa_key(bits=1024), kid="small"),
    {"kty": "oct", "k": "AAAA", "kid": "secret"},
    "no key at all",
)
CLIENT: dict[str, Any] = {"iss": ISS, "jwks": jwks(*UNUSABLE, jwk(ec_key()), jwk(rsa_key()))}
OTHER: dict[str, Any] = {"iss": "https://other.example.org", "jwks": jwks(jwk(ec_key("of another"), kid=KID))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The service at `url`."""

    url: str

    def call(
        self, headers: Mapping[str, str] | Sequence[tuple[str, str]], path: str = PATH, content: bytes | None = None
    ) -> httpx.Response:
        """A call with these headers, and the body of a demonstration patient when none is given."""
        sent = [("Content-Type", "application/json"), *httpx.Headers(headers).multi_items()]
        return httpx.post(self.url + path, content=body() if content is None else content, headers=sent, timeout=20)

    def bearing(self, token: str, path: str = PATH) -> httpx.Response:
        """A call with a token."""
        return self.call({"Authorization": f"Bearer {token}"}, path)


@contextmanager
def clinic_of(folder: Path, *clients: Mapping[str, Any], **settings: str) -> Iterator[Clinic]:
    """The service for these clients."""
    file = folder / "clients.json"
    file.write_text(json.dumps(clients))
    environ = {
        "NET_CDS_PUBLIC_URL": PUBLIC_URL,
        "NET_CDS_CLIENTS": str(file),
        "NET_CDS_AS_OF": "2026-11-24",
        "NET_CDS_DATABASE_URL": f"sqlite:///{folder / 'used.sqlite'}",
    }
    named = {f"NET_CDS_{name.upper()}": value for name, value in settings.items()}
    with socket_server(application(environ | named)) as url:
        yield Clinic(url=url)


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """The service for two clients; nothing is said about the mode, so that a token is required."""
    with clinic_of(tmp_path_factory.mktemp("clinic"), CLIENT, OTHER) as found:
        yield found


def is_bare(answer: httpx.Response) -> bool:
    """401 and not a word more (S-S06)."""
    return answer.status_code == 401 and answer.content == b"" and answer.headers["www-authenticate"] == "Bearer"


@cache
def body() -> bytes:
    """A call for a demonstration patient."""
    return BODY.read_bytes()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server."""
    with running_cluster() as found:
        yield found
