"""A PostgreSQL server of the tests' own: made in a temporary folder, on a free port of this machine, then gone."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

_OWNER = "net_cds"
_NUMBERS = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The server; `programs` is the folder with pg_ctl."""

    programs: Path
    folder: Path
    port: int

    def new_database(self, encoding: str = "UTF8") -> str:
        """The address of an empty database."""
        name = f"test_{next(_NUMBERS)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'".encode())
        return self._address(name)

    def start(self) -> None:
        """Start it; it answers when this returns."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", str(self.folder / "log"), "-o", options)

    def stop(self) -> None:
        """Stop it as a power cut would: nobody is waited for."""
        self._run("pg_ctl", "stop", "-m", "immediate", "-D", self._data)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """As long as it takes connections and answers nothing."""
        group = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        backends = [int(line) for line in subprocess.check_output(["ps", "-o", "pid=", "--ppid", str(group)]).split()]
        for process in (group, *backends):
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in (group, *backends):
                os.kill(process, signal.SIGCONT)

    def make(self) -> None:
        """Make its files."""
        self._run("initdb", "-D", self._data, "-U", _OWNER, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _address(self, database: str) -> str:
        return f"postgresql://{_OWNER}@127.0.0.1:{self.port}/{database}"

    def _run(self, program: str, *arguments: str) -> None:
        """As somebody without privileges: PostgreSQL refuses to run as root."""
        subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            user=_somebody(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=60,
        )


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """The server, up; skips the test where PostgreSQL is not installed."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here: install the package `postgresql`, or put pg_ctl on the PATH")
    folder = Path(tempfile.mkdtemp(prefix="net-cds-postgresql-"))
    somebody = _somebody()
    if somebody is not None:
        shutil.chown(folder, somebody)
    cluster = Cluster(programs=programs, folder=folder, port=_free_port())
    try:
        cluster.make()
        cluster.start()
        yield cluster
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            cluster.stop()
        shutil.rmtree(folder)


def _programs() -> Path | None:
    on_path = shutil.which("pg_ctl")
    of_debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    found = [Path(on_path).resolve()] if on_path else of_debian[-1:]
    return next((path.parent for path in found if path.with_name("initdb").exists()), None)


def _somebody() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
