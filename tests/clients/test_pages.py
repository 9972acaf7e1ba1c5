"""The pages of the service itself, as a browser shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.clients.browser.chromium import PROGRAM, shown
from tests.ehr.mock import socket_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM, reason="Chromium is not installed; .ci/chromium installs it"),
]
PAGES = ("/", "/terminology")
BROKEN = "<!doctype html><script>nowhere()</script><img src='http://elsewhere.invalid/x.png'>"
FRAME = """<!doctype html><iframe src="/page" width="{width}" height="900" style="border:0" onload="
const {{scrollWidth, clientWidth}} = this.contentDocument.documentElement;
document.title = JSON.stringify([scrollWidth, clientWidth])"></iframe>"""


@contextmanager
def measured(page: str, width: int = 0) -> Iterator[str]:
    """The address where this page stands at `/page`, and at `/` in a frame of this width that measures it."""

    async def framed(_: Request) -> Response:
        return HTMLResponse(FRAME.format(width=width))

    async def alone(_: Request) -> Response:
        return HTMLResponse(page)

    with socket_server(Starlette(routes=[Route("/", framed), Route("/page", alone)])) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_nothing_and_calls_nobody(open_service: str, path: str) -> None:
    seen = shown(open_service + path)
    assert "</h1>" in seen.document
    assert seen.said == ()
    assert seen.requested <= {f"{open_service}/favicon.ico"}


def test_a_page_that_breaks_or_calls_somebody_would_be_noticed() -> None:
    with measured(BROKEN) as address:
        seen = shown(f"{address}/page")
    assert any("nowhere is not defined" in line for line in seen.said)
    assert "http://elsewhere.invalid/x.png" in seen.requested


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_sticks_out_of_a_page(open_service: str, path: str, width: int) -> None:
    with measured(httpx.get(open_service + path).text, width) as address:
        title = re.search("<title>(.*?)</title>", shown(f"{address}/").document)
    assert title
    assert json.loads(title[1]) == [width, width]
