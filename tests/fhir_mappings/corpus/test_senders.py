"""One patient told by many systems: whatever the dialect and the shape of the record, the facts are the same.

How to add a case: write `cases/<name>.yaml`.
    about    what is special about it
    patient  gender and day of birth
    tells    what a clinician would enter, each with its `day`: condition, observation (units of `writing.UNITS`),
             procedure, medicine (`how`: order or given) or allergy; `writing.OBSERVATIONS` lists the observations
    expect   fact → what must still be possible on 2026-11-24, from the documents and not from the code;
             a fact that is not listed must be what an empty record leaves
    but      sender → facts that this system cannot tell as the others do, with the reason beside them

How to add a sender: write `senders/<name>.py` with a `DIALECT` and its name in `SENDERS`; a system whose codes are
its own gets a ConceptMap in `site_maps/`. What a system has no word for stands in `cannot`.

How to add a shape in which records travel: one function in `delivery.py`, listed in `SHAPES`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.fhir_mappings.corpus.delivery import SHAPES, collection, lists
from tests.fhir_mappings.corpus.doors import alike, evaluated, known, posted
from tests.fhir_mappings.corpus.senders import cda, cerner, epic, german, hl7v2, mcode, registry, uk
from tests.fhir_mappings.corpus.senders.dialect import Dialect
from tests.fhir_mappings.corpus.writing import Resource

SENDERS: tuple[Dialect, ...] = tuple(one.DIALECT for one in (epic, mcode, german, uk, registry, cda, hl7v2, cerner))
BUNDLES = tuple(sorted(SHAPES.keys() - {"lists"}))
CASES: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted(Path(__file__).with_name("cases").glob("*.yaml"))
}


def can_tell(sender: Dialect, case: dict[str, Any]) -> bool:
    """Whether the system has a word for everything in the case."""
    return not any(told[next(iter(told))] in sender.cannot for told in case["tells"])


def record(sender: Dialect, case: dict[str, Any]) -> tuple[Resource, list[Resource]]:
    """The patient, and the record as this system keeps it."""
    found: list[Resource] = []
    for number, told in enumerate(case["tells"]):
        kind = next(iter(told))
        name = "c-net" if told[kind] == "net" else f"r{number}"
        found += sender.writers()[kind](told, name)
    return sender.patient(case["patient"], f"of-{sender.name}"), found


def told(shapes: tuple[str, ...]) -> list[Any]:
    """Every case by every sender that can tell it, each with the shape whose turn it is."""
    pairs = ((turn + place, name, sender) for turn, name in enumerate(CASES) for place, sender in enumerate(SENDERS))
    return [
        pytest.param(
            sender, CASES[name], shapes[turn % len(shapes)], id=f"{name}-{sender.name}-{shapes[turn % len(shapes)]}"
        )
        for turn, name, sender in pairs
        if can_tell(sender, CASES[name])
    ]


@cache
def empty(door: str, sender: Dialect, gender: str, born: str) -> dict[str, str]:
    """The facts of a patient of whom nothing but sex and age is recorded."""
    patient = sender.patient({"gender": gender, "born": born}, "nobody")
    return known(posted(lists(patient, [])) if door == "request" else evaluated(collection(patient, [])))


def differences(door: str, sender: Dialect, case: dict[str, Any], explained: dict[str, Any]) -> dict[str, str]:
    """The facts that are not as expected: what was expected and what was found."""
    told_of_nobody = empty(door, sender, case["patient"]["gender"], str(case["patient"]["born"]))
    expected = {**told_of_nobody, **case["expect"], **case.get("but", {}).get(sender.name, {})}
    return {
        name: f"expected {expected[name]}, found {said}"
        for name, said in known(explained).items()
        if not alike(expected[name], said)
    }


@pytest.mark.parametrize(("sender", "case", "shape"), told(("lists",)))
def test_a_request_tells_the_facts_of_the_case_and_no_other(sender: Dialect, case: dict[str, Any], shape: str) -> None:
    assert differences("request", sender, case, posted(SHAPES[shape](*record(sender, case)))) == {}


@pytest.mark.parametrize(("sender", "case", "shape"), told(BUNDLES))
def test_a_bundle_of_any_shape_tells_what_the_request_tells(sender: Dialect, case: dict[str, Any], shape: str) -> None:
    assert differences("bundle", sender, case, evaluated(SHAPES[shape](*record(sender, case)))) == {}


def test_every_sender_tells_nearly_every_case() -> None:
    assert all(sum(can_tell(sender, case) for case in CASES.values()) >= len(CASES) - 2 for sender in SENDERS)
