"""A probe is a valid call with one thing changed."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from cds_service.harness.change import Change, Operation, changed
from cds_service.harness.json_text import NotJson, json_value

CALL = {
    "hook": "patient-view",
    "prefetch": {
        "patient": {"resourceType": "Patient", "id": "p"},
        "found": {"resourceType": "Bundle", "entry": [{"n": 1}]},
        "empty": {"resourceType": "Bundle"},
    },
}


@pytest.mark.parametrize(
    ("change", "pointer", "expected"),
    [
        (Change(operation=Operation.SET, at="/hook", to=7), ("hook",), 7),
        (Change(operation=Operation.SET, at="/prefetch/*", to=None), ("prefetch", "patient"), None),
        (Change(operation=Operation.SET, at="/prefetch/*", if_type="Bundle", to=1), ("prefetch", "patient", "id"), "p"),
        (Change(operation=Operation.SET, at="/prefetch/*", if_type="Bundle", to=1), ("prefetch", "empty"), 1),
        (Change(operation=Operation.SET, at="/prefetch/{key}", to=2), ("prefetch", "found"), 2),
        (Change(operation=Operation.SET, at="/prefetch/*/entry/-", to=3), ("prefetch", "found", "entry", 1), 3),
        (Change(operation=Operation.SET, at="/prefetch/empty/entry/-", to=4), ("prefetch", "empty", "entry", 0), 4),
        (
            Change(operation=Operation.SET, at="/prefetch/found/entry/*/n", to=5),
            ("prefetch", "found", "entry", 0, "n"),
            5,
        ),
    ],
)
def test_a_change_reaches_its_place_and_leaves_the_call_alone(change: Change, pointer: Any, expected: object) -> None:
    before = copy.deepcopy(CALL)
    made: Any = changed(CALL, (change,), key="found")
    for step in pointer:
        made = made[step]
    assert made == expected
    assert before == CALL


def test_a_replacement_adds_nothing() -> None:
    assert changed(CALL, (Change(operation=Operation.REPLACE, at="/context", to={}),)) == CALL


def test_a_removal_takes_the_member_away() -> None:
    assert "hook" not in changed(CALL, (Change(operation=Operation.REMOVE, at="/hook"),))


@pytest.mark.parametrize("text", [b'{"a": 1, "a": 2}', b"[NaN]", b"\xef\xbb\xbf[]", b"[1,]", b"/* */ []", b"\xff", b""])
def test_what_rfc_8259_does_not_allow_is_not_json(text: bytes) -> None:
    with pytest.raises(NotJson):
        json_value(text)
