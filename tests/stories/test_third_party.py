"""Data that other people published, sent as prefetch: never an error of ours, never a NET case where there is none."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from cds_service.bootstrap import application
from fhir_mappings.gathering.bundles import bundle_patient_ids

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures-third-party"
KEYS = ("patient", "conditions", "observations")
pytestmark = pytest.mark.skipif(not FIXTURES.exists(), reason="../shared/fixtures-third-party is not here")


def _files() -> list[Path]:
    """Every parseable file that holds one JSON value."""
    found = sorted((*FIXTURES.rglob("*.json"), *FIXTURES.rglob("*.json.gz")))
    return [path for path in found if path.parent.name != "malformed-json" and path.name != "expectations.json"]


def _malformed() -> list[Path]:
    return sorted(FIXTURES.glob("*/malformed-json/*"))


def _named(path: Path) -> str:
    return str(path.relative_to(FIXTURES))


@cache
def _raw(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _post(content: bytes, address: str = "explain") -> httpx.Response:
    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(app=APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://ehr.example.org") as client:
            path = f"/{address}/net-patient-view"
            return await client.post(path, content=content, headers={"Content-Type": "application/json"})

    return asyncio.run(sent())


APP = application({"NET_CDS_AS_OF": "2026-11-24"})


def _request(patient_id: str, prefetch: dict[str, Any]) -> bytes:
    context = {"userId": "Practitioner/1", "patientId": patient_id}
    body = {"hook": "patient-view", "hookInstance": "sweep", "context": context, "prefetch": prefetch}
    return json.dumps(body).encode()


def _prefetches(value: Any) -> Iterator[bytes]:
    """The value under each key in turn, and under all of them, for the first patient that it names."""
    patients = sorted(bundle_patient_ids(value)) or ["nobody"]
    nothing: dict[str, Any] = dict.fromkeys(KEYS)
    yield _request(patients[0], dict.fromkeys(KEYS, value))
    for key in KEYS:
        yield _request(patients[0], {**nothing, key: value})


@pytest.mark.parametrize("path", _files(), ids=_named)
def test_a_published_file_as_prefetch_is_answered_or_refused_and_is_no_net_case(path: Path) -> None:
    value = json.loads(_raw(path))
    for content in _prefetches(value):
        answer = _post(content)
        assert answer.status_code in (200, 400, 412)
        if answer.status_code == 200:
            assert answer.json()["scope"] != "true"
            assert answer.json()["cards"] == []


@pytest.mark.parametrize("path", _files(), ids=_named)
def test_a_published_file_as_the_body_is_answered_or_refused(path: Path) -> None:
    assert _post(_raw(path), "cds-services").status_code in (200, 400, 412)


@pytest.mark.parametrize("path", _malformed(), ids=_named)
def test_a_published_file_that_does_not_parse_is_400(path: Path) -> None:
    assert _post(path.read_bytes(), "cds-services").status_code == 400


def test_of_615_synthetic_people_none_has_a_net() -> None:
    for patient, conditions in _population():
        prefetch = {"patient": patient, "conditions": _bundle(conditions), "observations": None}
        answer = _post(_request(patient["id"], prefetch), "cds-services")
        assert answer.status_code == 200
        assert answer.json()["cards"] == []


def _population() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    folder = FIXTURES / "smart-synthea-r4" / "population"
    lines = [json.loads(line) for path in sorted(folder.iterdir()) for line in _lines(path)]
    conditions: dict[str, list[dict[str, Any]]] = {}
    for resource in lines:
        if resource["resourceType"] == "Condition":
            conditions.setdefault(resource["subject"]["reference"].rpartition(":")[2], []).append(resource)
    patients = [resource for resource in lines if resource["resourceType"] == "Patient"]
    assert len(patients) == 615
    for patient in patients:
        yield patient, conditions.get(patient["id"], [])


def _lines(path: Path) -> list[str]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return text.decode().splitlines()


def _bundle(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": found} for found in resources]}


def test_null_means_asked_and_nothing_found() -> None:
    body = json.loads(_raw(FIXTURES / "ahrq-cql-services/fixtures/null_prefetch_values_invocation.json"))
    answer = _post(_request(body["context"]["patientId"], dict.fromkeys(KEYS)), "cds-services")
    assert (answer.status_code, answer.json()["cards"]) == (200, [])


def test_missing_keys_without_a_server_are_412() -> None:
    content = _raw(FIXTURES / "ahrq-cql-services/fixtures/missing_prefetch_keys_invocation.json")
    assert _post(content, "cds-services").status_code == 412


def test_the_mcode_patient_is_read_with_what_her_record_holds_and_its_age() -> None:
    bundle = json.loads(_raw(FIXTURES / "hl7-mcode-ig/stu4-examples/Bundle-mcode-patient-bundle-jenny-m.json"))
    answer = _post(_request(bundle_patient_ids(bundle)[0], dict.fromkeys(KEYS, bundle))).json()
    said = {name: fact["why"] or fact["possible"] for name, fact in answer["facts"].items() if fact["evidence"]}
    assert said["age"] == "[61,61]"
    assert said["stageIV"] == "{false}"
    assert said["ecog"] == said["progressing"] == said["stableMonths"] == "stale"
    assert answer["scope"] == "false"
