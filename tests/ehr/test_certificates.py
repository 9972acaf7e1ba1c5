"""TLS over a real socket: the certificate must be for the name in the base, whatever address was dialled."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Collection, Iterator
from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest

from cds_service.ehr.connections import Connections
from cds_service.ehr.reasons import NotRead, Reason
from tests.ehr.mock import socket_server
from tests.ehr.test_connections import read

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
NAME = "ehr.example.org"
REQUESTS: list[str] = []


async def _ehr(scope: dict[str, object], receive: object, send: object) -> None:
    if scope["type"] == "http":
        REQUESTS.append(str(dict(scope["headers"])[b"host"]))  # type: ignore[call-overload]
        head = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]}
        await send(head)  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b'{"resourceType": "Patient"}'})  # type: ignore[operator]


@pytest.fixture(scope="module", name="certificate")
def _certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the name, signed by itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-keyout", str(key), "-out", str(certificate), "-subj", f"/CN={NAME}"]
    subprocess.run([*command, "-addext", f"subjectAltName=DNS:{NAME}"], check=True, capture_output=True)
    return certificate, key


@pytest.fixture(scope="module", name="port")
def _port(certificate: tuple[Path, Path]) -> Iterator[int]:
    """The port of a server with this certificate."""
    with socket_server(_ehr, ssl_certfile=certificate[0], ssl_keyfile=certificate[1]) as address:  # type: ignore[arg-type]
        yield int(address.rpartition(":")[2])


def read_as(name: str, port: int) -> object:
    """What a call reads from the base with this name, which leads to this machine and is allowed to."""

    async def here(_: str, __: int) -> Collection[str]:
        return ["127.0.0.1"]

    base = httpx.URL(f"https://{name}:{port}/fhir")
    connections = Connections([ip_network("127.0.0.0/8")], here)
    return asyncio.run(read(connections, base, httpx.URL(f"{base}/Patient/p1")))


def test_a_certificate_for_the_name_is_accepted(
    certificate: tuple[Path, Path], port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert read_as(NAME, port) == {"resourceType": "Patient"}
    assert f"{NAME}:{port}" in REQUESTS.pop()


@pytest.mark.parametrize("name", ["other.example.org", "127.0.0.1", "localhost"])
def test_a_certificate_for_another_name_is_not(
    certificate: tuple[Path, Path], port: int, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with pytest.raises(NotRead) as refusal:
        read_as(name, port)
    assert refusal.value.reason is Reason.UNREACHABLE
    assert REQUESTS == []


def test_a_certificate_that_nobody_vouches_for_is_not(port: int) -> None:
    with pytest.raises(NotRead):
        read_as(NAME, port)
    assert REQUESTS == []
