"""HealthChain's sandbox client, another project's CDS client, against our service."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients.dialects import BODIES
from tests.clients.patients import CARCINOMA, RESECTABLE, request_of

ENVIRONMENT = Path(__file__).parents[2] / ".venv-healthchain"
DRIVE = Path(__file__).parent / "healthchain" / "drive.py"

installed = pytest.mark.skipif(
    not (ENVIRONMENT / "installed").exists(), reason="HealthChain is not installed; .ci/healthchain installs it"
)


@pytest.fixture(name="url")
def _url(open_service: str) -> str:
    """The address of patient-view."""
    return f"{open_service}/cds-services/net-patient-view"


def driven(url: str, what: str) -> dict[str, Any]:
    """What the client sent, what it made of our answers, and what it would object to in them."""
    python = ENVIRONMENT / "bin" / "python"
    ran = subprocess.run([python, DRIVE, url, what], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


@installed
@pytest.mark.parametrize("file", [RESECTABLE, CARCINOMA], ids=lambda file: file.stem)
def test_it_gets_the_cards_that_everybody_gets(url: str, file: Path) -> None:
    (answer,) = driven(url, str(file))["answers"]
    ours = httpx.post(url, json=request_of(file)).json()["cards"]
    assert [(card["summary"], card["detail"]) for card in answer["cards"]] == [
        (card["summary"], card["detail"]) for card in ours
    ]
    assert ours


@installed
def test_its_model_objects_to_nothing_but_members_that_the_specification_leaves_open(url: str) -> None:
    (objections,) = driven(url, str(RESECTABLE))["objections"]
    assert set(objections) <= {"autoLaunchable: missing", "isRecommended: missing"}


@installed
def test_its_invented_patients_are_refused_with_the_reason(url: str) -> None:
    told = driven(url, "synthetic")
    assert told["answers"] == [{}, {}, {}]  # what it makes of any refusal
    for sent in told["sent"]:
        refused_for_its_patient(httpx.post(url, json=sent))


def test_its_recorded_call_is_refused_with_the_reason(url: str) -> None:
    call = BODIES["healthchain"]["call"]
    answer = httpx.post(url, json=call)
    refused_for_its_patient(answer)
    assert call["prefetch"]["patient"]["birthDate"] not in answer.text


def refused_for_its_patient(answer: httpx.Response) -> None:
    """The context names one patient, prefetch holds another, and its resources point to a third."""
    assert answer.status_code == 400
    assert [issue["diagnostics"].partition(":")[0] for issue in answer.json()["issue"]] == ["prefetch.patient"]
