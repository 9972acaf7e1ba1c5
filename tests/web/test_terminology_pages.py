"""Our terminology as a read-only FHIR server, and the page of what is read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fhir.resources.R4B import get_fhir_model_class

from cds_service.bootstrap import application
from fhir_mappings.readers import READERS
from fhir_mappings.terminology import Kind, published

EXAMPLE = Path(__file__).parents[2] / "fhir_mappings/terminology/examples/site_maps"
KINDS: tuple[Kind, ...] = ("CodeSystem", "ValueSet", "ConceptMap")
APP = application({"NET_CDS_PUBLIC_URL": "http://127.0.0.1:8000"})
BASE = "http://127.0.0.1:8000/fhir"


def get(path: str, method: str = "GET", app: FastAPI = APP, known: str = "") -> httpx.Response:
    """One call without a socket; `known` are the ETags that the client has."""

    async def sent() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client:
            return await client.request(method, path, headers={"If-None-Match": known} if known else {})

    return asyncio.run(sent())


def body(path: str) -> Any:
    answer = get(path)
    assert answer.status_code == 200
    return answer.json()


def valid(resource: Mapping[str, Any]) -> None:
    get_fhir_model_class(resource["resourceType"]).model_validate(dict(resource))


def test_the_capability_statement_is_valid_and_promises_read_and_search_of_three_types() -> None:
    statement = body("/fhir/metadata")
    valid(statement)
    assert (statement["fhirVersion"], statement["kind"]) == ("4.0.1", "instance")
    assert statement["implementation"]["url"] == BASE
    (server,) = statement["rest"]
    assert [resource["type"] for resource in server["resource"]] == [*KINDS]
    for resource in server["resource"]:
        assert [each["code"] for each in resource["interaction"]] == ["read", "search-type"]
        assert [each["name"] for each in resource["searchParam"]] == ["_id", "url"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_resource_of_a_type_is_found_and_is_valid(kind: Kind) -> None:
    bundle = body(f"/fhir/{kind}")
    valid(bundle)
    assert bundle["total"] == len(published(kind))
    assert [entry["resource"] for entry in bundle["entry"]] == [*published(kind).values()]
    assert {entry["fullUrl"] for entry in bundle["entry"]} == {f"{BASE}/{kind}/{each}" for each in published(kind)}
    for entry in bundle["entry"]:
        valid(entry["resource"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_resource_is_read_as_it_is_published(kind: Kind) -> None:
    for identifier in [*published(kind)][:3]:
        answer = get(f"/fhir/{kind}/{identifier}")
        assert answer.headers["content-type"].startswith("application/fhir+json")
        assert answer.json() == published(kind)[identifier]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("url=https://net-cds.org/fhir/ValueSet/lanreotide", ["lanreotide"]),
        ("_id=lanreotide", ["lanreotide"]),
        ("_id=lanreotide,octreotide", ["lanreotide", "octreotide"]),
        ("_id=lanreotide&url=https://net-cds.org/fhir/ValueSet/octreotide", []),
        ("_id=no-such", []),
        ("_id=lanreotide&_format=json", ["lanreotide"]),
    ],
)
def test_a_search_finds_by_id_and_url(query: str, ids: list[str]) -> None:
    bundle = body(f"/fhir/ValueSet?{query}")
    valid(bundle)
    assert [entry["resource"]["id"] for entry in bundle.get("entry", [])] == ids
    assert bundle["total"] == len(ids)


def test_a_search_says_how_it_was_understood() -> None:
    bundle = body("/fhir/ValueSet?_id=lanreotide&name=ignored")
    assert bundle["link"] == [{"relation": "self", "url": f"{BASE}/ValueSet?_id=lanreotide"}]


@pytest.mark.parametrize("path", ["/fhir/ValueSet/no-such", "/fhir/Patient", "/fhir/Patient/1"])
def test_what_is_not_there_is_404_as_an_operation_outcome(path: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/fhir+json"
    valid(answer.json())
    assert answer.json()["issue"][0]["code"] == "not-found"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed(method: str) -> None:
    for path in ("/fhir/ValueSet", "/fhir/ValueSet/lanreotide", "/fhir/metadata", "/terminology"):
        assert get(path, method).status_code == 405


@pytest.mark.parametrize("path", ["/fhir/metadata", "/fhir/ValueSet", "/fhir/ValueSet/lanreotide", "/terminology"])
def test_head_has_the_headers_of_get(path: str) -> None:
    head, got = get(path, "HEAD"), get(path)
    assert head.status_code == 200
    assert [head.headers[name] for name in ("etag", "content-type", "content-length")] == [
        got.headers[name] for name in ("etag", "content-type", "content-length")
    ]


@pytest.mark.parametrize("path", ["/fhir/metadata", "/fhir/ConceptMap", "/fhir/ConceptMap/grade", "/terminology"])
def test_a_client_that_has_it_already_is_not_sent_it_again(path: str) -> None:
    tag = get(path).headers["etag"]
    again = get(path, known=f'"other", {tag}')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert get(path, known='"other"').status_code == 200


def test_the_etag_tells_contents_apart() -> None:
    assert get("/fhir/ConceptMap/grade").headers["etag"] != get("/fhir/ConceptMap/grade-who").headers["etag"]


def test_the_maps_of_a_site_are_served_beside_ours() -> None:
    app = application({"NET_CDS_CONCEPT_MAPS": str(EXAMPLE)})
    answer = get("/fhir/ConceptMap/meadow-laboratory", app=app)
    assert answer.json() == json.loads((EXAMPLE / "laboratory.json").read_text("utf-8"))
    assert get("/fhir/ConceptMap", app=app).json()["total"] == len(published("ConceptMap")) + 2
    assert get("/fhir/ConceptMap/meadow-laboratory").status_code == 404


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.rows += tag == "tr"
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def test_the_page_has_a_row_for_every_reader_and_a_link_for_every_list() -> None:
    page = get("/terminology")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    links = _Links()
    links.feed(page.text)
    assert links.rows == len(READERS) + 1
    assert {f"fhir/{kind}/{identifier}" for kind in KINDS for identifier in published(kind)} <= {*links.found}
    assert [link for link in {*links.found} if get(f"/{link}").status_code != 200] == []
    assert "<b>PF15</b> Ki-67" in page.text


def test_words_of_a_site_cannot_become_markup(tmp_path: Path) -> None:
    title = "<script>alert('x')</script>"
    resource = {"resourceType": "ConceptMap", "id": "m", "status": "active", "title": title, "purpose": title}
    (tmp_path / "m.json").write_text(json.dumps(resource), "utf-8")
    page = get("/terminology", app=application({"NET_CDS_CONCEPT_MAPS": str(tmp_path)})).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
