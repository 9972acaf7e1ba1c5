"""What the README shows is true: files it names exist, commands it gives run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
NET_CDS = Path(sys.executable).with_name("net-cds")


def _named_paths() -> list[str]:
    return sorted(set(re.findall(r"(?:cds_service|fhir_mappings|tests|deploy|\.ci)/[\w./-]*[\w/]", README)))


@pytest.mark.parametrize("path", [path for path in _named_paths() if "<" not in path])
def test_a_path_that_the_readme_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("room", ["logic", "case", "guideline", "hooks", "ehr", "cards", "web", "cli"])
def test_the_map_shows_every_room(room: str) -> None:
    assert re.search(rf"^  (?:\w+/ +)*{room}/", README, re.MULTILINE)


def test_the_evaluate_command_prints_the_cards_of_the_file_it_is_given() -> None:
    (command,) = re.findall(r"^\.venv/bin/net-cds (evaluate .*)$", README, re.MULTILINE)
    done = subprocess.run([NET_CDS, *command.split()], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "would change the advice" in done.stdout


def test_the_demonstration_shows_every_patient_and_stops_when_asked_to() -> None:
    done = subprocess.run(
        [NET_CDS, "demo", "--once", "--port", "0"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    patients = list((ROOT / "cds_service/cli/demonstration").glob("*.json"))
    assert f"show {_words(len(patients))} invented patients" in README
    assert done.stdout.count("■") >= len(patients)
    assert "no card" in done.stdout


def test_the_two_commands_are_executable() -> None:
    assert all((ROOT / command).stat().st_mode & 0o111 for command in ("deploy/demo", "tests/run", ".ci/run"))


def _words(count: int) -> str:
    return {8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve"}[count]
