"""Our own service, reached as an EHR reaches it, keeps every rule of the harness."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import uvicorn
from click.testing import CliRunner, Result

from cds_service.bootstrap import application
from cds_service.cli.demo import AS_OF
from cds_service.cli.harness import harness

# plain http on loopback; and members that our cards do not use
ABSENT_FROM_OUR_ANSWERS = {"S-T01", "S-O04", "S-G03", "S-A02a", "S-A14", "S-L04", "S-L05", "S-L07", "S-L08"}


@pytest.fixture(scope="module", name="base")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of our service on a free port of this machine."""
    database = f"sqlite:///{tmp_path_factory.mktemp('database') / 'feedback.sqlite'}"
    app = application({"NET_CDS_AS_OF": AS_OF, "NET_CDS_CORS_ORIGINS": "*", "NET_CDS_DATABASE_URL": database})
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module", name="run")
def _run(base: str, folder: Path) -> Result:
    reports = [f"--{kind}={folder / f'report.{kind}'}" for kind in ("html", "json", "junit")]
    return CliRunner().invoke(harness, [base, *reports])


def test_our_service_breaks_no_binding_rule(run: Result) -> None:
    assert run.exit_code == 0, run.output
    assert "no binding rule is breached" in run.output


@pytest.mark.usefixtures("run")
def test_every_suite_was_measured_on_our_service(folder: Path) -> None:
    rules = json.loads((folder / "report.json").read_text("utf-8"))["rules"]
    assert {rule["id"] for rule in rules if not rule["measured"]} <= ABSENT_FROM_OUR_ANSWERS


@pytest.mark.usefixtures("run")
def test_the_reports_agree_with_one_another(folder: Path) -> None:
    counts = json.loads((folder / "report.json").read_text("utf-8"))["counts"]
    cases = ET.parse(folder / "report.junit").getroot().findall(".//testcase")
    page = (folder / "report.html").read_text("utf-8")
    assert len(cases) == sum(counts.values())
    assert sum(case.find("skipped") is not None for case in cases) == counts["not-applicable"]
    assert f"Kept ({counts['pass']})" in page


@pytest.mark.usefixtures("run")
def test_no_report_holds_anything_of_a_patient(folder: Path, run: Result) -> None:
    texts = [run.output, *(file.read_text("utf-8") for file in folder.iterdir())]
    assert not [text for text in texts if "Beispiel" in text or "demo-01" in text or "8240/3" in text]
