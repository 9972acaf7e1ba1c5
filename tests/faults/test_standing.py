"""Not eligible, not enough data, could not be read and failed are four different answers, and explain agrees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cds_service import assess
from tests.faults.injecting import Injected
from tests.faults.judging import standing, words
from tests.faults.service import DEMONSTRATION, ORDER, STORIES, VIEW, body_of, both, served

OUTCOME = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "exception"}]}
JUNK = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": "x"}]}
CUT_OFF = {"resourceType": "Bundle", "type": "searchset", "link": [{"relation": "next", "url": "https://x/2"}]}
LITTLE = DEMONSTRATION / "07-little-known.json"
MEDICINES = ("medicationRequests", "medicationStatements", "medicationAdministrations")


@pytest.fixture(scope="module", name="base")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(f"sqlite:///{tmp_path_factory.mktemp('standing') / 'net-cds.sqlite'}") as url:
        yield url


def with_lists(file: Path, **lists: Any) -> dict[str, Any]:
    """The request with these lists in place of its own."""
    body = body_of(file)
    return body | {"prefetch": body["prefetch"] | lists}


@pytest.mark.parametrize("story", ["V35-pancreas", "V36-stage-three", "V37-adenocarcinoma-who-icd-10", "V38-deceased"])
def test_whom_the_guidance_does_not_concern_is_not_eligible(base: str, story: str) -> None:
    answer, explained = both(base, body_of(STORIES / f"{story}.json"))
    assert answer["cards"] == []
    assert standing(answer) == explained["standing"] == "not eligible"


def test_a_patient_of_whom_nothing_is_known_is_not_eligible(base: str) -> None:
    answer, _ = both(base, with_lists(VIEW, conditions=None, observations=None))
    assert (answer["cards"], standing(answer)) == ([], "not eligible")


@pytest.mark.parametrize("key", ["conditions", "observations"])
def test_where_a_diagnosis_may_stand_in_what_could_not_be_read_silence_says_so(base: str, key: str) -> None:
    lists = {"conditions": None, "observations": None} | {key: JUNK}
    answer, explained = both(base, with_lists(VIEW, **lists))
    assert answer["cards"] == []
    assert standing(answer) == explained["standing"] == "could not be read"
    assert not explained["lists"][key]["whole"]


@pytest.mark.parametrize("file", [LITTLE, ORDER], ids=lambda file: file.stem)
def test_facts_that_would_change_the_advice_are_not_enough_data(base: str, file: Path) -> None:
    answer, explained = both(base, body_of(file))
    assert answer["cards"]
    assert standing(answer) == explained["standing"] == "not enough data"


@pytest.mark.parametrize("value", [OUTCOME, JUNK, CUT_OFF, "<html>", 5], ids=["outcome", "junk", "cut", "html", "5"])
@pytest.mark.parametrize("key", ["procedures", "medicationRequests", "allergies"])
def test_a_list_that_came_and_is_not_whole_could_not_be_read(base: str, key: str, value: Any) -> None:
    answer, explained = both(base, with_lists(VIEW, **{key: value}))
    assert standing(answer) == explained["standing"] == "could not be read"
    assert key in words(answer)
    assert explained["lists"][key]["why"]


def test_a_list_that_nobody_sent_is_merely_not_there(base: str) -> None:
    answer, explained = both(base, body_of(VIEW, "allergies"))
    assert standing(answer) != "could not be read"
    assert explained["lists"]["allergies"]["from"] == "not retrieved"


@pytest.mark.parametrize("value", [None, OUTCOME, CUT_OFF], ids=["not sent", "outcome", "cut"])
def test_an_order_says_what_was_not_checked_as_the_medicines_are_not_known(base: str, value: Any) -> None:
    body = body_of(ORDER, *MEDICINES) if value is None else with_lists(ORDER, **dict.fromkeys(MEDICINES, value))
    sound, _ = both(base, with_lists(ORDER, **dict.fromkeys(MEDICINES)))
    answer, explained = both(base, body)
    assert "Not checked before" not in words(sound)
    assert "Not checked before somatostatin-analogue injection" in words(answer)
    assert "no sign of safety" in words(answer)
    assert "W13a" in {one["id"] for one in explained["unchecked"]}
    assert standing(answer) == ("not enough data" if value is None else "could not be read")


def test_an_element_that_is_damaged_could_not_be_read(base: str) -> None:
    body = body_of(VIEW)
    for entry in body["prefetch"]["observations"]["entry"]:
        entry["resource"] |= (
            {"valueQuantity": {"value": "<3", "unit": 5}} if "valueQuantity" in entry["resource"] else {}
        )
    answer, explained = both(base, body)
    assert standing(answer) == "could not be read"
    assert "unreadable" in {fact["why"] for fact in explained["facts"].values()}


def test_the_four_are_different_answers(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [
        body_of(STORIES / "V35-pancreas.json"),
        body_of(LITTLE),
        with_lists(VIEW, conditions=JUNK, observations=None),
    ]
    told = [standing(both(base, body)[0]) for body in bodies]

    def judge(*_: object) -> None:
        raise Injected

    monkeypatch.setattr(assess, "judge", judge)
    answer, explained = both(base, body_of(LITTLE))
    assert [*told, standing(answer)] == ["not eligible", "not enough data", "could not be read", "failed"]
    assert len(explained["failed"]) > 15
