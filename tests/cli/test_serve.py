"""The command `net-cds serve` as a process: it starts, answers, counts, and refuses bad settings at once."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from tests.cli.running import COMMAND, running

DEMONSTRATION = Path(__file__).parents[2] / "cds_service/cli/demonstration/01-resectable-g1.json"
PATH = "/cds-services/net-patient-view"


def refused(*options: str, **settings: str) -> str:
    """What the command says when it does not start."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NET_CDS_")} | settings
    ended = subprocess.run([*COMMAND, *options], env=environ, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NET_CDS_AUTH", "required"),
        ("NET_CDS_NOPE", "1"),
        ("NET_CDS_PUBLIC_URL", "https://a.example"),
        ("NET_CDS_METRICS", "everywhere"),
        ("NET_CDS_LOG", "xml"),
    ],
)
def test_a_bad_setting_ends_the_command_at_once_with_its_name(name: str, value: str) -> None:
    assert name in refused(**{name: value})


def test_a_port_that_is_taken_ends_the_command_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"cannot listen on 127.0.0.1 port {port}" in refused("--port", port)


def test_numbers_at_the_port_of_the_service_are_refused() -> None:
    assert "NET_CDS_METRICS" in refused("--port", "18477", NET_CDS_METRICS="127.0.0.1:18477")


def test_the_service_answers_and_stops_when_told_to(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        answer = httpx.get(f"{service.base}/cds-services")
        assert answer.json()["services"]
        assert "server" not in answer.headers
        assert service.ended() == 0
    assert "without client authentication" not in service.said()


def test_the_log_may_be_text(tmp_path: Path) -> None:
    with running(tmp_path, log="text") as service:
        httpx.get(f"{service.base}/nothing")
        assert service.ended() == 0
    assert "info    call request=" in service.said()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_small_answers_on_a_connection_that_is_kept_open_do_not_wait(workers: str, tmp_path: Path) -> None:
    with running(tmp_path, "--workers", workers) as service, httpx.Client(base_url=service.base) as client:
        assert statistics.median(_seconds(client) for _ in range(15)) < 0.03  # delayed acknowledgements take 0.04


def test_several_processes_count_together_and_leave_nothing_behind(tmp_path: Path) -> None:
    body = DEMONSTRATION.read_bytes()
    folders = tmp_path / "temporary"
    folders.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folders))
        with running(tmp_path, "--workers", "2") as service:
            for _ in range(20):  # each on a connection of its own, so that both processes get some
                httpx.post(service.base + PATH, content=body, headers={"Content-Type": "application/json"})
            told = [httpx.get(f"{service.base}/metrics").text for _ in range(6)]
            assert len({event["process"] for event in service.events()}) == 2
            assert [path.name.startswith("net-cds-metrics-") for path in folders.iterdir()] == [True]
            assert service.ended() == 0
    counted = 'route="/cds-services/{identifier}",service="net-patient-view",status="200"} 20.0'
    assert [counted in one and "net_cds_store_up 1.0" in one for one in told] == [True] * 6
    assert list(folders.iterdir()) == []


def test_numbers_may_have_an_address_of_their_own(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        elsewhere = f"127.0.0.1:{free.getsockname()[1]}"
    with running(tmp_path, metrics=elsewhere) as service:
        assert "net_cds_info{" in httpx.get(f"http://{elsewhere}/metrics").text
        assert httpx.get(f"{service.base}/metrics", headers={"Host": elsewhere}).status_code == 404
        assert httpx.get(f"http://{elsewhere}/cds-services").status_code == 404
        assert httpx.post(f"http://{elsewhere}{PATH}", content=DEMONSTRATION.read_bytes()).status_code == 404


def _seconds(client: httpx.Client) -> float:
    started = time.monotonic()
    assert client.get("/health/live").status_code == 200
    return time.monotonic() - started
