"""`net-cds terminology`: list, search, explain, table and gaps, as a person at a terminal uses them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cds_service.cli.main import main
from fhir_mappings.readers import READERS
from fhir_mappings.terminology import published, read_site_map

EXAMPLE = Path(__file__).parents[2] / "fhir_mappings/terminology/examples/site_maps"
LAB = "https://lab.meadow.example/tests"


def said(*arguments: str | Path, **environ: str) -> Result:
    """What `net-cds terminology …` says."""
    return CliRunner(env=environ).invoke(main, ["terminology", *map(str, arguments)])


def record(path: Path, *codes: str, display: str = "a test") -> Path:
    """A Bundle with one Observation for each local code."""
    codings = [{"system": LAB, "code": code, "display": display} for code in codes]
    observations = [{"resourceType": "Observation", "status": "final", "code": {"coding": [each]}} for each in codings]
    patient = {"resourceType": "Patient", "id": "p", "name": [{"family": "Ashgrove"}]}
    entries = [{"resource": body} for body in (patient, *observations)]
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}), "utf-8")
    return path


def test_list_names_everything_that_is_published_with_title_and_count() -> None:
    text = said("list").stdout
    for kind in ("CodeSystem", "ValueSet", "ConceptMap"):
        assert f"{kind} ({len(published(kind))})" in text
    assert [line.split(maxsplit=2) for line in text.splitlines() if line.startswith("  ki67-observations")] == [
        ["ki67-observations", "1", "Ki-67 percent: observations"]
    ]


def test_an_imported_code_is_counted() -> None:
    (line,) = (line for line in said("list").stdout.splitlines() if line.startswith("  long-acting-ssa "))
    assert int(line.split()[1]) == 13


def test_search_finds_sets_by_title_and_codes_by_display() -> None:
    text = said("search", "cholecystectomy").stdout
    assert "ValueSet/history-of-cholecystectomy-conditions" in text
    assert "38102005" in text


def test_all_words_must_be_there() -> None:
    assert "ValueSet/hiaa-urine-molar-per-day-observations" in said("search", "24-hour", "micromoles").stdout
    done = said("search", "micromoles", "gallstones")
    assert done.exit_code == 1
    assert "nothing here has these words" in done.stderr


def test_explain_says_where_a_code_stands_whether_it_is_sent_and_what_it_feeds() -> None:
    done = said("explain", "C7A025")
    assert done.exit_code == 0
    for part in (
        "C7A.025  Malignant carcinoid tumor of the sigmoid colon",
        "http://hl7.org/fhir/sid/icd-10-cm",
        "matched, and may be sent",
        "ValueSet/neuroendocrine-neoplasm-conditions",
        "ConceptMap/primary-site: sigmoid (Sigmoid colon)",
        "PF11 primary site",
    ):
        assert part in done.stdout


def test_explain_tells_a_code_that_is_only_matched() -> None:
    assert "matched only, never sent" in said("explain", "1288033004").stdout


def test_explain_of_an_unknown_code_ends_with_1_and_the_way_to_map_it() -> None:
    done = said("explain", "KI67")
    assert done.exit_code == 1
    assert "NET_CDS_CONCEPT_MAPS" in done.stderr
    assert "terminology gaps" in done.stderr


def test_explain_of_a_look_alike_says_why_it_is_left_out() -> None:
    done = said("explain", "85319-2")
    assert done.exit_code == 1
    assert "85319-2 is left out on purpose: it is HER2" in done.stderr


def test_the_codes_of_a_site_are_explained_with_its_maps() -> None:
    text = said("explain", "KI67", NET_CDS_CONCEPT_MAPS=str(EXAMPLE)).stdout
    assert "PF15 Ki-67" in text
    assert "a code of this site" in text


@pytest.mark.parametrize("command", [("list",), ("explain", "KI67"), ("table",), ("search", "Ki-67")])
def test_a_broken_map_of_the_site_ends_every_command_with_file_path_and_remedy(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "lab.json").write_text('{"resourceType": "ConceptMap", "status": "active", "group": [{}]}', "utf-8")
    done = said(*command, NET_CDS_CONCEPT_MAPS=str(tmp_path))
    assert done.exit_code == 1
    assert "lab.json: group[0].source is missing; give the URI of the system whose codes are mapped" in done.stderr
    assert "Traceback" not in done.output


def test_the_table_has_one_row_for_each_reader() -> None:
    lines = said("table").stdout.splitlines()
    assert len(lines) == len(READERS) + 2
    assert {line.count(" | ") for line in lines if not line.startswith("|---")} == {3}
    assert any(line.startswith("| **PF01** deceased") for line in lines)


def test_gaps_writes_a_draft_that_can_be_filled_in(tmp_path: Path) -> None:
    path, output = record(tmp_path / "bundle.json", "KI67", "KI67", "X1"), tmp_path / "draft.json"
    done = said("gaps", path, "--output", output)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "codes not understood: 2, systems: 1" in done.stderr
    draft: dict[str, Any] = json.loads(output.read_text("utf-8"))
    assert [element["code"] for element in draft["group"][0]["element"]] == ["KI67", "X1"]
    assert read_site_map(draft, origin="draft.json").problems == ()


def test_gaps_prints_the_draft_when_no_file_is_named(tmp_path: Path) -> None:
    packed = tmp_path / "bundle.json.gz"
    packed.write_bytes(gzip.compress(record(tmp_path / "bundle.json", "KI67").read_bytes()))
    assert json.loads(said("gaps", packed).stdout)["resourceType"] == "ConceptMap"


def test_gaps_writes_nothing_of_the_patient(tmp_path: Path) -> None:
    done = said("gaps", record(tmp_path / "bundle.json", "KI67", "ASHGROVE-1", display="for Mrs Ashgrove"))
    assert "ashgrove" not in done.output.lower()
    assert "1 withheld" in done.stderr


def test_gaps_of_a_site_that_is_mapped_is_empty(tmp_path: Path) -> None:
    done = said("gaps", record(tmp_path / "bundle.json", "KI67"), NET_CDS_CONCEPT_MAPS=str(EXAMPLE))
    assert "group" not in json.loads(done.stdout)


def test_gaps_reads_what_the_prefetch_of_a_hook_request_brought(tmp_path: Path) -> None:
    bundle = json.loads(record(tmp_path / "bundle.json", "KI67").read_text("utf-8"))
    path = tmp_path / "request.json"
    path.write_text(json.dumps({"hook": "patient-view", "prefetch": {"observations": bundle, "none": None}}), "utf-8")
    assert [group["source"] for group in json.loads(said("gaps", path).stdout)["group"]] == [LAB]


def test_gaps_can_leave_out_codes_of_public_terminologies(tmp_path: Path) -> None:
    path = tmp_path / "observation.json"
    codings = [{"system": "http://loinc.org", "code": "8302-2"}, {"system": LAB, "code": "X1"}]
    resources = [{"resourceType": "Observation", "code": {"coding": [each]}} for each in codings]
    path.write_text(
        json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]}), "utf-8"
    )
    assert len(json.loads(said("gaps", path).stdout)["group"]) == 1  # body height is known here
    path.write_text(path.read_text("utf-8").replace("8302-2", "39156-5"), "utf-8")
    assert len(json.loads(said("gaps", path).stdout)["group"]) == 2
    assert [group["source"] for group in json.loads(said("gaps", "--local", path).stdout)["group"]] == [LAB]


def test_gaps_says_when_the_file_cannot_be_written(tmp_path: Path) -> None:
    done = said("gaps", record(tmp_path / "bundle.json", "KI67"), "--output", tmp_path / "no-folder" / "draft.json")
    assert done.exit_code != 0
    assert "draft.json" in done.stderr
    assert "Traceback" not in done.output


def test_gaps_refuses_what_is_no_json_by_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not JSON", "utf-8")
    done = said("gaps", path)
    assert done.exit_code == 1
    assert f"{path}: is not JSON" in done.stderr
