"""The key server answers as its paths say, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from cds_service.harness.lending.publishing import key_server
from cds_service.harness.signing.key_server import FOREIGN, LARGE, OWN, PAGE, REDIRECT, KeyServer


@pytest.fixture(name="server")
def _server() -> Iterator[KeyServer]:
    with key_server({"keys": ["own"]}, {"keys": ["foreign"]}) as server:
        yield server


def test_the_clients_set_can_change(server: KeyServer) -> None:
    assert httpx.get(server.address + OWN).json() == {"keys": ["own"]}
    server.publish({"keys": ["own", "added"]})
    assert httpx.get(server.address + OWN).json() == {"keys": ["own", "added"]}


def test_a_strangers_set_is_beside_it_and_behind_a_redirect(server: KeyServer) -> None:
    found = httpx.get(server.address + REDIRECT, follow_redirects=True)
    assert found.url.path == FOREIGN
    assert found.json() == {"keys": ["foreign"]}


def test_other_answers_are_a_page_ten_megabytes_and_nothing(server: KeyServer) -> None:
    assert httpx.get(server.address + PAGE).headers["Content-Type"] == "text/html"
    assert len(httpx.get(server.address + LARGE).content) > 10_000_000
    assert httpx.get(f"{server.address}/elsewhere").status_code == 404


def test_what_was_asked_is_remembered_until_it_is_forgotten(server: KeyServer) -> None:
    httpx.get(server.address + OWN)
    httpx.get(server.address + PAGE)
    assert server.asked == (OWN, PAGE)
    server.forget()
    assert not server.asked
