"""What a record seems to say and does not: every trap leaves exactly what the documents let it leave.

How to add a trap: one row in a file of `traps/`.
    trap    what it is, as a person would say it
    sends   `net` and `liver` are the tumour and its liver metastases; the rest are resources, each by its kind and code
            ("cm C7A.025"; or a concept of codings and text), and what else is special about it in the words of FHIR.
            Short words: verification, clinical, morphology, focus (id of a condition), answer, value with unit, high
            (of the reference range), day, route
    leaves  fact → what is still possible; `open` is what an empty record leaves
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.fhir_mappings.corpus.delivery import attributed, request
from tests.fhir_mappings.corpus.doors import alike, known, posted
from tests.fhir_mappings.corpus.snares import resource_of
from tests.fhir_mappings.corpus.writing import Resource

PATIENT: Resource = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1985-01-01"}
TRAPS = [
    pytest.param(trap["sends"], trap["leaves"], id=f"{path.stem}: {trap['trap']}")
    for path in sorted(Path(__file__).with_name("traps").glob("*.yaml"))
    for trap in yaml.safe_load(path.read_text("utf-8"))
]
EMPTY = known(posted(request(PATIENT, [])))


@pytest.mark.parametrize(("sends", "leaves"), TRAPS)
def test_a_trap_leaves_what_the_record_truly_says(sends: list[Any], leaves: dict[str, str]) -> None:
    resources = [resource_of(sent, f"s{number}") for number, sent in enumerate(sends)]
    named = [one for one in resources if "subject" in one or "patient" in one]
    ours = attributed([one for one in resources if one not in named], "Patient/p")
    found = known(posted(request(PATIENT, [*ours, *named])))
    expected = {name: EMPTY[name] if said == "open" else said for name, said in leaves.items()}
    assert {name: found[name] for name in leaves if not alike(found[name], expected[name])} == {}
