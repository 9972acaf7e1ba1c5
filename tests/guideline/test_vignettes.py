"""Every vignette: facts in, statuses, strengths and questions out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guideline.comparison import differences
from tests.guideline.vignettes import Vignette, VignetteError, all_vignettes, parse


@pytest.mark.parametrize("vignette", all_vignettes(), ids=str)
def test_the_guideline_says_what_the_vignette_expects(vignette: Vignette) -> None:
    found = differences(vignette)
    assert not found, "\n".join([f"{vignette}: {vignette.says}", *(f"  - {line}" for line in found)])


def _entry(**changes: Any) -> dict[str, Any]:
    return {"id": "V", "says": "A sentence.", "facts": {"age": 58}, "expect": {"blocked": ["R12"]}, **changes}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fact": {}}, "unknown key: fact"),
        ({"facts": {"ki76": 3}}, "unknown item: ki76"),
        ({"facts": {"sstr": "positiv"}}, "'positiv' is not a value of sstr"),
        ({"facts": {"age": "old"}}, "'old' is not a number"),
        ({"facts": {"age": 300}}, "300 is not a value of age"),
        ({"facts": {"sstr": {"value": "negative"}}}, "needs exactly `value` and `date`"),
        ({"facts": {"ki67": [1, 2], "mitoses": 3}}, "lists of the same length"),
        ({"expect": {"recommendet": ["R12"]}}, "unknown expectation: recommendet"),
        ({"expect": {"blocked": ["R99"]}}, "unknown recommendation: R99"),
        ({"expect": {"recommended": {"R12": "medium"}}}, "unknown strength: medium"),
        ({"expect": {"blocked": ["R12"], "done": ["R12"]}}, "R12 has two statuses"),
        ({"expect": {"questions": ["M99"]}}, "unknown question: M99"),
        ({"not_retrieved": ["procedure"]}, "unknown list: procedure"),
        ({"base": "W"}, "base 'W' is not an earlier vignette"),
        ({"says": ""}, "needs an id of its own, `says` and `expect`"),
    ],
)
def test_a_vignette_that_cannot_be_read_names_its_file_and_id(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(VignetteError, match=r"vignettes/some-file\.yaml, V: ") as raised:
        parse("some-file", [_entry(**wrong)])
    assert said in str(raised.value)
