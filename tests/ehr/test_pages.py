"""Which address a link to a next page leads to, and which links are not followed."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from cds_service.ehr.pages import next_page
from cds_service.ehr.reasons import NotRead

BASE = httpx.URL("https://ehr.example.org/fhir")
ASKED = httpx.URL("https://ehr.example.org/fhir/Observation?patient=p1")


def following(url: Any, base: httpx.URL = BASE) -> httpx.URL | None:
    link = [{"relation": "self", "url": "https://other.example.org"}, {"relation": "next", "url": url}]
    return next_page({"link": link}, ASKED, base)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://ehr.example.org/fhir?_getpages=1", "https://ehr.example.org/fhir?_getpages=1"),
        ("https://EHR.example.org:443/fhir/Observation?p=2", "https://ehr.example.org/fhir/Observation?p=2"),
        ("?p=2", "https://ehr.example.org/fhir/Observation?p=2"),
        ("Observation?p=2", "https://ehr.example.org/fhir/Observation?p=2"),
        ("/fhir/Observation?p=..", "https://ehr.example.org/fhir/Observation?p=.."),
        ("./_page/7", "https://ehr.example.org/fhir/_page/7"),
        (f"?p={'x' * 9000}", f"https://ehr.example.org/fhir/Observation?p={'x' * 9000}"),
    ],
)
def test_a_link_under_the_base_is_followed_as_servers_write_it(link: str, url: str) -> None:
    assert following(link) == httpx.URL(url)


@pytest.mark.parametrize(
    "bundle", [{}, {"link": None}, {"link": []}, {"link": [{"relation": "self", "url": "/x"}]}, {"link": 7}]
)
def test_a_page_without_a_next_one_is_the_last(bundle: dict[str, Any]) -> None:
    assert next_page(bundle, ASKED, BASE) is None


@pytest.mark.parametrize(
    "link",
    [
        "http://ehr.example.org/fhir/Observation?p=2",
        "https://ehr.example.org:8443/fhir/Observation?p=2",
        "https://other.example.org/fhir/Observation?p=2",
        "https://ehr.example.org.evil.example/fhir",
        "https://ehr.example.org./fhir",
        "https://ehr.example.org@evil.example/fhir",
        "https://me:secret@ehr.example.org/fhir/Observation",
        "//evil.example/fhir/Observation",
        "https://ehr.example.org/Observation?p=2",
        "https://ehr.example.org/fhirx/Observation",
        "https://ehr.example.org/fhir/../admin",
        "https://ehr.example.org/fhir/%2e%2e/admin",
        "https://ehr.example.org/fhir/%252e%252e/admin",
        "https://ehr.example.org/fhir/..%2fadmin",
        "https://ehr.example.org/fhir/..%5cadmin",
        "https://ehr.example.org/fhir/..\\admin",
        "https://ehr.example.org/fhir/..;/admin",
        "https://ehr.example.org/fhir/%2e%2e;x=1/admin",
        "https://ehr.example.org/fhir/Observation#x",
        "javascript:alert(1)",
        "file:///fhir",
        "https://[",
        "https://ehr.example.org:99999999/fhir",
        "x" * 70_000,
        "",
        "  ",
        None,
        7,
        ["https://ehr.example.org/fhir"],
        "\ud800",
    ],
)
def test_a_link_anywhere_else_is_not_followed(link: Any) -> None:
    with pytest.raises(NotRead):
        following(link)


def test_a_base_without_a_path_has_its_pages_at_the_root() -> None:
    assert following("/Observation?p=2", httpx.URL("https://ehr.example.org")) is not None
