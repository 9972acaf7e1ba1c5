"""`net-cds serve` with trusted clients: several processes are one door, and a bad file ends the command at once."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from cds_service.cli.refusal import warn_about_clients, warn_when_exposed
from cds_service.settings import load
from tests.auth.conftest import CLIENT, PUBLIC_URL, UNUSABLE, Clinic
from tests.auth.issuing import ISS, jwks, token

COMMAND = [sys.executable, "-c", "from cds_service.cli.main import main; main()", "serve"]


def environ(folder: Path, clients: object, **settings: str) -> dict[str, str]:
    """The process's own environment without settings of the service, and these."""
    file = folder / "clients.json"
    file.write_text(json.dumps(clients))
    own = {name: value for name, value in os.environ.items() if not name.startswith("NET_CDS_")}
    return own | {
        "NET_CDS_PUBLIC_URL": PUBLIC_URL,
        "NET_CDS_CLIENTS": str(file),
        "NET_CDS_DATABASE_URL": f"sqlite:///{folder / 'used.sqlite'}",
        **settings,
    }


def test_a_token_opens_one_of_several_processes_once(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "--port", str(port), "--workers", "2"]
    with subprocess.Popen(command, env=environ(tmp_path, [CLIENT]), stderr=subprocess.PIPE, text=True) as service:
        try:
            clinic = Clinic(url=f"http://127.0.0.1:{port}")
            _ready(clinic)
            tokens = [token() for _ in range(4)]
            with ThreadPoolExecutor(max_workers=8) as pool:
                answers = list(pool.map(lambda sent: clinic.bearing(sent).status_code, tokens * 8))
        finally:
            service.send_signal(signal.SIGTERM)
            said = service.communicate(timeout=30)[1]
    assert sorted(answers) == [200] * 4 + [401] * 28
    assert "keys[0] must be on the curve P-384" in said
    assert "keys[2] must be of 2048 to 8192 bits" in said
    assert "Zaphod" not in said.replace(ISS, "the client")


@pytest.mark.parametrize(
    ("clients", "settings", "told"),
    [
        ([{"iss": ISS, "jwks": jwks(*UNUSABLE)}], {}, "NET_CDS_CLIENTS: [0].jwks has no usable key"),
        ([{"iss": ISS}], {}, "NET_CDS_CLIENTS: [0] must have either jwks or jwks_url"),
        ({}, {}, "NET_CDS_CLIENTS: must be a JSON array"),
        ([CLIENT], {"NET_CDS_AUTH": "off"}, "NET_CDS_AUTH: must not be 'off'"),
        ([CLIENT], {"NET_CDS_DATABASE_URL": "mysql://db/net"}, "NET_CDS_DATABASE_URL: must be an address"),
        ([CLIENT], {"NET_CDS_DATABASE_URL": "sqlite:////proc/used"}, "NET_CDS_DATABASE_URL: must be a file"),
    ],
)
def test_what_a_site_got_wrong_ends_the_command_with_the_remedy(
    tmp_path: Path, clients: object, settings: dict[str, str], told: str
) -> None:
    ended = subprocess.run(
        [*COMMAND, "--port", "0"],
        env=environ(tmp_path, clients, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_demonstration_has_no_token_and_says_so(tmp_path: Path) -> None:
    command = [*COMMAND[:-1], "demo", "--once", "--port", "0"]
    ended = subprocess.run(
        command, env=environ(tmp_path, [CLIENT]), capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert "calls without a token: set NET_CDS_AUTH" in ended.stderr


def test_whoever_may_call_without_a_token_is_told_of(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    given = environ(tmp_path, [CLIENT | {"services": ["none"]}])
    for auth, host in (("required", "0.0.0.0"), ("optional", "127.0.0.1")):
        settings = load({name: value for name, value in given.items() if "NET_CDS" in name} | {"NET_CDS_AUTH": auth})
        warn_when_exposed(host, settings)
        warn_about_clients(settings, ["net-patient-view"])
    said = caplog.text
    assert said.count(f"whoever reaches {PUBLIC_URL} may call without a token") == 1
    assert said.count("[0].services: there is none named none") == 2
    assert "listening" not in said


def _ready(clinic: Clinic) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{clinic.url}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the service did not become ready")
