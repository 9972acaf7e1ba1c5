"""Runs in HealthChain's own environment: drives a CDS service with its sandbox client, and prints what came of it.

drive.py SERVICE_URL synthetic       HealthChain's own invented patients
drive.py SERVICE_URL REQUEST_FILE    the prefetch and the patient of a hook request
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from healthchain.models import CDSResponse
from healthchain.sandbox import SandboxClient
from pydantic import ValidationError


def main() -> None:
    """What it sent, what it made of the answers, and what its model of an answer objects to in each."""
    url, what = sys.argv[1:]
    client = SandboxClient(url=url, workflow="patient-view", timeout=30.0)
    if what == "synthetic":
        client.load_synthetic(n=3, random_seed=7)
    else:
        _load(client, Path(what))
    answers = client.send_requests()
    told = {"sent": client.get_request_data("dict"), "answers": answers, "objections": list(map(_objections, answers))}
    json.dump(told, sys.stdout, default=str)


def _load(client: SandboxClient, file: Path) -> None:
    request = json.loads(file.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        prefetch = Path(folder) / "prefetch.json"
        prefetch.write_text(json.dumps(request["prefetch"]), "utf-8")
        client.load_from_path(prefetch)
    client.requests[0].context.patientId = request["context"]["patientId"]  # the client itself makes up who it is


def _objections(answer: dict[str, Any]) -> list[str]:
    try:
        CDSResponse(**answer)
    except ValidationError as error:
        return [f"{one['loc'][-1]}: {one['type']}" for one in error.errors()]
    return []


main()
