"""The addresses that were checked are the ones that are called, under the name that was allowed, and nothing leaks."""

from __future__ import annotations

import asyncio
import gc
import ssl
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

import httpx
import pytest
import respx

from cds_service.ehr.access import Access
from cds_service.ehr.connections import Connections
from cds_service.ehr.exchange import Errand, answer
from cds_service.ehr.reasons import NotRead, Reason
from cds_service.hosts import Resolve
from tests.ehr.mock import running, slow

BASE = httpx.URL("https://ehr.example.org:8443/fhir")
URL = httpx.URL("https://ehr.example.org:8443/fhir/Patient/p1")
PUBLIC, SECOND = "93.184.216.34", "93.184.216.35"
PATIENT = httpx.Response(200, json={"resourceType": "Patient"})


def leading_to(*answers: Iterable[str]) -> Resolve:
    """DNS that answers each time with the next of these."""
    left = list(answers)

    async def resolve(_: str, __: int) -> Collection[str]:
        return list(left.pop(0) if len(left) > 1 else left[0])

    return resolve


async def read(connections: Connections, base: httpx.URL = BASE, url: httpx.URL = URL, seconds: float = 5) -> Any:
    """One call that reads one URL."""
    now = asyncio.get_running_loop().time()
    access = Access(base=base, patient_id="p1", token="Zaphod")
    async with asyncio.timeout(seconds):
        door = await connections.door(base)
        errand = Errand(access=access, door=door, ends=now + seconds, expires=now + 300)
        return (await answer(errand, url, 100_000)).value


def once(resolve: Resolve) -> Any:
    """The same, from the beginning."""

    async def call() -> Any:
        connections = Connections(resolve=resolve)
        try:
            return await read(connections)
        finally:
            await connections.close()

    return asyncio.run(call())


@respx.mock
def test_the_checked_address_is_dialled_and_the_server_and_its_certificate_go_by_the_name() -> None:
    route = respx.get(f"https://{PUBLIC}:8443/fhir/Patient/p1").mock(return_value=PATIENT)
    assert once(leading_to([PUBLIC])) == {"resourceType": "Patient"}
    request = route.calls.last.request
    assert request.headers["host"] == "ehr.example.org:8443"
    assert request.extensions["sni_hostname"] == "ehr.example.org"
    assert request.headers["authorization"] == "Bearer Zaphod"


@respx.mock
def test_an_address_of_the_sixth_version_is_dialled_in_brackets() -> None:
    route = respx.get("https://[2606:2800:220:1:248:1893:25c8:1946]:8443/fhir/Patient/p1").mock(return_value=PATIENT)
    once(leading_to(["2606:2800:220:1:248:1893:25c8:1946"]))
    assert route.called


@respx.mock
def test_when_one_address_does_not_answer_the_next_is_dialled() -> None:
    respx.get(f"https://{PUBLIC}:8443/fhir/Patient/p1").mock(side_effect=httpx.ConnectError)
    route = respx.get(f"https://{SECOND}:8443/fhir/Patient/p1").mock(return_value=PATIENT)
    assert once(leading_to([PUBLIC, SECOND]))
    assert route.called


@respx.mock
@pytest.mark.parametrize(
    ("error", "reason", "times"),
    [
        (httpx.ConnectError, Reason.UNREACHABLE, 1),
        (httpx.ConnectTimeout, Reason.UNREACHABLE, 1),
        (httpx.ReadError, Reason.BROKEN_OFF, 3),
        (httpx.RemoteProtocolError, Reason.BROKEN_OFF, 3),
        (httpx.LocalProtocolError, Reason.BROKEN_OFF, 1),
        (httpx.ReadTimeout, Reason.BROKEN_OFF, 1),
    ],
)
def test_a_connection_that_fails_is_a_reason_and_one_that_broke_off_is_tried_again(
    error: type[Exception], reason: Reason, times: int
) -> None:
    route = respx.get(f"https://{PUBLIC}:8443/fhir/Patient/p1").mock(side_effect=error)
    with pytest.raises(NotRead) as refusal:
        once(leading_to([PUBLIC]))
    assert refusal.value.reason is reason
    assert route.call_count == times


@respx.mock
def test_a_name_that_changes_its_address_during_a_call_changes_nothing() -> None:
    route = respx.get(f"https://{PUBLIC}:8443/fhir/Patient/p1").mock(return_value=PATIENT)

    async def two_pages() -> None:
        connections = Connections(resolve=leading_to([PUBLIC], ["169.254.169.254"]))
        door = await connections.door(BASE)
        ends = asyncio.get_running_loop().time() + 5
        for _ in range(2):
            assert (await door.get(URL, {}, 1000, ends)).status == 200

    asyncio.run(two_pages())
    assert route.call_count == 2


@respx.mock
def test_a_name_that_leads_to_a_neighbour_the_next_time_is_not_called_again() -> None:
    route = respx.get(f"https://{PUBLIC}:8443/fhir/Patient/p1").mock(return_value=PATIENT)

    async def two_calls() -> None:
        connections = Connections(resolve=leading_to([PUBLIC], ["10.0.0.7"]))
        await read(connections)
        with pytest.raises(NotRead):
            await read(connections)

    asyncio.run(two_calls())
    assert route.call_count == 1


def test_two_servers_at_one_address_share_no_connection() -> None:
    async def clients() -> list[httpx.AsyncClient]:
        connections = Connections(resolve=leading_to([PUBLIC]))
        bases = ("https://a.example.org/fhir", "https://a.example.org/other", "https://b.example.org/fhir")
        return [(await connections.door(httpx.URL(base))).server.client for base in bases]

    a, also_a, b = asyncio.run(clients())
    assert a is also_a
    assert a is not b


def test_the_environment_decides_neither_proxies_nor_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with running() as ehr:
        ehr.records = {"Patient": [{"resourceType": "Patient", "id": "p1"}]}
        base = httpx.URL(ehr.base)
        assert asyncio.run(read(Connections(), base, httpx.URL(f"{base}/Patient/p1")))["id"] == "p1"


def test_calls_that_are_cut_short_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cds_service.ehr.connections._GRACE_SECONDS", 0.5)  # connections on this machine are fast

    async def calls(base: httpx.URL) -> list[str]:
        connections = Connections()
        url = httpx.URL(f"{base}/Condition")
        for number in range(100):  # more than the pool holds
            with suppress(TimeoutError):
                await read(connections, base, url, seconds=0.001 * (number % 10))
        many = (read(connections, base, url, seconds=0.05) for _ in range(200))
        assert {type(one) for one in await asyncio.gather(*many, return_exceptions=True)} == {TimeoutError}
        server = (await connections.door(base)).server
        await asyncio.wait(server.exchanges, timeout=10)
        assert not server.exchanges
        left = [repr(one) for one in server.client._transport._pool.connections]  # type: ignore[attr-defined]
        assert await read(connections, base, httpx.URL(f"{base}/Procedure"))
        await connections.close()
        return left

    with running() as ehr:
        ehr.faults["Condition"] = slow(30)
        assert asyncio.run(calls(httpx.URL(ehr.base))) == []


def test_an_exchange_that_fails_when_nobody_waits_any_more_is_not_logged() -> None:
    said: list[Any] = []

    async def hang_up_later(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.2)
        writer.close()

    async def call() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: said.append(context))
        connections = Connections()
        async with await asyncio.start_server(hang_up_later, "127.0.0.1", 0) as server:
            base = httpx.URL(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/fhir")
            with pytest.raises(TimeoutError):
                await read(connections, base, httpx.URL(f"{base}/Patient/p1"), seconds=0.05)
            await asyncio.wait((await connections.door(base)).server.exchanges)
            gc.collect()
            await connections.close()

    asyncio.run(call())
    assert said == []


def test_closing_ends_what_is_under_way() -> None:
    async def closed(base: httpx.URL) -> set[Any]:
        connections = Connections()
        with suppress(TimeoutError):
            await read(connections, base, httpx.URL(f"{base}/Condition"), seconds=0.1)
        await connections.close()
        return asyncio.all_tasks() - {asyncio.current_task()}

    with running() as ehr:
        ehr.faults["Condition"] = slow(30)
        assert asyncio.run(closed(httpx.URL(ehr.base))) == set()


def test_a_connection_that_the_server_closed_while_it_was_idle_is_replaced() -> None:
    body = b'{"resourceType": "Patient"}'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    served: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        served.append(len(served))
        writer.write(head + body)
        await writer.drain()
        with suppress(asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")  # the second request on this connection is never answered
        writer.close()

    async def two_calls() -> None:
        connections = Connections()
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            base = httpx.URL(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/fhir")
            for _ in range(2):
                assert await read(connections, base, httpx.URL(f"{base}/Patient/p1"))
            await connections.close()

    asyncio.run(two_calls())
    assert len(served) == 2


def test_certificates_are_checked_with_the_trust_store_of_the_system() -> None:
    async def context() -> ssl.SSLContext:
        door = await Connections(resolve=leading_to([PUBLIC])).door(BASE)
        found: ssl.SSLContext = door.server.client._transport._pool._ssl_context  # type: ignore[attr-defined]
        return found

    found = asyncio.run(context())
    assert found.verify_mode is ssl.CERT_REQUIRED
    assert found.check_hostname
