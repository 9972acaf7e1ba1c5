"""What a user gets wrong on the command line is said with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cds_service.cli.harness import harness


def test_an_address_without_scheme_is_refused_with_the_remedy() -> None:
    done = CliRunner().invoke(harness, ["localhost:8000"])
    assert done.exit_code == 1
    assert "http://localhost:8000" in done.output


@pytest.mark.parametrize(("text", "said"), [("{", "is not JSON"), ("{}", "has no hook")])
def test_a_folder_with_other_files_is_refused_and_the_file_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "stray.json").write_text(text)
    done = CliRunner().invoke(harness, ["http://127.0.0.1:9", "--requests", str(tmp_path)])
    assert done.exit_code == 1
    assert f"stray.json {said}" in done.output


def test_a_header_without_colon_is_refused() -> None:
    assert "Name: value" in CliRunner().invoke(harness, ["http://127.0.0.1:9", "--header", "token"]).output


def test_a_service_that_does_not_answer_fails_discovery() -> None:
    done = CliRunner().invoke(harness, ["http://127.0.0.1:9"])
    assert done.exit_code == 1
    assert "S-D01" in done.output


@pytest.mark.parametrize("target", ["1.0", "1.1", "2.0", "2.0.1", "3.0-ballot"])
def test_the_version_is_chosen_by_its_number(target: str) -> None:
    done = CliRunner().invoke(harness, ["http://127.0.0.1:9", "--target", target])
    assert f"against CDS Hooks {target}: " in done.output
