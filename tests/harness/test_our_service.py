"""Our own service, reached as an EHR reaches it, keeps every rule of the harness."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import uvicorn
from click.testing import CliRunner, Result

from cds_service.bootstrap import application
from cds_service.cli.demo import AS_OF
from cds_service.cli.harness import harness
from cds_service.harness.report.unmeasured import ACCESS, TOKENS
from cds_service.harness.signing.folder import PRIVATE

# plain http on loopback; and members that our cards do not use
ABSENT_FROM_OUR_ANSWERS = {"S-T01", "S-O04", "S-G03", "S-A02a", "S-A14", "S-L04", "S-L05", "S-L07", "S-L08"}
ABSENT_FROM_OUR_ANSWERS |= {"S-A08", "S-A11", "S-A15", "S-L10"}
ISS, TENANT = "https://harness.example.org", "ward 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where the service, the published keys and the mock EHR are; free when they were chosen."""

    service: int
    keys: int
    ehr: int


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module", name="ports")
def _ports() -> Ports:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
        service, keys, ehr = (one.getsockname()[1] for one in sockets)
    return Ports(service=service, keys=keys, ehr=ehr)


@pytest.fixture(scope="module", name="base")
def _base(tmp_path_factory: pytest.TempPathFactory, ports: Ports) -> Iterator[str]:
    """The address of our service, which trusts the harness and lets it name its EHR."""
    folder, base = tmp_path_factory.mktemp("service"), f"http://127.0.0.1:{ports.service}"
    client = {
        "iss": ISS,
        "jwks_url": f"http://127.0.0.1:{ports.keys}/jwks.json",
        "tenants": [TENANT],
        "fhir_servers": [f"http://127.0.0.1:{ports.ehr}/fhir"],
    }
    (folder / "clients.json").write_text(json.dumps([client]))
    settings = {
        "NET_CDS_PUBLIC_URL": base,
        "NET_CDS_AUTH": "required",
        "NET_CDS_CLIENTS": str(folder / "clients.json"),
        "NET_CDS_AS_OF": AS_OF,
        "NET_CDS_CORS_ORIGINS": "*",
        "NET_CDS_DATABASE_URL": f"sqlite:///{folder / 'net-cds.sqlite'}",
    }
    config = uvicorn.Config(application(settings), host="127.0.0.1", port=ports.service, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield base
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module", name="run")
def _run(base: str, folder: Path, ports: Ports) -> Result:
    reports = [f"--{kind}={folder / f'report.{kind}'}" for kind in ("html", "json", "junit")]
    keys = [f"--keys={folder / 'keys'}", f"--iss={ISS}", f"--tenant={TENANT}", f"--jwks-port={ports.keys}"]
    return CliRunner().invoke(harness, [base, *reports, *keys, f"--ehr-port={ports.ehr}"])


def test_our_service_breaks_no_binding_rule(run: Result) -> None:
    assert run.exit_code == 0, run.output
    assert "no binding rule is breached" in run.output


@pytest.mark.usefixtures("run")
def test_every_suite_was_measured_on_our_service(folder: Path) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert {rule["id"] for rule in report["rules"] if not rule["measured"]} <= ABSENT_FROM_OUR_ANSWERS
    assert report["unmeasured"] == {}


@pytest.mark.usefixtures("run")
def test_our_service_keeps_every_rule_about_tokens_and_fhir_access(folder: Path) -> None:
    rules = json.loads((folder / "report.json").read_text("utf-8"))["rules"]
    outcomes = {rule["id"]: rule["outcome"] for rule in rules if rule["suite"] in {TOKENS, ACCESS}}
    assert len(outcomes) > 40
    assert set(outcomes.values()) == {"pass"}


def test_what_is_to_be_registered_is_said_at_the_start(run: Result, ports: Ports) -> None:
    said = run.stderr
    assert f"iss {ISS}, keys http://127.0.0.1:{ports.keys}/jwks.json" in said
    assert f"FHIR server http://127.0.0.1:{ports.ehr}/fhir" in said


@pytest.mark.usefixtures("run")
def test_the_reports_agree_with_one_another(folder: Path) -> None:
    counts = json.loads((folder / "report.json").read_text("utf-8"))["counts"]
    cases = ET.parse(folder / "report.junit").getroot().findall(".//testcase")
    page = (folder / "report.html").read_text("utf-8")
    assert len(cases) == sum(counts.values())
    assert sum(case.find("skipped") is not None for case in cases) == counts["not-applicable"]
    assert f"Kept ({counts['pass']})" in page


def test_no_report_holds_anything_of_a_patient(folder: Path, run: Result) -> None:
    texts = [run.output, *(file.read_text("utf-8") for file in folder.glob("report.*"))]
    assert not [text for text in texts if "Beispiel" in text or "demo-01" in text or "8240/3" in text]


def test_no_report_holds_a_token_or_a_key(folder: Path, run: Result) -> None:
    secrets = [jwk["d"] for jwk in json.loads((folder / "keys" / PRIVATE).read_text("utf-8"))["keys"]]
    texts = [run.output, *(file.read_text("utf-8") for file in folder.glob("report.*"))]
    assert not [text for text in texts if "eyJ" in text or any(secret in text for secret in secrets)]
