"""Every statement and divergence of the source has a home in the guideline, or a reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

import cds_service
from cds_service.guideline.citing import Citation, Role, citations, cited_in
from cds_service.guideline.divergence import Divergence
from cds_service.guideline.divergences import DIVERGENCES
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.register import register, totals, unsettled
from cds_service.guideline.statement import Kind, Statement
from cds_service.guideline.statements import STATEMENTS
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warnings import WARNINGS

SUBJECTS: tuple[Statement | Divergence, ...] = (*STATEMENTS, *DIVERGENCES)
CITATIONS = tuple(citations(RECOMMENDATIONS, WARNINGS, QUESTIONS))
HOMES = register(SUBJECTS, CITATIONS)
FILES: dict[str, Recommendation | SafetyWarning] = {
    **{one.id: one for one in RECOMMENDATIONS},
    **{one.id: one for one in WARNINGS},
}
WORDS = frozenset({Role.CARD_TEXT, Role.EVIDENCE_LINE})

# Where a statement of each kind acts; elsewhere it would be claimed and do nothing.
ACTS_IN = {
    Kind.RECOMMENDATION: {Role.RULE},
    Kind.CONTRAINDICATION: {Role.CRITERION, Role.WARNING},
    Kind.WARNING: {Role.WARNING, Role.CARD_TEXT},
    Kind.ELIGIBILITY: {Role.CRITERION},
    Kind.SEQUENCE: {Role.RULE},
    Kind.MONITORING: {Role.CARD_TEXT},
    Kind.RATIONALE: {Role.CARD_TEXT, Role.EVIDENCE_LINE},
}

RATIONALE = Statement(
    id="S11", asserts="A reason.", kinds=(Kind.RATIONALE,), strength=None, references=(), reading="Text only."
)

every_subject = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda found: str(found.id))
every_statement = pytest.mark.parametrize("statement", STATEMENTS, ids=lambda found: str(found.id))


def test_there_are_69_statements_in_the_order_of_the_source() -> None:
    assert [statement.id for statement in STATEMENTS] == [f"S{number:02}" for number in range(1, 70)]


def test_there_are_42_divergences_and_the_23rd_is_in_two_parts() -> None:
    numbers = [f"D{number:02}" for number in range(1, 43) if number != 23]
    assert [divergence.id for divergence in DIVERGENCES] == sorted([*numbers, "D23a", "D23b"])


def test_each_has_a_home_or_a_reason_and_none_has_both() -> None:
    assert unsettled(SUBJECTS, HOMES) == ()


@every_statement
def test_a_statement_lives_where_its_kind_acts(statement: Statement) -> None:
    roles = {home.role for home in HOMES[statement.id]}
    assert [kind for kind in statement.kinds if not roles & ACTS_IN[kind]] == []


@every_subject
def test_each_home_really_cites_it(subject: Statement | Divergence) -> None:
    for home in HOMES[subject.id]:
        if home.role in WORDS:
            assert all(_reads(text, subject.id) for text in home.says)
        if home.role in (Role.RULE, Role.WARNING):
            assert subject.id in FILES[home.id].sources


@pytest.mark.parametrize("file", FILES)
def test_a_statement_among_the_sources_of_a_file_is_said_or_tested_there(file: str) -> None:
    named = {found for source in FILES[file].sources for found in cited_in(source) if found.startswith("S")}
    assert named - _carried_by(file) == set()


@pytest.mark.parametrize("recommendation", RECOMMENDATIONS, ids=lambda found: found.id)
def test_a_divergence_among_the_sources_of_a_recommendation_is_said_or_tested_there(
    recommendation: Recommendation,
) -> None:
    named = {found for source in recommendation.sources for found in cited_in(source)}
    assert named - _carried_by(recommendation.id) == set()


def test_what_is_cited_where_the_guidance_is_written_is_registered() -> None:
    rooms = [Path(cds_service.__file__).parent / room for room in ("guideline", "cards", "case")]
    texts = [path.read_text("utf-8") for room in rooms for path in room.rglob("*.py")]
    assert {found for text in texts for found in cited_in(text)} - {subject.id for subject in SUBJECTS} == set()


def test_a_reading_names_rules_warnings_and_questions_that_exist() -> None:
    existing = {*FILES, *(question.id for question in QUESTIONS)}
    texts = [*(one.reading for one in STATEMENTS), *(one.presentation for one in DIVERGENCES)]
    named = {found for text in texts for found in re.findall(r"\b[RWM]\d\d[a-h]?\b", text)}
    assert {one for one in named if not any(found.startswith(one) for found in existing)} == set()


def test_the_register_notices_when_a_rule_is_gone() -> None:
    without = [one for one in RECOMMENDATIONS if one.id != "R20"]
    homes = register(STATEMENTS, citations(without, (), QUESTIONS))
    reason = "has neither a home nor a reason why it is not computed"
    assert unsettled(STATEMENTS, homes) == tuple(f"S{number} {reason}" for number in (62, 64, 65, 66, 67, 68))


def test_the_register_notices_a_reason_beside_a_home() -> None:
    claimed = replace(STATEMENTS[0], not_computed="It is about everybody.")
    assert unsettled([claimed], HOMES) == ("S01 has a home and says that it is not computed",)


def test_what_is_not_computed_for_a_reason_is_settled() -> None:
    reasoned = replace(RATIONALE, not_computed="Nobody could act on it.")
    assert unsettled([reasoned], {"S11": ()}) == ()


@pytest.mark.parametrize(("role", "lives"), [(Role.RULE, False), (Role.WARNING, False), (Role.EVIDENCE_LINE, True)])
def test_naming_a_reason_among_sources_gives_it_no_home(role: Role, lives: bool) -> None:
    mention = Citation(id="S11", role=role, by="R11", file="R11", says="Include nodal clearance")
    assert bool(register([RATIONALE], [mention])["S11"]) is lives


def test_a_criterion_names_every_file_that_uses_it() -> None:
    homes = register(STATEMENTS, citations(RECOMMENDATIONS, (), ()))
    (home,) = (home for home in homes["S12"] if home.role is Role.CRITERION)
    assert (home.id, home.files) == ("COMPLICATED_PRIMARY", ("R10a", "R10b", "R11"))


def test_totals_count_each_subject_once_for_each_role() -> None:
    rules = [Citation(id="S02", role=Role.RULE, by=by, file=by, says="Resect") for by in ("R10a", "R10b")]
    reasoned = replace(RATIONALE, not_computed="Nobody could act on it.")
    listed = (STATEMENTS[1], STATEMENTS[2], reasoned)
    found = totals(listed, register(listed, rules))
    assert (found.registered, found.with_home, found.not_computed, found.with_neither) == (3, 1, 1, 1)
    assert found.by_role["rule"] == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("first line [S24].", ["S24"]),
        ("criteria [S63, S65–S67]", ["S63", "S65", "S66", "S67"]),
        ("months [S41; D16], outside (D23a)", ["S41", "D16", "D23a"]),
        ("B12, ASCO 2023, 177Lu, C1–C6, ruling 16, A12, PF15", []),
    ],
)
def test_citations_are_read_off_a_text(text: str, found: list[str]) -> None:
    assert list(cited_in(text)) == found


def test_the_figures_of_g3_series_stand_in_r19_only() -> None:
    assert {file for home in HOMES["S41"] for file in home.files} == {"R19"}
    assert _files_that_say("30–80 %") == _files_that_say("9–23") == _files_that_say("19–53") == {"R19"}


def test_no_text_says_that_level_one_evidence_covers_this_tumour() -> None:
    assert _files_that_say("Level I") == _files_that_say("level I") == set()


def test_a_benefit_in_survival_is_never_said_without_its_doubt() -> None:
    said = [text for home in HOMES["S13"] for text in home.says]
    assert said
    assert [text for text in said if not _reads(text, "S14")] == []


def test_the_placebo_figure_stands_beside_that_of_the_publication() -> None:
    said = " ".join(text for home in HOMES["S29"] for text in home.says)
    assert "0.47" in said
    assert "16.6 (source) / 18.0 (publication)" in said


def _carried_by(file: str) -> set[str]:
    """What a file says in a line or a note, or asks for in a criterion, beyond naming it among its sources."""
    return {one.id for one in CITATIONS if one.file == file and one.role not in (Role.RULE, Role.WARNING)}


def _reads(text: str, identifier: str) -> bool:
    """Whether the id stands in the text, alone or inside a range; read in another way than the product does."""
    ranges = re.findall(r"S(\d\d)–S(\d\d)", text)
    inside = any(identifier in {f"S{number:02}" for number in range(int(low), int(high) + 1)} for low, high in ranges)
    return identifier in text or inside


def _files_that_say(words: str) -> set[str]:
    return {name for name, file in FILES.items() if any(words in text for text in _texts(file))}


def _texts(file: Recommendation | SafetyWarning) -> Iterable[str]:
    if isinstance(file, SafetyWarning):
        return (file.title, *file.notes, *(line.text for line in file.lines))
    card = file.card
    lines = (*card.lines, *card.when_suppressed, *card.other_titles)
    return (card.title, *file.notes, *(line.text for line in lines))
