"""`net-cds demo`: the service answers the requests of demonstration patients, then stays up to be tried."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Iterator, Mapping
from importlib.resources import files
from tempfile import TemporaryDirectory
from typing import Any

import click
import httpx
import uvicorn

from cds_service.addresses import ANY_LOOPBACK
from cds_service.auth.admission import Auth
from cds_service.bootstrap import application
from cds_service.cli.printing import print_cards
from cds_service.cli.refusal import refusing_bad_settings, warn_when_exposed
from cds_service.observing.log import Form, log_to_stderr
from cds_service.settings import load

SERVICES = ("net-patient-view", "net-order-select", "net-order-sign")
AS_OF = "2026-11-24"  # the demonstration patients were written for this day; later their facts would be stale
DEFAULTS = {"NET_CDS_AS_OF": AS_OF, "NET_CDS_CORS_ORIGINS": "*", "NET_CDS_FHIR_SERVERS": ANY_LOOPBACK}
_START_SECONDS = 20


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--once", is_flag=True, help="Print the cards and stop instead of serving on.")
def demo(host: str, port: int, once: bool) -> None:
    """Start the service with embedded defaults, show it at work, and keep serving."""
    with TemporaryDirectory(prefix="net-cds-demo-") as folder:
        kept = {"NET_CDS_DATABASE_URL": f"sqlite:///{folder}/net-cds.sqlite"}
        _demonstrate(host, port, {**DEFAULTS, **kept, **os.environ}, once=once)


def demonstration_requests() -> Iterator[Mapping[str, Any]]:
    """The CDS Hooks requests of the demonstration patients, in the order of their file names."""
    folder = files("cds_service.cli").joinpath("demonstration")
    for file in sorted(folder.iterdir(), key=lambda found: found.name):
        if file.name.endswith(".json"):
            yield json.loads(file.read_text("utf-8"))


def _demonstrate(host: str, port: int, environ: Mapping[str, str], *, once: bool) -> None:
    with refusing_bad_settings():
        settings = load(environ)
        app = application(environ)
    if settings.auth is Auth.REQUIRED:
        raise click.ClickException("the demonstration calls without a token: set NET_CDS_AUTH to optional or off")
    log_to_stderr(settings.log or Form.TEXT, logging.WARNING)
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False))
    warn_when_exposed(host, settings)
    thread = threading.Thread(target=server.run, name="demo-server", daemon=True)
    thread.start()
    base = _address(server, host)
    for request in demonstration_requests():
        _show(base, request)
    _what_next(base, environ["NET_CDS_AS_OF"], once)
    if not once:
        _serve_on(thread)
    server.should_exit = True
    thread.join()


def _address(server: uvicorn.Server, host: str) -> str:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if time.monotonic() > deadline or server.should_exit:
            raise click.ClickException("the service did not start; is the port taken? try --port 0")
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    return f"http://{host}:{port}"


def _show(base: str, request: Mapping[str, Any]) -> None:
    about = request["extension"]["org.net-cds.demonstration"]
    answer = httpx.post(f"{base}/cds-services/net-{request['hook']}", json=request, timeout=30)
    answer.raise_for_status()
    print_cards(f"{about['title']}: {about['story']}", answer.json()["cards"])


def _what_next(base: str, as_of: str, once: bool) -> None:
    click.secho(f"\nEvaluated as of {as_of}. All patients are invented.", bold=True)
    if once:
        return
    click.echo(f"  discovery    {base}/cds-services")
    for service in SERVICES:
        click.echo(f"  service      POST {base}/cds-services/{service}")
    click.echo(f"  reasons      POST {base}/explain/{SERVICES[0]} (same body)")
    click.echo(f"  feedback     POST {base}/cds-services/{SERVICES[0]}/feedback")
    click.echo("  Enter the discovery address in the public CDS Hooks sandbox, or stop with Ctrl-C.")


def _serve_on(thread: threading.Thread) -> None:
    try:
        while thread.is_alive():
            thread.join(timeout=1)
    except KeyboardInterrupt:
        click.echo("stopping")
