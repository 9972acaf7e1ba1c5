"""`net-cds serve`: the service over HTTP."""

from __future__ import annotations

import logging
import os

import click
import uvicorn

from cds_service.bootstrap import SERVICES, application
from cds_service.cli.refusal import refusing_bad_settings, warn_about_clients, warn_when_exposed
from cds_service.cli.serving.listening import address_of, bound
from cds_service.cli.serving.processes import run_alone, run_together
from cds_service.observing.log import Form, log_to_stderr
from cds_service.settings import PREFIX, load

_SHUTDOWN_SECONDS = 10  # for answers under way when the service is told to stop
_KEEP_ALIVE_SECONDS = 75  # longer than proxies keep a connection: else one sends a call into a door that just closes
_HEAD_BYTES = 65_536  # a token that is too long is answered with 401, not with a broken connection
_CONNECTIONS = 800  # of one process; more get 503. The usual limit of 1,024 open files is to leave room for our own

_log = logging.getLogger(__name__)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Number of processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve until stopped; ready when /health/ready answers 200."""
    with refusing_bad_settings():
        application(os.environ)  # so that a bad setting ends the process here, not in a worker
        settings = load(os.environ)
    log_to_stderr(settings.log or Form.JSON)
    warn_when_exposed(host, settings)
    warn_about_clients(settings, [service.id for service in SERVICES])
    sockets = bound(host, port)
    if settings.metrics.address:
        if settings.metrics.address[1] == sockets[0].getsockname()[1]:
            raise click.ClickException(f"{PREFIX}METRICS: must name another port than --port")
        sockets += bound(*settings.metrics.address)
    for one in sockets:
        _log.info("listening on %s", address_of(one))
    run = run_alone if workers == 1 else run_together
    run(_server(workers), sockets)


def _server(workers: int) -> uvicorn.Config:
    """Parts are named, so that another that happens to be installed is not taken: limits would not be the same."""
    return uvicorn.Config(
        "cds_service.cli.serving.worker:application",
        factory=True,
        workers=workers,
        http="cds_service.cli.serving.connections:watched",
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        h11_max_incomplete_event_size=_HEAD_BYTES,
    )
