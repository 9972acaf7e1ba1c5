"""The command `net-cds serve` as a process on a free port, with everything that it says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

COMMAND = [sys.executable, "-c", "from cds_service.cli.main import main; main()", "serve", "--port", "0"]
_START_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The process, where it answers, and what it has printed."""

    process: subprocess.Popen[bytes]
    base: str
    out: Path
    err: Path

    def said(self) -> str:
        """Everything on standard output and standard error up to now."""
        return self.out.read_text() + self.err.read_text()

    def events(self, name: str = "call") -> list[dict[str, Any]]:
        """The lines of the log that tell of such an event; every line must be JSON."""
        return [event for event in map(json.loads, self.err.read_text().splitlines()) if event["event"] == name]

    def ended(self, seconds: float = 30) -> int:
        """The exit code after SIGTERM, within this time."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


@contextmanager
def running(folder: Path, *options: str, **settings: str) -> Iterator[Running]:
    """The service, ready; `settings` are named without their prefix."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NET_CDS_")}
    environ |= {"NET_CDS_DATABASE_URL": f"sqlite:///{folder / 'net-cds.sqlite'}", "NET_CDS_AS_OF": "2026-11-24"}
    environ |= {f"NET_CDS_{name.upper()}": value for name, value in settings.items()}
    out, err = folder / "out", folder / "err"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen([*COMMAND, *options], env=environ, stdout=stdout, stderr=stderr)
    try:
        yield Running(process=process, base=_when_ready(process, err), out=out, err=err)
    finally:
        _stop(process)


def _when_ready(process: subprocess.Popen[bytes], err: Path) -> str:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        for line in err.read_text().splitlines():
            _, found, address = line.partition("listening on ")
            base = address.split('"')[0].split()[0] if found else ""
            with suppress(httpx.TransportError):
                if base and httpx.get(f"{base}/health/ready", timeout=10).status_code == 200:
                    return base
        time.sleep(0.05)
    raise AssertionError(f"the service did not become ready: {err.read_text()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """For a test that failed before the service had ended."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
