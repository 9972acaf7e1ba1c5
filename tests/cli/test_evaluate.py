"""`net-cds evaluate` on requests, Bundles, single resources, packed files and what is none of them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cds_service.cli.main import main

REQUEST = Path(__file__).parents[2] / "cds_service/cli/demonstration/05-transplant-candidate.json"


def evaluated(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", "--as-of", "2026-11-24", *map(str, arguments)])


def explained(path: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(evaluated("--explain", path).stdout)
    return answer


def test_a_request_prints_its_cards() -> None:
    done = evaluated(REQUEST)
    assert done.exit_code == 0
    assert "discuss liver transplantation" in done.stdout


def test_a_bundle_is_taken_as_the_whole_record(tmp_path: Path) -> None:
    prefetch = json.loads(REQUEST.read_text("utf-8"))["prefetch"]
    entries = [entry for value in prefetch.values() for entry in value.get("entry", [{"resource": value}])]
    path = tmp_path / "bundle.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"resourceType": "Bundle", "entry": entries}).encode()))
    verdicts = {verdict["id"]: verdict["status"] for verdict in explained(path)["verdicts"]}
    assert verdicts["R20"] == "recommended"


def test_a_single_resource_says_nothing_about_what_was_not_sent(tmp_path: Path) -> None:
    path = tmp_path / "patient.json"
    path.write_text(json.dumps({"resourceType": "Patient", "id": "p", "birthDate": "1970"}), "utf-8")
    facts = explained(path)["facts"]
    assert facts["age"]["possible"] == "[55,56]"
    assert facts["onSsa"]["why"] == facts["decompensated"]["why"] == "not retrieved"


def test_a_file_that_is_none_of_them_is_refused_and_the_others_are_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not JSON", "utf-8")
    done = evaluated(path, REQUEST)
    assert done.exit_code == 1
    assert "is not JSON" in done.stderr
    assert "discuss liver transplantation" in done.stdout


def test_a_request_that_cannot_be_answered_says_which_key_is_missing(tmp_path: Path) -> None:
    body = json.loads(REQUEST.read_text("utf-8"))
    del body["prefetch"]["conditions"]
    path = tmp_path / "request.json"
    path.write_text(json.dumps(body), "utf-8")
    done = evaluated(path)
    assert done.exit_code == 1
    assert "prefetch.conditions is missing" in done.stderr
