"""Requests as a careless or hostile client sends them, byte by byte, with a marker wherever something can stand."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

MARKER = "Zaphod-7d1f"
PATH = "/cds-services/net-patient-view"
JSON = "Content-Type: application/json"


def requests() -> Iterator[bytes]:
    """One for each place in a request, and each way in which it may be wrong there."""
    yield from _heads()
    yield from _bodies()
    yield from _no_http()


def answer_to(base: str, raw: bytes, seconds: float = 1) -> bytes:
    """Everything that comes back over a connection of its own until it is closed, or silent for so long."""
    parts = urlsplit(base)
    found = bytearray()
    with socket.create_connection((parts.hostname, parts.port), timeout=seconds) as client, suppress(OSError):
        client.sendall(raw)
        while part := client.recv(65_536):
            found += part
    return bytes(found)


def post(body: bytes, *lines: str, path: str = PATH) -> bytes:
    """A POST with these header lines besides those that it needs."""
    head = "\r\n".join(
        (f"POST {path} HTTP/1.1", "Host: t", "Connection: close", f"Content-Length: {len(body)}", *lines)
    )
    return head.encode("latin-1") + b"\r\n\r\n" + body


def get(path: str, *lines: str, method: str = "GET") -> bytes:
    """A call without a body."""
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: t", "Connection: close", *lines, "", "")).encode("latin-1")


def _heads() -> Iterator[bytes]:
    yield get(f"/{MARKER}")
    yield get(f"/cds-services/{MARKER}?{MARKER}={MARKER}")
    yield get(f"/fhir/ValueSet?url={MARKER}&_id={MARKER}")
    yield get(f"/fhir/{MARKER}/{MARKER}")
    yield get("/cds-services", method=MARKER)
    yield get(f"http://{MARKER}/cds-services")
    yield get("/cds-services", f"Origin: https://{MARKER}.example.org", f"X-Request-ID: {MARKER}", f"Referer: {MARKER}")
    yield get("/cds-services", f"Cookie: a={MARKER}", f"User-Agent: {MARKER}", f"X-Forwarded-For: {MARKER}")
    yield get("/cds-services", f"X-Request-ID: {MARKER}\n {MARKER}")
    yield get("/cds-services", "Connection: upgrade", "Upgrade: websocket", f"Sec-WebSocket-Key: {MARKER}")
    yield post(b"{}", JSON, f"Authorization: Bearer {MARKER}")
    yield post(b"{}", JSON, f"Authorization: Basic {MARKER}")
    yield post(b"{}", JSON, f"Authorization: Bearer {MARKER}.{MARKER}.{MARKER}")
    yield post(b"{}", f"Content-Type: {MARKER}/{MARKER}; charset={MARKER}")
    yield post(b"{}", JSON, f"Content-Encoding: {MARKER}")
    yield post(b"{}", JSON, path=f"/explain/{MARKER}")


def _bodies() -> Iterator[bytes]:
    call = {
        "hook": "patient-view",
        "hookInstance": MARKER,
        "context": {"patientId": MARKER, "userId": f"Practitioner/{MARKER}"},
        "fhirServer": f"http://127.0.0.1:1/{MARKER}",
        "fhirAuthorization": {"access_token": MARKER, "token_type": "Bearer", "expires_in": 300, "scope": MARKER},
        "prefetch": {"patient": {"resourceType": "Patient", "id": MARKER, "name": [{"family": MARKER}]}},
    }
    feedback = {"card": MARKER, "outcome": "overridden", "outcomeTimestamp": "2026-11-24T09:30:00Z"}
    yield post(json.dumps(call).encode(), JSON)
    yield post(json.dumps(call | {"hook": MARKER}).encode(), JSON)
    yield post(json.dumps(call | {MARKER: MARKER, "prefetch": MARKER}).encode(), JSON)
    yield post(f'{{"{MARKER}": {MARKER}}}'.encode(), JSON)
    yield post(MARKER.encode(), JSON, "Content-Encoding: gzip")
    yield post(gzip.compress(MARKER.encode()) + MARKER.encode(), JSON, "Content-Encoding: gzip")
    for change in ({"overrideReason": {"userComment": MARKER}}, {"outcome": MARKER}, {"outcomeTimestamp": MARKER}):
        yield post(json.dumps({"feedback": [feedback | change]}).encode(), JSON, path=f"{PATH}/feedback")


def _no_http() -> Iterator[bytes]:
    yield f"{MARKER}\r\n\r\n".encode()
    yield f"GET /{MARKER} HTTP/9.9\r\n\r\n".encode()
    yield f"GET / HTTP/1.1\r\n{MARKER}\r\n\r\n".encode()
    yield f"GET /\xff{MARKER} HTTP/1.1\r\nHost: t\r\n\r\n".encode("latin-1")
    yield f"GET / HTTP/1.1\r\nHost: t\r\nHost: {MARKER}\r\n\r\n".encode()
    yield f"POST {PATH} HTTP/1.1\r\nHost: t\r\nContent-Length: {MARKER}\r\n\r\n".encode()
    yield f"POST {PATH} HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n{MARKER}\r\n{MARKER}".encode()
    yield b"GET / HTTP/1.1\r\nHost: t\r\nX: " + MARKER.encode() * 10_000 + b"\r\n\r\n"
    yield bytes(range(256)) + MARKER.encode()
