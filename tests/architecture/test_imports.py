"""The direction of imports is a contract: it holds today, and each contract notices what it forbids."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A line that must not be written in a file (made if it does not exist), and the contract that forbids it."""

    contract: str
    file: str
    line: str

    def __str__(self) -> str:
        return f"{self.file}: {self.line}"


def _planted(contract: str, file: str, *lines: str) -> list[Violation]:
    return [Violation(contract=contract, file=file, line=line) for line in lines]


_DIRECTION = "one direction: doors, walk, rooms, knowledge, case, logic"
_CALCULATOR = "the core is a calculator: no FHIR, web, files, clock, chance or log"
_MAPPINGS = "fhir_mappings knows neither the guideline nor the web"

VIOLATIONS = (
    *_planted(_DIRECTION, "cds_service/logic/truth.py", "import cds_service.case.items.item"),
    *_planted(_DIRECTION, "cds_service/case/item.py", "import cds_service.guideline.identity"),
    *_planted(_DIRECTION, "cds_service/guideline/identity.py", "import cds_service.cards.markdown"),
    *_planted(_DIRECTION, "cds_service/guideline/identity.py", "import fhir_mappings.gathering.versions"),
    *_planted(_DIRECTION, "cds_service/cards/markdown.py", "import cds_service.respond"),
    *_planted(_DIRECTION, "cds_service/respond.py", "import cds_service.hooks.request"),
    *_planted(_DIRECTION, "cds_service/hooks/request.py", "import cds_service.web.app"),
    *_planted(_DIRECTION, "cds_service/auth/admission.py", "import cds_service.web.app"),
    *_planted(_DIRECTION, "cds_service/web/app.py", "import cds_service.bootstrap"),
    *_planted(_DIRECTION, "cds_service/ehr/scopes.py", "import cds_service.web.app"),
    *_planted(_DIRECTION, "cds_service/respond.py", "import cds_service.ehr.completing"),
    *_planted("no cycles between rooms", "cds_service/hooks/lacking.py", "import cds_service.ehr.completing"),
    *_planted("every room of cds_service has a floor", "cds_service/attic/__init__.py", '"""A new room."""'),
    *_planted(_CALCULATOR, "cds_service/logic/truth.py", "import json", "import time", "from os import environ"),
    *_planted(_CALCULATOR, "cds_service/case/item.py", "import random", "import logging", "import httpx"),
    *_planted(_CALCULATOR, "cds_service/guideline/identity.py", "import fastapi", "import pydantic", "import os"),
    *_planted(_CALCULATOR, "cds_service/guideline/evaluation.py", "from fhir.resources.R4B import patient"),
    *_planted(_MAPPINGS, "fhir_mappings/versions.py", "import cds_service.guideline.identity", "import httpx"),
    *_planted(_MAPPINGS, "fhir_mappings/versions.py", "from urllib import request", "import cds_service.cards.words"),
    *_planted(
        "recommendations do not import one another",
        "cds_service/guideline/recommendations/prrt.py",
        "from cds_service.guideline.recommendations import liver_resection",
    ),
    *_planted(
        "questions do not import one another",
        "cds_service/guideline/questions/mdt.py",
        "import cds_service.guideline.questions.ki67",
    ),
    *_planted(
        "warnings do not import one another",
        "cds_service/guideline/warnings/grade_differs.py",
        "import cds_service.guideline.warnings.octreotide_cover",
    ),
    *_planted(
        "readers do not import one another", "fhir_mappings/readers/stage.py", "import fhir_mappings.readers.goals"
    ),
    *_planted("FastAPI stays in web and bootstrap", "cds_service/hooks/request.py", "import fastapi"),
    *_planted("FastAPI stays in web and bootstrap", "cds_service/cli/main.py", "import starlette.routing"),
    *_planted("FastAPI stays in web and bootstrap", "cds_service/auth/token.py", "import fastapi"),
    *_planted("the server stays in the command line", "cds_service/web/app.py", "import uvicorn"),
    *_planted(
        "the harness knows no service, ours least of all",
        "cds_service/harness/run.py",
        "import cds_service.hooks.request",
        "import fhir_mappings.resources",
        "import starlette.routing",
    ),
    *_planted(
        "the harness knows no service, ours least of all",
        "cds_service/harness/ehr/serving.py",
        "import fastapi",
        "import cds_service.ehr.pages",
    ),
    *_planted(_DIRECTION, "cds_service/web/app.py", "import cds_service.harness.run"),
    *_planted("no cycles between rooms", "cds_service/logic/truth.py", "import cds_service.logic.criterion"),
)


@pytest.fixture(scope="module", name="reports")
def _reports(tmp_path_factory: pytest.TempPathFactory) -> dict[Violation, str]:
    """What the linter says of a copy of the sources with each violation planted."""
    folder = tmp_path_factory.mktemp("planted")
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        said = pool.map(lambda pair: _lint(_copy(folder / str(pair[0]), pair[1])), enumerate(VIOLATIONS))
        return dict(zip(VIOLATIONS, said, strict=True))


def test_every_contract_is_kept() -> None:
    said = _lint(ROOT)
    assert "0 broken" in said, said


@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_a_forbidden_import_breaks_its_contract(violation: Violation, reports: dict[Violation, str]) -> None:
    assert f"{violation.contract} BROKEN" in reports[violation], reports[violation]


def test_every_contract_has_a_violation_that_breaks_it() -> None:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in written} == {violation.contract for violation in VIOLATIONS}


def _copy(folder: Path, violation: Violation) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "*.json"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    file = folder / violation.file
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\n{violation.line}\n")
    return folder


def _lint(folder: Path) -> str:
    command = [sys.executable, "-c", LINT, "--no-cache", "--config", str(folder / "pyproject.toml")]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "300"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
