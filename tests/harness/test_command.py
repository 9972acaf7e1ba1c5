"""What a user gets wrong on the command line is said with the remedy."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from cds_service.cli.harness import harness
from cds_service.harness.signing.folder import PRIVATE


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


NOBODY = "http://127.0.0.1:9"


def test_keys_are_made_and_what_to_register_is_said(tmp_path: Path) -> None:
    first = CliRunner().invoke(harness, [NOBODY, "--keys", str(tmp_path / "keys"), "--iss", "https://ehr.example.org"])
    again = CliRunner().invoke(harness, [NOBODY, "--keys", str(tmp_path / "keys")])
    assert f"made new keys; register at the service: iss https://ehr.example.org, keys {tmp_path}" in first.stderr
    assert "made new keys" not in again.stderr


def test_without_keys_a_token_cannot_name_a_tenant() -> None:
    assert "give --keys too" in CliRunner().invoke(harness, [NOBODY, "--tenant", "a"]).output


def test_keys_and_an_authorization_of_ones_own_do_not_go_together(tmp_path: Path) -> None:
    done = CliRunner().invoke(harness, [NOBODY, "--keys", str(tmp_path), "--header", "authorization: Bearer x"])
    assert "leave out the Authorization" in done.output


def test_files_that_are_no_keys_are_named(tmp_path: Path) -> None:
    (tmp_path / PRIVATE).write_text("{}")
    assert f"--keys: {PRIVATE} does not hold" in CliRunner().invoke(harness, [NOBODY, "--keys", str(tmp_path)]).output


def test_a_port_that_is_taken_is_refused_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = CliRunner().invoke(harness, [NOBODY, "--ehr-port", str(taken.getsockname()[1])])
    assert "a port cannot be had" in done.output


def test_every_requirement_is_listed_with_its_rule_or_the_reason() -> None:
    done = CliRunner().invoke(harness, ["--rules"])
    assert done.exit_code == 0
    assert "S-W06   MUST        from 1.0       alg none is never accepted" in done.output
    assert "S-W18   inside      What is logged is seen inside only" in done.output
