"""A title is never longer than a summary may be, and no word in it is cut in two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.cards.card import SUMMARY_LIMIT
from cds_service.cards.fitting import listed, shortened

WORDS = st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=20), min_size=1, max_size=40)


def test_what_fits_stays_as_it_is() -> None:
    assert shortened("x" * SUMMARY_LIMIT) == "x" * SUMMARY_LIMIT


@given(WORDS)
def test_what_is_too_long_ends_after_a_whole_word(words: list[str]) -> None:
    text = " ".join(words)
    short = shortened(text)
    assert len(short) <= SUMMARY_LIMIT
    assert short == text or text.startswith(f"{short.removesuffix('…')} ")


@given(WORDS)
def test_of_too_many_words_the_first_are_named_and_the_others_counted(words: list[str]) -> None:
    text = listed("Named: ", words)
    named = text.removeprefix("Named: ").split("; ")
    assert len(text) <= SUMMARY_LIMIT
    assert named == words or [*named[:-1], named[-1]] == [
        *words[: len(named) - 1],
        f"{len(words) - len(named) + 1} more",
    ]


@pytest.mark.parametrize(("words", "text"), [(["a"], "(a)"), (["a", "b"], "(a, b)")])
def test_a_list_may_be_closed(words: list[str], text: str) -> None:
    assert listed("(", words, ")", separator=", ") == text


def test_one_long_thing_is_shortened() -> None:
    text = listed("Named: ", [" ".join(["word"] * 50)])
    assert len(text) <= SUMMARY_LIMIT
    assert text.endswith("word…")
