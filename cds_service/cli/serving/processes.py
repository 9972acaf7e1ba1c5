"""The processes of the service, from the first call to the last answer."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Sequence
from tempfile import TemporaryDirectory
from threading import Thread

import uvicorn
from uvicorn.supervisors import Multiprocess

from cds_service.observing.metrics import FOLDER


def run_alone(config: uvicorn.Config, sockets: list[socket.socket]) -> None:
    """One process, this one. It ends with exit code 0 when it is told to stop and has finished."""
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, _end)
    uvicorn.Server(config).run(sockets)


def run_together(config: uvicorn.Config, sockets: list[socket.socket]) -> None:
    """So many processes as are configured, and this one to look after them. They keep their numbers in one folder."""
    with TemporaryDirectory(prefix="net-cds-metrics-") as folder:
        os.environ[FOLDER] = folder
        supervisor = Multiprocess(config, sockets)
        Thread(target=_close_at_end, args=(supervisor, sockets), daemon=True).start()
        supervisor.run()


def _close_at_end(supervisor: Multiprocess, sockets: Sequence[socket.socket]) -> None:
    """When the processes finish, this one must not hold the door open: nobody would answer."""
    supervisor.should_exit.wait()
    for one in sockets:
        one.close()


def _end(*_: object) -> None:
    """uvicorn raises the signal once more when all answers are sent and everything is closed.

    Threads are not waited for: some may still wait for a database or a name server that hangs.
    """
    os._exit(0)
