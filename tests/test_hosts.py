"""Which addresses may be called for the host of an address that a site lists."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network

import httpx
import pytest

from cds_service.hosts import NoAddress, callable_addresses

PUBLIC = "93.184.216.34"


def called(host: str, *answers: str, networks: tuple[str, ...] = ()) -> tuple[str, ...] | None:
    """The addresses that are called when DNS answers so; None when none may be."""

    async def resolve(name: str, port: int) -> tuple[str, ...]:
        assert (name, port) == (host, 443)
        return answers

    try:
        return asyncio.run(callable_addresses(at(host), [ip_network(one) for one in networks], resolve))
    except NoAddress:
        return None


def at(host: str) -> httpx.URL:
    return httpx.URL(scheme="https", host=host)


@pytest.mark.parametrize("answers", [(PUBLIC,), ("2606:2800:220:1:248:1893:25c8:1946", PUBLIC)])
def test_a_name_that_leads_to_public_addresses_is_called_by_them(answers: tuple[str, ...]) -> None:
    assert called("ehr.example.org", *answers) == answers


NEIGHBOURS = [
    "127.0.0.1",
    "127.8.9.10",
    "::1",
    "0.0.0.0",
    "::",
    "10.0.0.7",
    "172.16.0.1",
    "192.168.1.1",
    "fd00:ec2::254",
    "fc00::1",
    "100.100.100.200",
    "169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "224.0.0.1",
    "239.1.2.3",
    "ff02::1",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "::ffff:10.0.0.7",
    "::ffff:169.254.169.254",
    "::10.0.0.7",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:5601:5601",
]


@pytest.mark.parametrize("answer", NEIGHBOURS)
def test_a_name_must_not_lead_to_our_neighbours(answer: str) -> None:
    assert called("ehr.example.org", answer) is None


@pytest.mark.parametrize("answer", NEIGHBOURS)
def test_one_neighbour_among_public_addresses_spoils_them_all(answer: str) -> None:
    assert called("ehr.example.org", PUBLIC, answer) is None


@pytest.mark.parametrize("answer", ["::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2002:5db8:d822::1"])
def test_an_address_that_leads_to_a_public_one_in_the_end_is_called(answer: str) -> None:
    assert called("ehr.example.org", answer) == (answer,)


def test_a_network_that_the_site_allows_may_hold_the_server() -> None:
    assert called("ehr.example.org", "10.20.3.4", networks=("10.20.0.0/16",)) == ("10.20.3.4",)


@pytest.mark.parametrize("answer", ["10.21.0.1", "169.254.169.254", "224.0.0.1", "0.0.0.0"])
def test_no_network_opens_other_neighbours_or_link_local_and_multicast_addresses(answer: str) -> None:
    networks = ("10.20.0.0/16", "169.254.0.0/16", "224.0.0.0/4", "0.0.0.0/8")
    assert called("ehr.example.org", answer, networks=networks) is None


@pytest.mark.parametrize("host", ["10.0.0.7", "127.0.0.1", "::1", "192.168.1.1", PUBLIC])
def test_a_literal_address_was_allowed_by_whoever_listed_it(host: str) -> None:
    assert called(host, "198.51.100.1") == (host,)


@pytest.mark.parametrize(("answer", "expected"), [("127.0.0.1", ("127.0.0.1",)), ("::1", ("::1",))])
def test_localhost_is_this_machine(answer: str, expected: tuple[str, ...]) -> None:
    assert called("localhost", answer) == expected


@pytest.mark.parametrize("answer", [PUBLIC, "10.0.0.7"])
def test_localhost_is_nothing_else(answer: str) -> None:
    assert called("localhost", answer) is None


@pytest.mark.parametrize("answers", [(), ("not an address",)])
def test_a_name_without_an_address_is_not_called(answers: tuple[str, ...]) -> None:
    assert called("ehr.example.org", *answers) is None


@pytest.mark.parametrize("error", [OSError(), UnicodeError()])
def test_a_name_that_dns_does_not_know_or_cannot_be_one_is_not_called(error: Exception) -> None:
    async def unknown(name: str, port: int) -> tuple[str, ...]:
        raise error

    with pytest.raises(NoAddress):
        asyncio.run(callable_addresses(at("ehr.example.org"), (), unknown))


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "017700000001"])
def test_a_number_that_the_resolver_takes_for_an_address_is_a_name(host: str) -> None:
    with pytest.raises(NoAddress):
        asyncio.run(callable_addresses(at(host), ()))
