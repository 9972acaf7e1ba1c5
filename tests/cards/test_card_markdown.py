"""Text from the record stays text in a card, whatever it contains."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.cards.markdown import LABEL_LIMIT, escaped, plain
from cds_service.case.record import Note
from tests.cards import patients
from tests.cards.rendering import rendered, tags

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<!-- hidden",
    "[x](javascript:alert(1))",
    "![x](https://example.org/pixel.png)",
    "[x]: https://example.org/",
    "<https://example.org/>",
    "https://example.org/a?b=c",
    "www.example.org",
    "someone@example.org",
    "`code` ``more``",
    "``` fence",
    "~~~ fence",
    "~~struck~~ ~one~",
    "**bold** _em_ __strong__ *em*",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "# heading",
    "heading\n===",
    "heading\n---",
    "- item\n- item",
    "+ item",
    "1. item",
    "1) item",
    "> quote",
    "    indented code",
    "- [x] done",
    "&lt;b&gt; &amp; &#60;",
    "\\*escaped\\*",
    "a\\",
    "{ki67} {grade}",
    "*" * 200,
    "[" * 5_000 + "](" * 5_000,
]
SHOWING_ORIGINS = {
    "resectable": patients.RESECTABLE,
    "emergency": patients.EMERGENCY,
    "diagnosis open": patients.DIAGNOSIS_OPEN,
    "transplantation": patients.TRANSPLANT,
}
INVISIBLE = ["\u202e", "\u202a", "\u2066", "\u2069", "\u200b", "\u200d", "\u2060", "\ufeff", "\u061c", "\u00ad", "\x00"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_markup_in_the_record_is_rendered_as_the_text_it_is(text: str) -> None:
    assert _read(escaped(text)) == plain(text)


@given(st.text())
def test_any_text_is_rendered_as_the_text_it_is(text: str) -> None:
    assert _read(escaped(text)) == plain(text)


@given(st.text(alphabet="<>[]()!*_`~|\\&#-+=.:/@ \n\tahtpswx1;", max_size=60))
def test_any_tangle_of_markup_is_rendered_as_the_text_it_is(text: str) -> None:
    assert _read(escaped(text)) == plain(text)


@pytest.mark.parametrize("mark", [*INVISIBLE, "\ud800", "\u2028", "\u2029", "\x85", "\x1b"])
def test_invisible_and_unprintable_characters_become_blanks(mark: str) -> None:
    assert plain(f"liver{mark}biopsy") == "liver biopsy"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_plain_text_is_one_printable_line_that_can_be_sent(text: str) -> None:
    line = plain(text)
    assert line.encode("utf-8").decode("utf-8") == line
    assert len(line.splitlines()) <= 1
    assert len(line) <= LABEL_LIMIT


def test_a_text_of_10_kb_is_cut_to_80_characters() -> None:
    assert plain("long " * 2_000) == ("long " * 16)[:79] + "…"


@given(st.text())
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("facts", SHOWING_ORIGINS.values(), ids=SHOWING_ORIGINS)
def test_markup_in_labels_of_evidence_never_becomes_live(facts: dict[str, patients.Written], text: str) -> None:
    harmless = patients.cards(patients.record(facts, labels=dict.fromkeys(facts, "liver biopsy")))
    hostile = patients.cards(patients.record(facts, labels=dict.fromkeys(facts, text)))
    assert any("liver biopsy" in card.detail for card in harmless)
    assert [tags(card.detail) for card in hostile] == [tags(card.detail) for card in harmless]


@pytest.mark.parametrize("facts", SHOWING_ORIGINS.values(), ids=SHOWING_ORIGINS)
def test_labels_of_evidence_never_reach_a_summary(facts: dict[str, patients.Written]) -> None:
    found = patients.cards(patients.record(facts, labels=dict.fromkeys(facts, "Jane Doe")))
    assert all("Jane Doe" not in card.summary for card in found)
    assert any("Jane Doe" in card.detail for card in found)


@pytest.mark.parametrize("reference", ["``", "`", "a`b`c", "<b>x</b>", "[x](y)", "x\n\n# y", "\u202e", "*" * 300])
def test_a_hostile_reference_in_a_note_stays_text(reference: str) -> None:
    notes = tuple(Note(text=f"The unit is not known ({number}).", reference=reference) for number in range(3))
    tame = tuple(Note(text=note.text, reference="Observation/k1") for note in notes)
    hostile = patients.cards(patients.record(patients.RESECTABLE, notes=notes))[-1]
    harmless = patients.cards(patients.record(patients.RESECTABLE, notes=tame))[-1]
    assert set(tags(hostile.detail)) <= set(tags(harmless.detail))
    assert "<h1>" not in rendered(hostile.detail)
    assert all(note.text in hostile.detail for note in notes)


def _read(markdown: str) -> str:
    """What a person reads: the rendered paragraph, which must hold no tag of its own."""
    html = rendered(markdown).strip()
    text = html.removeprefix("<p>").removesuffix("</p>")
    assert "<" not in text
    return unescape(text)
