"""Keys that a client publishes: read when they are needed, from its own address and from no other."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from fastapi import Response
from starlette.responses import StreamingResponse

from cds_service.auth.keys.key_ring import KeyRing, key_ring
from cds_service.auth.keys.key_source import PublishedKeys
from cds_service.auth.keys.published import Unread, published
from cds_service.hosts import Resolve
from tests.auth.conftest import Clinic, clinic_of, is_bare
from tests.auth.issuing import ISS, ec_key, jwk, jwks, token
from tests.auth.key_server import KeyServer, key_server


@pytest.fixture(name="keys", scope="module")
def _keys() -> Iterator[KeyServer]:
    with key_server() as found:
        yield found


@pytest.fixture(name="server")
def _server(keys: KeyServer) -> KeyServer:
    keys.answers.clear()
    keys.asked.clear()
    keys.hosts.clear()
    keys.publish(jwks({"kty": "OKP", "crv": "Ed25519", "kid": "another"}, jwk(ec_key())))
    return keys


@pytest.fixture(name="publishing")
def _publishing(server: KeyServer, tmp_path: Path) -> Iterator[Clinic]:
    with clinic_of(tmp_path, {"iss": ISS, "jwks_url": f"{server.base}/jwks"}) as clinic:
        yield clinic


def test_the_keys_are_read_at_the_first_call_and_kept(publishing: Clinic, server: KeyServer) -> None:
    assert server.asked == []
    assert [publishing.bearing(token()).status_code for _ in range(3)] == [200, 200, 200]
    assert server.asked == ["/jwks"]


def test_the_clients_own_address_may_stand_in_the_token(publishing: Clinic, server: KeyServer) -> None:
    assert publishing.bearing(token(head={"jku": f"{server.base}/jwks"})).status_code == 200


@pytest.mark.parametrize("path", ["/other", "/jwks/", "/jwks?", "/jwks#a", "/%6Awks"])
def test_another_address_in_the_token_is_never_called(publishing: Clinic, server: KeyServer, path: str) -> None:
    forged = ec_key("forged")
    server.publish(jwks(jwk(forged, kid="forged")), "/other")
    jku = server.base + path
    assert is_bare(publishing.bearing(token(forged, {"jku": jku, "kid": "forged"})))
    assert is_bare(publishing.bearing(token(head={"jku": jku})))
    assert set(server.asked) == {"/jwks"}


@pytest.mark.parametrize(
    "jku", ["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/jwks", "file:///etc/passwd", "jwks", 1, None]
)
def test_no_address_in_a_token_is_worth_a_look(publishing: Clinic, server: KeyServer, jku: Any) -> None:
    made = token(head={"jku": jku} if jku is not None else {"jku": ""})
    assert is_bare(publishing.bearing(made))
    assert set(server.asked) <= {"/jwks"}


def test_the_address_of_a_stranger_is_never_called(publishing: Clinic, server: KeyServer) -> None:
    stranger = token(ec_key("forged"), {"jku": f"{server.base}/jwks"}, iss="https://unknown.example.org")
    assert is_bare(publishing.bearing(stranger))
    assert server.asked == []


def test_a_new_key_is_found_when_a_token_names_it(publishing: Clinic, server: KeyServer) -> None:
    assert publishing.bearing(token()).status_code == 200
    server.publish(jwks(jwk(ec_key("second"), kid="second")))
    assert publishing.bearing(token(ec_key("second"), {"kid": "second"})).status_code == 200
    assert server.asked == ["/jwks", "/jwks"]


def test_a_key_that_was_withdrawn_is_gone_with_the_next_reading(publishing: Clinic, server: KeyServer) -> None:
    assert publishing.bearing(token()).status_code == 200
    server.publish(jwks(jwk(ec_key("second"), kid="second")))
    assert publishing.bearing(token(ec_key("second"), {"kid": "second"})).status_code == 200
    assert is_bare(publishing.bearing(token()))


def test_unknown_keys_do_not_cause_a_storm(publishing: Clinic, server: KeyServer) -> None:
    assert publishing.bearing(token()).status_code == 200
    assert all(is_bare(publishing.bearing(token(head={"kid": f"unknown-{n}"}))) for n in range(20))
    assert len(server.asked) <= 3
    assert publishing.bearing(token()).status_code == 200


async def slowly() -> Response:
    await asyncio.sleep(4)
    return Response("{}")


async def dripping() -> AsyncIterator[bytes]:
    for _ in range(40):
        await asyncio.sleep(0.1)
        yield b" "


GOOD = json.dumps(jwks(jwk(ec_key()))).encode()
FAULTS: dict[str, Callable[[], Any]] = {
    "redirect": lambda: Response(status_code=302, headers={"Location": "/elsewhere"}),
    "moved for good": lambda: Response(GOOD, 301, {"Location": "/elsewhere"}),
    "HTML": lambda: Response("<html><body>Sign in</body></html>", media_type="text/html"),
    "10 MB": lambda: Response(GOOD[:-1] + b', "x": "' + b"x" * 10_000_000 + b'"}'),
    "drop by drop": lambda: StreamingResponse(dripping()),
    "packed": lambda: Response(gzip.compress(GOOD), headers={"Content-Encoding": "gzip"}),
    "an error": lambda: Response(GOOD, 500),
    "nothing": lambda: Response(b""),
    "no content": lambda: Response(status_code=204),
    "an array": lambda: Response(b"[]"),
    "no usable key": lambda: Response(json.dumps(jwks(jwk(ec_key("x"), use="enc")))),
    "private keys": lambda: Response(json.dumps(jwks({**ec_key().as_dict(private=True), "kid": "k"}))),
    "late": slowly,
}


@pytest.mark.parametrize("answer", FAULTS.values(), ids=FAULTS)
def test_a_key_set_that_cannot_be_had_opens_nothing(server: KeyServer, answer: Callable[[], Any]) -> None:
    server.answers["/jwks"] = answer
    server.publish(jwks(jwk(ec_key())), "/elsewhere")
    with pytest.raises(Unread):
        asyncio.run(published(f"{server.base}/jwks"))
    assert server.asked == ["/jwks"]


@pytest.mark.parametrize(
    "answer", ["10.0.0.7", "127.0.0.1", "169.254.169.254", "::1", "fd00:ec2::254", "::ffff:10.0.0.7", "0.0.0.0"]
)
@pytest.mark.parametrize("other", [(), ("93.184.216.34",)])
def test_a_name_must_not_lead_to_our_neighbours(answer: str, other: tuple[str, ...]) -> None:
    with pytest.raises(Unread, match="no address that may be called"):
        asyncio.run(published("https://ehr.example.org/jwks", resolve=leading_to(*other, answer)))


@pytest.mark.parametrize("error", [OSError(), UnicodeError()])
def test_a_name_that_dns_does_not_know_is_not_called(error: Exception) -> None:
    async def unknown(_: str, __: int) -> tuple[str, ...]:
        raise error

    with pytest.raises(Unread, match="no address that may be called"):
        asyncio.run(published("https://ehr.example.org/jwks", resolve=unknown))


def test_a_name_may_lead_into_the_networks_of_the_site_and_is_looked_up_once(server: KeyServer) -> None:
    url = server.base.replace("127.0.0.1", "ehr.hospital.example") + "/jwks"
    lookups: list[str] = []

    async def resolve(host: str, _: int) -> tuple[str, ...]:
        lookups.append(host)
        return ("127.0.0.1",)

    found = asyncio.run(published(url, [ip_network("127.0.0.0/8")], resolve))
    assert len(found.keys) == 1
    assert lookups == ["ehr.hospital.example"]
    assert server.hosts == [url.removeprefix("http://").removesuffix("/jwks")]


def leading_to(*answers: str) -> Resolve:
    """DNS that says so."""

    async def resolve(_: str, __: int) -> tuple[str, ...]:
        return answers

    return resolve


def test_an_address_that_does_not_answer_stops_neither_the_start_nor_the_others(
    server: KeyServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/jwks?secret=Zaphod-7d1f"
        other = {"iss": "https://other.example.org", "jwks_url": f"{server.base}/jwks"}
        with clinic_of(tmp_path, {"iss": ISS, "jwks_url": url}, other) as clinic:
            assert is_bare(clinic.bearing(token()))
            assert clinic.bearing(token(iss="https://other.example.org")).status_code == 200
    assert "the key set at 127.0.0.1 could not be read: it cannot be reached" in caplog.text
    assert "Zaphod" not in caplog.text


@dataclass(slots=True, kw_only=True)
class Address:
    """An address that is read in a moment, at a time of its own."""

    ring: KeyRing | None = None
    now: float = 0.0
    readings: int = 0
    gate: asyncio.Event | None = field(default=None)

    async def read(self, _: str) -> KeyRing:
        self.readings += 1
        if self.gate:
            await self.gate.wait()
        if self.ring is None:
            raise Unread("it is down")
        return self.ring

    def keys(self) -> PublishedKeys:
        return PublishedKeys("https://ehr.example.org/jwks", self.read, lambda: self.now)


def ring(*kids: str) -> KeyRing:
    return key_ring(jwks(*(jwk(ec_key(), kid=kid) for kid in kids)))


def names(keys: PublishedKeys, kid: str) -> list[str]:
    return [key.kid for key in asyncio.run(keys.named(kid))]


def test_each_fruitless_reading_doubles_the_pause_up_to_about_a_minute() -> None:
    address = Address(ring=ring("a"))
    keys = address.keys()
    times = []
    for second in range(400):
        address.now, before = second, address.readings
        names(keys, f"unknown-{second}")
        times += [second] * (address.readings - before)
    assert times[:8] == [0, 1, 3, 7, 15, 31, 63, 127]
    assert times[8:] == [191, 255, 319, 383]


def test_a_fruitful_reading_ends_the_pauses() -> None:
    address = Address(ring=ring("a"))
    keys = address.keys()
    for address.now in (0, 1, 3, 7):
        assert names(keys, "b") == []
    address.now, address.ring = 20, ring("a", "b")
    assert names(keys, "b") == ["b"]
    address.ring = ring("a", "b", "c")
    assert names(keys, "c") == ["c"]


def test_keys_are_read_again_after_five_minutes() -> None:
    address = Address(ring=ring("a"))
    keys = address.keys()
    for address.now, readings in ((0, 1), (299, 1), (300, 2), (301, 2)):
        assert names(keys, "a") == ["a"]
        assert address.readings == readings


def test_keys_are_used_for_an_hour_while_their_address_is_down_and_no_longer() -> None:
    address = Address(ring=ring("a"))
    keys = address.keys()
    assert names(keys, "a") == ["a"]
    address.ring = None
    for address.now, found in ((3599, ["a"]), (3600, [])):
        assert names(keys, "a") == found
    address.ring = ring("a")
    address.now = 3700
    assert names(keys, "a") == ["a"]


def test_calls_at_once_share_one_reading() -> None:
    address = Address(ring=ring("a"))

    async def at_once() -> list[int]:
        address.gate = asyncio.Event()
        keys = address.keys()
        calls = [asyncio.create_task(keys.named("a")) for _ in range(50)]
        await asyncio.sleep(0.01)
        address.gate.set()
        return [len(found) for found in await asyncio.gather(*calls)]

    assert asyncio.run(at_once()) == [1] * 50
    assert address.readings == 1


def test_a_slow_reading_for_one_token_does_not_hold_up_the_others() -> None:
    address = Address(ring=ring("a"))
    keys = address.keys()

    async def beside_a_slow_one() -> int:
        await keys.named("a")
        address.gate = asyncio.Event()
        slow = asyncio.create_task(keys.named("unknown"))
        await asyncio.sleep(0.01)
        address.now = 301
        found = len(await asyncio.wait_for(keys.named("a"), timeout=1))
        address.gate.set()
        await slow
        return found

    assert asyncio.run(beside_a_slow_one()) == 1
