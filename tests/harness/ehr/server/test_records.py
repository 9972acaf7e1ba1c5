"""Files become the resources that the EHR holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cds_service.harness.ehr.records import NotAResource, read_folder, resources_in


def test_resources_bundles_arrays_and_lines_are_read(tmp_path: Path) -> None:
    one = {"resourceType": "Patient", "id": "p1"}
    (tmp_path / "1.json").write_text(json.dumps(one))
    (tmp_path / "2.json").write_text(
        json.dumps({"resourceType": "Bundle", "entry": [{"resource": {**one, "id": "p2"}}]})
    )
    (tmp_path / "3.json").write_text(json.dumps([{**one, "id": "p3"}]))
    (tmp_path / "4.ndjson").write_text(
        '{"resourceType": "Patient", "id": "p4"}\n\n{"resourceType": "Patient", "id": "p5"}\n'
    )
    (tmp_path / "notes.txt").write_text("no FHIR")
    assert [resource["id"] for resource in read_folder(tmp_path)] == ["p1", "p2", "p3", "p4", "p5"]


def test_references_by_uuid_lead_to_the_resource_that_the_bundle_named() -> None:
    bundle = {
        "resourceType": "Bundle",
        "entry": [
            {"fullUrl": "urn:uuid:1-2", "resource": {"resourceType": "Patient"}},
            {
                "fullUrl": "urn:uuid:3-4",
                "resource": {"resourceType": "Condition", "id": "c1", "subject": {"reference": "urn:uuid:1-2"}},
            },
        ],
    }
    person, disease = resources_in(bundle)
    assert (person["id"], disease["subject"]["reference"]) == ("1-2", "Patient/1-2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ('{"id": "p1"}', "resourceType"),
        ('{"resourceType": "Patient"}', "has no id"),
        ('{"resourceType": "Bundle", "entry": [{}]}', "resourceType"),
    ],
)
def test_a_file_without_resources_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "odd.json").write_text(text)
    with pytest.raises(NotAResource, match=f"odd.json.*{said}"):
        read_folder(tmp_path)
