"""`net-cds mock-ehr` as somebody at a terminal uses it."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from cds_service.cli.main import main
from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.faults.profile import all_profiles
from cds_service.harness.ehr.serving import running


@contextmanager
def started(*options: str) -> Iterator[list[str]]:
    """What it prints until it waits for requests, in the end also what it prints then; it must obey when stopped."""
    command = [sys.executable, "-u", "-c", "from cds_service.cli.main import main; main()", "mock-ehr", "--port", "0"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            lines = iter(process.stdout.readline, "")
            printed = ["".join(iter(lambda: next(lines), "Stop with Ctrl-C. What is asked:\n"))]
            yield printed
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=10) == 0
        printed.append(process.stdout.read())


def base_in(printed: str) -> str:
    found = re.search(r"FHIR base  (\S+)", printed)
    assert found
    return found[1]


def body_in(printed: str) -> dict[str, object]:
    """The hook call of the curl command that is printed."""
    words = shlex.split(printed[printed.index("curl") :].replace("\\\n", ""))
    body: dict[str, object] = json.loads(words[words.index("-d") + 1])
    return body


def test_it_serves_the_demonstration_patients_and_says_how_to_call_a_service_about_them() -> None:
    with started() as printed:
        base = base_in(printed[0])
        patients = httpx.get(f"{base}/Patient?_sort=_id").json()
    call = body_in(printed[0])
    assert [entry["resource"]["id"] for entry in patients["entry"]] == [f"demo-{index:02}" for index in range(1, 11)]
    assert "demo-04      David Exempel (invented)" in printed[0]
    assert (call["fhirServer"], call["hook"]) == (base, "patient-view")
    assert call["context"] == {"userId": "Practitioner/demo-oncologist", "patientId": "demo-01"}


def test_it_asks_for_the_token_that_it_is_given_and_puts_it_into_the_call() -> None:
    with started("--token", "secret-1") as printed:
        address = f"{base_in(printed[0])}/Condition?patient=demo-01"
        statuses = [
            httpx.get(address, headers={"Authorization": f"Bearer {token}"}).status_code
            for token in ("secret-1", "other")
        ]
    authorization = body_in(printed[0])["fhirAuthorization"]
    assert statuses == [200, 401]
    assert isinstance(authorization, dict)
    assert authorization["access_token"] == "secret-1"


def test_it_misbehaves_as_it_is_told_with_the_data_that_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"resourceType": "Patient", "id": "mine", "name": [{"family": "Doe"}]}')
    with started("--data", str(tmp_path), "--fault", "server-503") as printed:
        assert httpx.get(f"{base_in(printed[0])}/Patient/mine").status_code == 503
    assert "server-503: Each request is answered with 503" in printed[0]
    assert "mine         Doe" in printed[0]


def test_it_shows_what_it_is_asked() -> None:
    with started() as printed:
        httpx.get(f"{base_in(printed[0])}/Patient/demo-01", headers={"Authorization": "Bearer t"})
    assert printed[1] == "  GET    Patient/demo-01  with a token\nstopping\n"


def test_every_fault_is_listed() -> None:
    printed = CliRunner().invoke(main, ["mock-ehr", "--list-faults"]).output
    assert [one.id for one in all_profiles() if f"{one.id}  {one.title}" not in printed] == []


@pytest.mark.parametrize(
    ("text", "said"), [("{", "one.json is not JSON"), ('{"resourceType": "Patient"}', "one.json: a Patient has no id")]
)
def test_data_that_cannot_be_read_are_refused_with_the_name_of_the_file(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "one.json").write_text(text)
    result = CliRunner().invoke(main, ["mock-ehr", "--data", str(tmp_path)])
    assert (result.exit_code, said in result.output) == (1, True)


def test_a_port_that_is_taken_is_refused_with_the_remedy() -> None:
    with running(Ehr()) as address:
        result = CliRunner().invoke(main, ["mock-ehr", "--port", address.rpartition(":")[2]])
    assert (result.exit_code, "try --port 0" in result.output) == (1, True)
