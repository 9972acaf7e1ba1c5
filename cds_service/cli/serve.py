"""`net-cds serve`: the service over HTTP."""

from __future__ import annotations

import os

import click
import uvicorn

from cds_service.bootstrap import SERVICES, application
from cds_service.cli.refusal import refusing_bad_settings, warn_about_clients, warn_when_exposed
from cds_service.settings import load

_SHUTDOWN_SECONDS = 10  # for answers under way when the service is told to stop

_HEAD_BYTES = 65_536  # a token that is too long is answered with 401, not with a broken connection


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Number of processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve until stopped; ready when /health/ready answers 200."""
    with refusing_bad_settings():
        application(os.environ)  # so that a bad setting ends the process here, not in a worker
        settings = load(os.environ)
    warn_when_exposed(host, settings)
    warn_about_clients(settings, (service.id for service in SERVICES))
    uvicorn.run(
        "cds_service.bootstrap:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        h11_max_incomplete_event_size=_HEAD_BYTES,
    )
