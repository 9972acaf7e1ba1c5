"""`net-cds evaluate --validate`: what is not valid FHIR R4 is told, and evaluated all the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cds_service.cli.main import main

REQUEST = Path(__file__).parents[2] / "cds_service/cli/demonstration/05-transplant-candidate.json"


def evaluated(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", "--validate", "--as-of", "2026-11-24", *map(str, arguments)])


def damaged(tmp_path: Path) -> Path:
    """The same request with elements that FHIR R4 does not allow and no reader needs."""
    body: dict[str, Any] = json.loads(REQUEST.read_text("utf-8"))
    body["prefetch"]["patient"] |= {"name": {"family": "Ashgrove"}, "species": "Ashgrove"}
    condition = {"resourceType": "Condition", "id": "old", "clinicalStatus": "active", "patient": {"reference": "x"}}
    body["prefetch"]["conditions"]["entry"].append({"resource": condition})
    path = tmp_path / "request.json"
    path.write_text(json.dumps(body), "utf-8")
    return path


def test_a_valid_request_is_said_to_be_valid_and_evaluated() -> None:
    done = evaluated(REQUEST)
    assert done.exit_code == 0
    assert "05-transplant-candidate.json: valid FHIR R4" in done.stdout
    assert "discuss liver transplantation" in done.stdout


def test_faults_are_told_element_by_element_before_the_advice(tmp_path: Path) -> None:
    done = evaluated(damaged(tmp_path))
    assert done.exit_code == 0
    report, advice = done.stdout.split("request.json\n───", 1)
    assert "2 of " in report
    assert "(prefetch.patient)\n    name must be an array\n    species is not an element of FHIR R4 here" in report
    assert "Condition/old (prefetch.conditions.entry[" in report
    assert "has the shape of FHIR DSTU2" in report
    assert "patient is not an element of FHIR R4 here; DSTU2 has it" in report
    assert "discuss liver transplantation" in advice


def test_no_value_of_the_record_is_in_the_report(tmp_path: Path) -> None:
    assert "Ashgrove" not in evaluated(damaged(tmp_path)).output


def test_beside_the_json_of_explain_it_goes_to_standard_error(tmp_path: Path) -> None:
    done = evaluated("--explain", damaged(tmp_path))
    assert json.loads(done.stdout)["facts"]
    assert "name must be an array" in done.stderr


def test_the_wrapper_of_a_bundle_is_told_of_too(tmp_path: Path) -> None:
    patient = {"resourceType": "Patient", "id": "p", "birthDate": "1970"}
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "entry": [{"resource": patient}]}), "utf-8")
    done = evaluated(path)
    assert done.exit_code == 0
    assert "1 of 2 resources not valid FHIR R4" in done.stdout
    assert "  Bundle\n    type is missing; FHIR R4 requires it" in done.stdout
