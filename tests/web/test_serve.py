"""The command `net-cds serve` as a process: it starts, answers, stops, and refuses bad settings at once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

COMMAND = [sys.executable, "-c", "from cds_service.cli.main import main; main()"]


def environ(**settings: str) -> dict[str, str]:
    """The process's own environment without settings of the service, and these."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NET_CDS_")} | settings


@pytest.mark.parametrize(
    ("name", "value"),
    [("NET_CDS_AUTH", "required"), ("NET_CDS_NOPE", "1"), ("NET_CDS_PUBLIC_URL", "https://a.example")],
)
def test_a_bad_setting_ends_the_command_at_once_with_its_name(name: str, value: str) -> None:
    ended = subprocess.run(
        [*COMMAND, "serve", "--port", "0"],
        env=environ(**{name: value}),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode != 0
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_service_answers_and_stops_when_told_to() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)], env=environ(), stderr=subprocess.PIPE, text=True
    ) as service:
        try:
            answer = _ready(port)
            assert "server" not in answer.headers
            assert httpx.get(f"http://127.0.0.1:{port}/cds-services").json()["services"]
        finally:
            service.send_signal(signal.SIGTERM)
            said = service.communicate(timeout=20)[1]
    assert "GET /" not in said
    assert "without client authentication" not in said


def _ready(port: int) -> httpx.Response:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            answer = httpx.get(f"http://127.0.0.1:{port}/health/ready")
        except httpx.TransportError:
            time.sleep(0.1)
            continue
        if answer.status_code == 200:
            return answer
    raise AssertionError("the service did not become ready")
