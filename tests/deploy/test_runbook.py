"""What the runbook tells somebody to do can be done, and what it tells of answers and of the log is so."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import yaml
from fastapi.testclient import TestClient

from cds_service.auth.refusal import Fault
from cds_service.bootstrap import application
from cds_service.cli.main import main
from cds_service.ehr.reasons import Reason

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
RUNBOOK = (DEPLOY / "RUNBOOK.md").read_text("utf-8")
CODE = re.findall(r"`([^`\n]+)`|^    (\S.*)$", RUNBOOK, re.MULTILINE)
SAID = [either or other for either, other in CODE]
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "cds_service").rglob("*.py")))
SERVICES = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
RESOURCES = {
    f"{one['kind']}/{one['metadata']['name']}".lower()
    for one in yaml.safe_load_all((DEPLOY / "kubernetes" / "net-cds.yaml").read_text("utf-8"))
}


def part(heading: str) -> str:
    """The text under a heading of the runbook."""
    return re.split(r"^#+ ", RUNBOOK.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def first_column(heading: str) -> set[str]:
    """What stands in code in the first column of the table under a heading."""
    rows = re.findall(r"^\| (`.*?) \| ", part(heading), re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`([^`]+)`", row)}


def commands(program: str) -> list[str]:
    """What follows the name of a program, wherever the runbook runs it."""
    return sorted({found for code in SAID for found in re.findall(rf"(?:^|net-cds |-- ){program} (.+)", code)})


@pytest.mark.parametrize("words", commands("net-cds"))
def test_a_command_of_ours_exists_with_its_options(words: str) -> None:
    command: click.Command = main
    for word in words.split():
        if isinstance(command, click.Group):
            command = command.commands[word]
    assert not isinstance(command, click.Group)
    options = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z-]+", words)) <= options


@pytest.mark.parametrize("words", commands("docker compose"))
def test_a_command_of_compose_is_about_a_service_that_is_there(words: str) -> None:
    action, *rest = words.split()
    named = [word for word in rest if not word.startswith("-") and word != "10m"]
    assert action in {"exec", "logs", "stop", "up"}
    assert not named or named[0] in SERVICES


@pytest.mark.parametrize("words", commands("kubectl"))
def test_a_command_of_kubernetes_is_about_a_resource_that_is_there(words: str) -> None:
    assert set(re.findall(r"\bdeployment/\S+", words)) <= RESOURCES
    assert set(re.findall(r"[\w/.-]+\.yaml", words)) <= {"kubernetes/net-cds.yaml"}


@pytest.mark.parametrize("name", sorted(set(re.findall(r"[\w./-]+\.(?:conf|json|md|yaml)\b", RUNBOOK))))
def test_a_file_that_it_names_exists_or_is_a_copy_of_an_example(name: str) -> None:
    stem, _, kind = name.rpartition(".")
    assert any(path.is_file() for path in (DEPLOY / name, ROOT / name, DEPLOY / f"{stem}.example.{kind}"))


def test_every_path_that_it_asks_is_answered(tmp_path: Path) -> None:
    paths = set(re.findall(r"(?<![\w/.])/(?:health|cds-services|explain)[a-z/-]*", RUNBOOK))
    assert len(paths) >= 4
    with TestClient(application({"NET_CDS_DATABASE_URL": f"sqlite:///{tmp_path / 'kept.sqlite'}"})) as client:
        answers = {path: client.get(path).status_code for path in paths}
    assert set(answers.values()) <= {200, 405}, answers


def test_every_word_for_a_refused_token_is_explained() -> None:
    assert first_column("Why a call got 401") == {fault.name.lower() for fault in Fault}


def test_every_outcome_of_reading_that_it_explains_exists() -> None:
    assert first_column("Why a list was not read from the EHR") < {reason.name.lower() for reason in Reason}


@pytest.mark.parametrize("text", sorted(first_column("What else the log says")))
def test_a_line_that_it_explains_is_one_that_the_service_writes(text: str) -> None:
    for piece in text.split("…"):
        assert piece.strip(" ():") in SOURCE, piece


def test_every_number_that_it_watches_is_counted(tmp_path: Path) -> None:
    with TestClient(application({"NET_CDS_DATABASE_URL": f"sqlite:///{tmp_path / 'kept.sqlite'}"})) as client:
        client.get("/cds-services")
        numbers = client.get("/metrics").text
    watched = set(re.findall(r"net_cds_[a-z_]+(?<!_cds)", RUNBOOK)) - {"net_cds_username"}
    assert watched == {name for name in watched if re.search(rf"^{name}\b|^{name}_bucket\b", numbers, re.MULTILINE)}
    assert watched


def test_the_limits_that_it_names_are_those_of_the_code() -> None:
    for told, said_in in (
        ("at most 10 seconds", "_SHUTDOWN_SECONDS = 10 "),
        ("20,000 cards", "ROOM = 20_000"),
        ("more than 800 connections", "_CONNECTIONS = 800"),
        ("after 5 minutes", "_FRESH = 300.0"),
        ("after an hour", "_KEPT = 3600.0"),
        ("longer than 15 minutes", "it lives longer than 15 minutes"),
    ):
        assert told in RUNBOOK, told
        assert said_in in SOURCE, said_in
