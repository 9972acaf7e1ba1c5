"""Feedback in the forms in which clients send it, and what is said when it is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.feedback.outcome import Feedback, Outcome, Reason
from cds_service.feedback.reading.body import MOST_ITEMS, read_feedback
from cds_service.feedback.reading.instant import instant
from cds_service.feedback.reading.parts import LONGEST_COMMENT, MOST_PARTS
from cds_service.hooks.request import BadRequest

MARKER = "Zaphod-7d1f"
TIME = "2026-11-23T03:09:19.730Z"
OVERRIDDEN = {"card": "card-full", "outcome": "overridden", "outcomeTimestamp": TIME}
ACCEPTED = OVERRIDDEN | {"outcome": "accepted", "acceptedSuggestions": [{"id": "sug-1"}]}
SYSTEM = "http://example.org/reasons"


def read(*items: Any) -> tuple[Feedback, ...]:
    """A body with these items."""
    return read_feedback(json.dumps({"feedback": items}).encode())


def refused(*items: Any) -> list[str]:
    """The paths of what is wrong; nothing that was sent is quoted."""
    with pytest.raises(BadRequest) as refusal:
        read(*items)
    assert MARKER not in str(refusal.value)
    return [problem.path for problem in refusal.value.problems]


def overridden(reason: Any, name: str = "overrideReason") -> Feedback:
    """Overridden, with this reason."""
    return read(OVERRIDDEN | {name: reason})[0]


def test_an_accepted_card_names_its_suggestions() -> None:
    (found,) = read(ACCEPTED | {"acceptedSuggestions": [{"id": "sug-1"}, {"id": "sug-2"}]})
    assert (found.card, found.outcome, found.suggestions) == ("card-full", Outcome.ACCEPTED, ("sug-1", "sug-2"))
    assert found.occurred.isoformat() == "2026-11-23T03:09:19.730000"


def test_an_overridden_card_needs_no_reason() -> None:
    (found,) = read(OVERRIDDEN)
    assert (found.outcome, found.reasons, found.comments) == (Outcome.OVERRIDDEN, (), ())


def test_one_batch_is_about_many_cards() -> None:
    assert [item.card for item in read(OVERRIDDEN, ACCEPTED | {"card": "other"})] == ["card-full", "other"]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ({"reason": {"code": "x", "system": SYSTEM}}, (Reason(system=SYSTEM, code="x"),)),
        ({"reason": {"code": "x", "system": SYSTEM, "display": MARKER}}, (Reason(system=SYSTEM, code="x"),)),
        ({"reason": {"code": "x"}}, (Reason(system="", code="x"),)),
        ({"reason": [{"code": "x"}, {"code": "y"}]}, (Reason(system="", code="x"), Reason(system="", code="y"))),
        ({"reason": {"coding": [{"code": "x", "system": SYSTEM}]}}, (Reason(system=SYSTEM, code="x"),)),
        ({"reason": "patient-refused"}, (Reason(system="", code="patient-refused"),)),
        ({"code": "x", "system": SYSTEM}, (Reason(system=SYSTEM, code="x"),)),
        ([{"reason": {"code": "x"}}, None], (Reason(system="", code="x"),)),
        ("patient-refused", (Reason(system="", code="patient-refused"),)),
        ({}, ()),
        (None, ()),
        ([], ()),
    ],
)
def test_a_reason_is_understood_in_many_forms(reason: Any, expected: tuple[Reason, ...]) -> None:
    assert overridden(reason).reasons == expected


@pytest.mark.parametrize(
    "reason",
    [
        {"userComment": "said at the board"},
        {"userComment": ["said at the board", None, " "]},
        {"user_comment": "said at the board"},
        {"reason": {"display": "said at the board"}},
        {"reason": {"text": "said at the board"}},
        {"reason": "said at the board"},
        "said at the board",
    ],
)
def test_words_without_a_code_are_a_comment(reason: Any) -> None:
    found = overridden(reason)
    assert (found.comments, found.reasons) == (("said at the board",), ())


def test_a_comment_is_not_shown_by_accident() -> None:
    assert MARKER not in repr(overridden({"userComment": MARKER}))


def test_what_no_database_can_write_is_replaced_in_a_comment() -> None:
    assert overridden({"userComment": "a\x00b\ud800"}).comments == ("a\ufffdb\ufffd",)


@pytest.mark.parametrize("name", ["overrideReasons", "override_reason", "OverrideReason", "override-reasons"])
def test_a_name_may_be_spelled_otherwise(name: str) -> None:
    assert overridden({"reason": {"code": "x"}}, name).reasons == (Reason(system="", code="x"),)


def test_the_spelling_of_the_standard_wins() -> None:
    assert read(OVERRIDDEN | {"Card": "other", "card": "this"})[0].card == "this"


def test_an_outcome_is_understood_in_capitals() -> None:
    assert read(OVERRIDDEN | {"outcome": "Overridden"})[0].outcome is Outcome.OVERRIDDEN


@pytest.mark.parametrize(
    "suggestions", [[{"id": "s"}], [{"uuid": "s"}], {"id": "s"}, ["s", "s"], "s", [{"id": "s", "extension": {"x": 1}}]]
)
def test_accepted_suggestions_are_understood_in_many_forms(suggestions: Any) -> None:
    assert read(ACCEPTED | {"acceptedSuggestions": suggestions})[0].suggestions == ("s",)


@pytest.mark.parametrize("suggestions", [None, []])
def test_an_overridden_card_may_name_no_suggestions(suggestions: Any) -> None:
    assert read(OVERRIDDEN | {"acceptedSuggestions": suggestions})[0].suggestions == ()


def test_what_is_not_known_is_ignored() -> None:
    assert read(OVERRIDDEN | {"extension": {"com.example": {"x": [1, {}]}}, "colour": "red"}) == read(OVERRIDDEN)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520000"),
        ("2026-11-23T03:09:19Z", "2026-11-23T03:09:19"),
        ("2026-11-23T03:09:19.123456789Z", "2026-11-23T03:09:19.123456"),
        ("2026-11-23T03:09:19+00:00", "2026-11-23T03:09:19"),
        ("2026-11-23T03:09:19-00:00", "2026-11-23T03:09:19"),
        ("2026-11-23T03:09:19+02:00", "2026-11-23T01:09:19"),
        ("2026-11-23T03:09:19.5-0530", "2026-11-23T08:39:19.500000"),
        ("2026-11-23T03:09:19+01", "2026-11-23T02:09:19"),
        ("2026-11-23t03:09:19z", "2026-11-23T03:09:19"),
        ("2026-11-23 03:09:19,5Z", "2026-11-23T03:09:19.500000"),
        ("2026-12-31T23:59:60Z", "2026-12-31T23:59:59.999999"),
    ],
)
def test_a_time_with_its_zone_is_understood(text: str, utc: str) -> None:
    found = instant(text)
    assert found is not None
    assert found[0].isoformat() == utc


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T03:09:19",
        "2026-11-23",
        "2026-11-23T03:09Z",
        "2026-13-23T03:09:19Z",
        "2026-11-31T03:09:19Z",
        "2026-11-23T25:09:19Z",
        "2026-11-23T03:09:61Z",
        "2026-11-23T03:09:19+24:00",
        "2026-11-23T03:09:19+02:60",
        "0001-01-01T00:00:00+02:00",
        "9999-12-31T23:59:59-02:00",
        "٢٠٢٦-11-23T03:09:19Z",
        "1764000000",
        "Mon, 23 Nov 2026 03:09:19 GMT",
        "",
    ],
)
def test_another_time_is_none(text: str) -> None:
    assert instant(text) is None


def test_a_repeat_is_told_from_the_next_nanosecond() -> None:
    times = ("03:09:19.5Z", "03:09:19.500Z", "04:09:19.5+01:00", "03:09:19.500000001Z")
    same, same_again, in_another_zone, later = read(
        *(OVERRIDDEN | {"outcomeTimestamp": f"2026-11-23T{time}"} for time in times)
    )
    assert same.identity("x") == same_again.identity("x") == in_another_zone.identity("x") != later.identity("x")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"card": None}, "card"),
        ({"card": " "}, "card"),
        ({"card": 7}, "card"),
        ({"card": MARKER * 30}, "card"),
        ({"card": f"{MARKER}\x00"}, "card"),
        ({"card": f"{MARKER}\ud800"}, "card"),
        ({"outcome": None}, "outcome"),
        ({"outcome": MARKER}, "outcome"),
        ({"outcome": ["accepted"]}, "outcome"),
        ({"outcomeTimestamp": None}, "outcomeTimestamp"),
        ({"outcomeTimestamp": MARKER}, "outcomeTimestamp"),
        ({"outcomeTimestamp": 1764000000}, "outcomeTimestamp"),
        ({"acceptedSuggestions": None}, "acceptedSuggestions"),
        ({"acceptedSuggestions": []}, "acceptedSuggestions"),
        ({"acceptedSuggestions": [{}]}, "acceptedSuggestions"),
        ({"acceptedSuggestions": [{"id": 7}]}, "acceptedSuggestions"),
        ({"acceptedSuggestions": 7}, "acceptedSuggestions"),
        ({"overrideReason": 7}, "overrideReason"),
        ({"overrideReason": {"reason": 7}}, "overrideReason"),
        ({"overrideReason": {"reason": {"code": 7, "display": MARKER}}}, "overrideReason"),
        ({"overrideReason": {"reason": {"code": MARKER, "system": 7}}}, "overrideReason"),
        ({"overrideReason": {"userComment": {"text": MARKER}}}, "overrideReason"),
        ({"overrideReason": {"userComment": "x" * (LONGEST_COMMENT + 1)}}, "overrideReason"),
        ({"card": f"{MARKER}\x9b2J"}, "card"),
        ({"card": f"{MARKER}\u202e"}, "card"),
        ({"acceptedSuggestions": [{"id": str(number)} for number in range(MOST_PARTS + 1)]}, "acceptedSuggestions"),
        ({"overrideReason": [{"userComment": str(number)} for number in range(MOST_PARTS + 1)]}, "overrideReason"),
        ({"overrideReason": [{"reason": {"code": str(number)}} for number in range(MOST_PARTS + 1)]}, "overrideReason"),
    ],
)
def test_a_bad_item_is_named_with_what_is_wrong_there(change: dict[str, Any], path: str) -> None:
    assert refused(OVERRIDDEN, ACCEPTED | change) == [f"feedback[1].{path}"]


def test_all_problems_are_told_at_once() -> None:
    assert refused({}, 7, OVERRIDDEN, {"card": "x", "outcome": MARKER, "outcomeTimestamp": TIME}) == [
        "feedback[0].card",
        "feedback[0].outcome",
        "feedback[0].outcomeTimestamp",
        "feedback[1]",
        "feedback[3].outcome",
    ]


@pytest.mark.parametrize(
    "value", [{}, [], None, {"feedback": []}, {"feedback": OVERRIDDEN}, {"feedback": None}, [OVERRIDDEN]]
)
def test_a_body_without_an_array_of_feedback_is_refused(value: Any) -> None:
    with pytest.raises(BadRequest, match="array"):
        read_feedback(json.dumps(value).encode())


def test_a_batch_has_its_limit() -> None:
    assert len(read(*[OVERRIDDEN] * MOST_ITEMS)) == MOST_ITEMS
    assert refused(*[OVERRIDDEN] * (MOST_ITEMS + 1)) == ["feedback"]


def test_a_body_that_is_not_json_is_refused() -> None:
    with pytest.raises(BadRequest, match="body"):
        read_feedback(b"{")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "card": JSON,
            "outcome": st.sampled_from(["accepted", "overridden"]) | JSON,
            "outcomeTimestamp": st.just(TIME) | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z") | JSON,
            "acceptedSuggestions": st.lists(st.fixed_dictionaries({"id": JSON})) | JSON,
            "overrideReason": st.fixed_dictionaries({}, optional={"reason": JSON, "userComment": JSON}) | JSON,
        },
    )
)
def test_whatever_is_sent_is_read_or_refused(item: dict[str, Any]) -> None:
    try:
        (found,) = read(item)
    except BadRequest:
        return
    assert 0 < len(found.card) <= 200
