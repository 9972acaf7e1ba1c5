"""The package that the image installs is whole: it works away from this checkout."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-P", "-c", "from cds_service.cli.main import main; main()"]
REQUEST = "cds_service/cli/demonstration/01-resectable-g1.json"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", name="installed")
def _installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package alone, as its wheel has it; what it depends on is this environment's."""
    folder = tmp_path_factory.mktemp("installed")
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "cds_service", "fhir_mappings"):
        (source / name).symlink_to(ROOT / name)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", "wheels", "."], check=True, cwd=source)
    (wheel,) = source.glob("wheels/*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", folder, wheel], check=True)
    return folder


def environ_of(installed: Path, home: Path) -> dict[str, str]:
    """The environment of a process that knows the installed package, and of this machine only what it must."""
    kept = {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(home), "TMPDIR": str(home)}
    return {"PATH": os.environ["PATH"], "LANG": os.environ.get("LANG", "C.UTF-8"), **kept}


def run(installed: Path, folder: Path, *words: str) -> str:
    """What the command of the installed package prints, run where the checkout is not in sight."""
    environ = environ_of(installed, folder)
    ran = subprocess.run([*COMMAND, *words], check=False, cwd=folder, env=environ, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@contextmanager
def serving(installed: Path, folder: Path, database: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The service of the installed package, and where it answers."""
    environ = environ_of(installed, folder) | {"NET_CDS_DATABASE_URL": f"sqlite:///{database}"}
    words = [*COMMAND, "serve", "--port", "0"]
    with subprocess.Popen(words, cwd=folder, env=environ, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, _address(process.stderr or ())
        finally:
            process.kill()


def test_what_is_run_here_is_the_installed_package(installed: Path, tmp_path: Path) -> None:
    ask = "import cds_service, fhir_mappings; print(cds_service.__path__[0], fhir_mappings.__path__[0])"
    asked = [sys.executable, "-P", "-c", ask]
    told = subprocess.check_output(asked, cwd=tmp_path, env=environ_of(installed, tmp_path), text=True)
    assert told.split() == [str(installed / "cds_service"), str(installed / "fhir_mappings")]


def test_every_file_of_the_checkout_is_in_it(installed: Path) -> None:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "cds_service", "fhir_mappings"]
    kept = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert REQUEST in kept
    assert [path for path in kept if (ROOT / path).is_file() and not (installed / path).is_file()] == []


def test_it_serves_and_writes_nothing_but_its_database(installed: Path, tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    home.mkdir()
    before = _files(installed)
    with serving(installed, home, data / "net-cds.sqlite") as (process, base):
        answer = httpx.post(f"{base}/cds-services/net-patient-view", json=_request(installed), timeout=30)
        assert answer.json()["cards"]
        assert httpx.get(f"{base}/health/ready").json() == {"status": "ready", "store": "up"}
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert _files(installed) == before
    assert _files(home) == {}
    assert {file.name for file in _files(data)} == {"net-cds.sqlite"}


def test_it_shows_the_demonstration_and_stops(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "demo", "--once", "--port", "0").count("■") >= 12


def test_it_evaluates_a_request_without_http(installed: Path, tmp_path: Path) -> None:
    assert "NET" in run(installed, tmp_path, "evaluate", "--as-of", "2026-11-24", str(installed / REQUEST))


def test_it_writes_the_review_sheet(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "guideline", "sheet", "--output", str(tmp_path / "sheet"))
    assert (tmp_path / "sheet" / "sheet.html").is_file()


@pytest.mark.parametrize(
    "words",
    [
        ("guideline", "register"),
        ("terminology", "table"),
        ("mock-ehr", "--list-faults"),
        ("settings",),
    ],
    ids=" ".join,
)
def test_it_has_the_files_that_a_command_needs(installed: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run(installed, tmp_path, *words)


def _address(log: Iterable[str]) -> str:
    said = list(takewhile(lambda line: "Application startup complete" not in line, log))
    found = re.search(r"listening on (http://[0-9.:]+)", "".join(said))
    assert found, said
    return found[1]


def _request(installed: Path) -> object:
    return json.loads((installed / REQUEST).read_text("utf-8"))


def _files(folder: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}
