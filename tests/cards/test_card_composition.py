"""Which cards a patient-view call gets, and in which order (clinical model §4.8)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from cds_service import assess
from cds_service.cards.card import Card
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.record import Note, Record, Specimen
from cds_service.guideline.evaluation import judge
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.verdict import Verdict
from cds_service.logic.criterion import Facts
from cds_service.logic.dates import on
from cds_service.logic.domain import exactly
from cds_service.logic.fact import Fact, Why
from tests.cards import patients
from tests.cards.patients import cards, topics

RECENT_MDT: patients.Facts = {"mdtDate": 10}
START_SSA = "Start a somatostatin analogue"
ALTERNATIVES = "SSA, locoregional therapy or observation"
SUPPRESSED = "Source would start an analogue"
MDT = "NET MDT review advised before the next step"

Break = Callable[..., None]


@pytest.fixture(name="broken")
def _broken(monkeypatch: pytest.MonkeyPatch) -> Break:
    """A function that makes the recommendations with these ids (all, without ids) raise."""

    def break_these(*identifiers: str) -> None:
        def judged(recommendation: Recommendation, facts: Facts) -> Verdict:
            if not identifiers or recommendation.id in identifiers:
                raise ZeroDivisionError("Jane Doe, born 1970-01-01")
            return judge(recommendation, facts)

        monkeypatch.setattr(assess, "judge", judged)

    return break_these


def test_an_emergency_shows_one_card_only() -> None:
    found = cards(patients.EMERGENCY)
    assert topics(found) == ["R10a"]
    assert found[0].indicator == "warning"


def test_an_emergency_tells_anaesthesia_of_the_liver_metastases_unless_the_crisis_plan_says_more() -> None:
    (told,) = cards(patients.EMERGENCY)
    assert "Liver metastases: tell anaesthesia, have octreotide available" in told.detail
    (planned,) = cards({**patients.EMERGENCY, "functional": True})
    assert "agree a carcinoid-crisis plan with anaesthesia first" in planned.detail
    assert "tell anaesthesia" not in planned.detail


def test_an_emergency_in_a_carcinoma_shows_both_and_nothing_else() -> None:
    assert topics(cards({**patients.CARCINOMA, "primaryInSitu": True, "primaryComplication": "perforation"})) == [
        "R10a",
        "R24",
    ]


def test_an_emergency_while_the_diagnosis_is_open_shows_the_emergency() -> None:
    facts = {**patients.DIAGNOSIS_OPEN, "primaryComplication": "obstruction"}
    assert topics(cards(facts)) == ["R10a"]


def test_comfort_goals_leave_no_emergency_card() -> None:
    assert "R10a" not in topics(cards({**patients.EMERGENCY, "comfortOnly": True}))


def test_a_carcinoma_comes_first_and_has_no_pathway() -> None:
    found = topics(cards(patients.CARCINOMA))
    assert found[0] == "R24"
    assert "pathway" not in found


def test_a_contradiction_follows_a_carcinoma() -> None:
    assert topics(cards({**patients.CARCINOMA, "primaryInSitu": True}))[:2] == ["R24", "R10b"]


def test_a_carcinoma_without_receptors_does_not_speak_of_the_source_on_analogues() -> None:
    found = cards({**patients.CARCINOMA, "sstr": "negative", **RECENT_MDT})
    assert topics(found) == ["R24"]
    assert not _says(found, SUPPRESSED)


@pytest.mark.parametrize("name", ["RESECTABLE", "CARCINOMA", "DIAGNOSIS_OPEN"])
def test_in_a_pregnant_patient_the_urgent_review_comes_first(name: str) -> None:
    first, *_ = cards({**getattr(patients, name), **RECENT_MDT, "pregnant": True})
    assert first.summary == "Pregnant: urgent obstetric-oncology and NET MDT discussion"
    assert first.indicator == "warning"


def test_a_contradiction_of_the_source_comes_first_and_quotes_both_sides() -> None:
    first = cards(patients.CONTRADICTION)[0]
    assert first.source.topic.code == "R10b"
    assert first.indicator == "warning"
    assert "[S52]" in first.detail
    assert "because of extra-abdominal disease [S54]" in first.detail


def test_a_contradiction_names_the_grade_with_its_origin() -> None:
    facts = {**patients.CONTRADICTION, "extraAbd": False, "grade": "G3", "ki67": 30}
    first = cards(patients.record(facts, labels={"grade": "liver biopsy"}))[0]
    assert "because of grade G3 (liver biopsy, 2026-11-02) [S54]" in first.detail


def test_an_open_diagnosis_shows_one_card_about_it_and_no_pathway() -> None:
    found = cards(patients.DIAGNOSIS_OPEN)
    assert topics(found) == ["R24", "R02"]
    assert found[0].summary == "Ki-67 >20 % without differentiation: NET G3 or NEC?"
    assert [button.label for button in found[0].suggestions]


def test_a_grade_3_by_report_does_not_claim_a_ki67() -> None:
    first = cards({**patients.IN_SCOPE, "grade": "G3", "gradeText": "G3"})[0]
    assert first.summary == "Grade 3 without differentiation: NET G3 or NEC?"
    assert "Ki-67 not known." in first.detail


def test_a_grade_3_by_mitoses_does_not_claim_a_high_ki67() -> None:
    specimen = Specimen(ki67=exactly(10), mitoses=exactly(30), evidence=patients.fact(10, "liver").evidence)
    first = cards(patients.record(patients.IN_SCOPE, specimens=(specimen,)))[0]
    assert first.summary == "Grade 3 without differentiation: NET G3 or NEC?"
    assert "Ki-67 10 % (liver, 2026-11-02)" in first.detail


def test_analogue_and_locoregional_therapy_are_one_section_of_alternatives() -> None:
    (pathway,) = _about("pathway", cards(patients.ALTERNATIVES))
    assert pathway.detail.count(ALTERNATIVES) == 1
    assert START_SSA not in pathway.detail
    assert {"R13", "R16"} <= _behind(pathway)


def test_the_analogue_has_its_own_section_where_there_is_no_alternative() -> None:
    (pathway,) = _about("pathway", cards({**patients.ALTERNATIVES, "functional": True}))
    assert START_SSA in pathway.detail
    assert ALTERNATIVES not in pathway.detail


def test_a_board_review_has_a_card_with_a_button() -> None:
    (review,) = _about("R02", cards(patients.RESECTABLE))
    assert review.summary.startswith(MDT)
    assert [button.label for button in review.suggestions]


def test_a_recent_board_review_needs_no_card() -> None:
    assert not _about("R02", cards({**patients.RESECTABLE, **RECENT_MDT}))


@pytest.mark.parametrize("facts", [{}, RECENT_MDT])
def test_what_the_source_would_start_is_said_even_after_a_recent_board_review(facts: patients.Facts) -> None:
    last = cards({**patients.NO_TARGET, **facts})[-1]
    assert last.source.topic.code == ("notes" if facts else "R02")
    assert SUPPRESSED in last.detail


def test_of_four_cards_the_board_review_becomes_the_end_of_the_third() -> None:
    facts = {name: said for name, said in patients.CONTRADICTION.items() if name not in ("progressing", "sstr")}
    found = cards(facts)
    assert topics(found) == ["R10b", "pathway", "questions"]
    assert MDT in found[-1].detail
    assert "R02" in _behind(found[-1])
    assert any("tumo" in button.label.lower() or "mdt" in button.label.lower() for button in found[-1].suggestions)


def test_an_open_scope_is_asked_about_when_a_neuroendocrine_neoplasm_is_known() -> None:
    found = cards({"nenConfirmed": True, "age": 56})
    assert topics(found) == ["M00"]
    assert found[0].indicator == "info"
    assert "primary site (not recorded)" in found[0].detail


@pytest.mark.parametrize("facts", [{}, {"site": "sigmoid", "stageIV": True, "liverMets": True, "age": 56}])
def test_an_open_scope_without_a_known_neuroendocrine_neoplasm_is_silent(facts: patients.Facts) -> None:
    assert cards(facts) == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"nenConfirmed": False},
        {"site": "other"},
        {"stageIV": False},
        {"liverMets": False},
        {"age": 17},
        {"deceased": True},
        {"differentiation": "mixed"},
    ],
)
def test_outside_the_scope_there_are_no_cards(facts: patients.Facts) -> None:
    assert cards({**patients.EMERGENCY, **facts}) == ()


def test_a_gap_in_the_record_is_named() -> None:
    notes = (Note(text="The unit is not known.", reference="Observation/k1"),)
    found = cards(patients.record({**patients.RESECTABLE, **RECENT_MDT}, notes=notes))
    assert "- The unit is not known. (`Observation/k1`)" in found[-1].detail


def test_of_many_gaps_five_are_named_and_the_rest_counted() -> None:
    notes = tuple(Note(text=f"Gap {number}.") for number in range(9))
    detail = cards(patients.record(patients.RESECTABLE, notes=notes))[-1].detail
    assert "Gap 4." in detail
    assert "Gap 5." not in detail
    assert "4 more notes on the record." in detail


@pytest.mark.parametrize(
    "name", ["EMERGENCY", "RESECTABLE", "CARCINOMA", "CONTRADICTION", "DIAGNOSIS_OPEN", "NO_TARGET"]
)
def test_a_broken_recommendation_leaves_the_other_cards_and_is_named(name: str, broken: Break) -> None:
    whole = cards(getattr(patients, name))
    broken("R22")
    *others, last = cards(getattr(patients, name))
    assert others[0].summary == whole[0].summary
    assert last.indicator == "warning"
    assert "could not be evaluated" in last.summary
    assert "R22" in last.detail
    assert len(others) + 1 <= 3


def test_a_broken_recommendation_costs_no_other_statement(broken: Break) -> None:
    facts = {**patients.CONTRADICTION, "sstr": "negative"}
    broken("R14")
    assert _says(cards(facts), MDT)
    assert _says(cards(facts), SUPPRESSED)


def test_mere_notes_stand_on_the_card_about_failures(broken: Break) -> None:
    broken("R14")
    found = cards({**patients.NO_TARGET, **RECENT_MDT})
    assert topics(found).count("notes") == 1
    assert SUPPRESSED in found[-1].detail
    assert "could not be evaluated" in found[-1].summary


@pytest.mark.parametrize("facts", [patients.RESECTABLE, patients.EMERGENCY, {"nenConfirmed": True}])
def test_when_everything_is_broken_a_card_says_so(facts: patients.Facts, broken: Break) -> None:
    broken()
    assert "could not be evaluated" in cards(facts)[-1].summary


@pytest.mark.parametrize("facts", [{}, {"nenConfirmed": False}])
def test_a_patient_whom_the_guidance_does_not_concern_hears_nothing_of_failures(
    facts: patients.Facts, broken: Break
) -> None:
    broken()
    assert cards(facts) == ()


def test_a_failure_is_logged_and_shown_without_its_message(broken: Break, caplog: pytest.LogCaptureFixture) -> None:
    broken("R12")
    with caplog.at_level(logging.ERROR):
        found = cards(patients.RESECTABLE)
    assert "R12" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "Jane Doe" not in caplog.text
    assert not _says(found, "Jane Doe")
    assert not _says(found, "ZeroDivisionError")


def test_an_order_is_offered_once_per_card_even_where_cards_are_joined(broken: Break) -> None:
    broken("R14")
    for card in cards(patients.record(patients.CONTRADICTION, not_retrieved=frozenset({"procedures"}))):
        offered = [button.uuid for button in card.suggestions]
        assert len(set(offered)) == len(offered)


def test_a_list_that_was_not_retrieved_is_named_on_the_card() -> None:
    found = cards(patients.record(patients.ALTERNATIVES, not_retrieved=frozenset({"medicationRequests"})))
    assert _says(found, "not retrieved")


@pytest.mark.parametrize("name", ["RESECTABLE", "ALTERNATIVES", "CONTRADICTION", "CARCINOMA", "DIAGNOSIS_OPEN"])
def test_every_card_says_that_the_knowledge_awaits_review(name: str) -> None:
    assert all("awaits local clinical review" in card.detail for card in cards(getattr(patients, name)))


def test_the_pathway_says_on_which_dated_facts_it_rests() -> None:
    found = patients.record(patients.RESECTABLE, labels={"ki67": "liver biopsy"})
    (pathway,) = _about("pathway", cards(found))
    assert "Ki-67 (highest specimen): 2 % (liver biopsy, 2026-11-02)" in pathway.detail


def test_an_open_fact_is_asked_for_with_what_it_would_change() -> None:
    facts = {name: said for name, said in patients.RESECTABLE.items() if name != "extraAbd"}
    (asked,) = _about("questions", cards(facts))
    assert "**staging outside the liver** (not recorded)" in asked.detail
    assert "Would change: " in asked.detail


def test_at_most_three_questions_are_spelled_out() -> None:
    (asked,) = _about("questions", cards(patients.IN_SCOPE))
    assert asked.detail.count("Obtain: ") == 3
    assert "Also open: " in asked.detail


def test_specimens_of_different_grade_are_a_warning_that_names_both_once() -> None:
    facts = {name: said for name, said in patients.ALTERNATIVES.items() if name not in ("grade", "ki67")}
    specimens = (_specimen(2, "sigmoid biopsy"), _specimen(8, "liver biopsy"))
    found = cards(patients.record({**facts, **RECENT_MDT}, specimens=specimens))
    last = found[-1]
    assert (last.source.topic.code, last.indicator) == ("notes", "warning")
    assert last.summary == "Grade differs between specimens or reports (G1 vs G2): higher grade used"
    assert sum(card.detail.count("G1 (sigmoid biopsy, 2026-11-02) versus G2 (liver biopsy") for card in found) == 1
    assert {"id": "W22", "indicator": "warning"} in last.extension["items"]


def test_a_warning_comes_before_the_board_review_on_their_common_card() -> None:
    facts = {name: said for name, said in patients.ALTERNATIVES.items() if name not in ("grade", "ki67")}
    found = cards(patients.record(facts, specimens=(_specimen(2, "biopsy"), _specimen(8, "liver"))))
    assert (found[-1].source.topic.code, found[-1].indicator) == ("R02", "warning")
    assert found[-1].detail.index("Grade differs") < found[-1].detail.index(MDT)


def test_prrt_that_is_offered_in_g3_comes_with_its_warning() -> None:
    facts = {**patients.ALTERNATIVES, "grade": "G3", "ki67": 40, "progressing": True}
    assert {"id": "W06a", "indicator": "warning"} in cards(facts)[-1].extension["items"]


def test_a_warning_is_louder_than_the_questions_with_which_it_shares_a_card() -> None:
    facts = {name: said for name, said in patients.CONTRADICTION.items() if name not in ("sstr", "grade", "ki67")}
    found = cards(patients.record(facts, specimens=(_specimen(2, "biopsy"), _specimen(8, "liver"))))
    last = found[-1]
    assert (len(found), last.source.topic.code, last.indicator) == (3, "R02", "warning")
    assert last.summary.startswith("Grade differs")
    assert "**somatostatin-receptor imaging**" in last.detail


def test_receptors_in_some_lesions_only_are_left_to_the_board() -> None:
    found = cards({**patients.ALTERNATIVES, "sstr": "mixed", "progressing": True, "ssaEver": 5})
    assert _says(found, "Receptor imaging mixed (2026-11-02): whether PRRT is an option is for the NET MDT")
    assert not _about("questions", found)


def test_receptors_in_some_lesions_only_are_not_mentioned_where_prrt_is_no_question() -> None:
    assert not _says(cards({**patients.ALTERNATIVES, "sstr": "mixed"}), "Receptor imaging mixed")


def test_a_carcinoma_names_specimen_and_day() -> None:
    found = cards(patients.record(patients.CARCINOMA, labels={"ki67": "liver biopsy"}))
    assert "Ki-67 70 % (liver biopsy, 2026-11-02)" in found[0].detail


def test_a_board_review_that_has_its_card_is_not_asked_about_as_well() -> None:
    found = cards(patients.record(patients.RESECTABLE, not_retrieved=frozenset({"procedures", "medicationRequests"})))
    assert _about("R02", found)
    assert not _about("questions", found)


def test_whether_a_complication_is_resolved_is_asked_first() -> None:
    months_ago = {"primaryComplication": patients.fact("obstruction", day=date(2026, 6, 1))}
    facts = {**patients.record({**patients.IN_SCOPE, "primaryInSitu": True}).facts, **months_ago}
    (asked,) = _about("questions", cards(Record(facts=facts, retrieved=patients.LISTS)))
    assert asked.detail.startswith("- **whether the complication of the primary is resolved** (stale, 2026-06-01)")


def test_a_provisional_diagnosis_is_asked_about_instead_of_passed_over() -> None:
    (card,) = cards(_with(patients.record({"site": "sigmoid", "age": 56}), "nenConfirmed", Why.PRELIMINARY))
    assert card.source.topic.code == "M00"
    assert "A neuroendocrine neoplasm is recorded, but not confirmed." in card.detail


def test_answers_of_one_day_that_disagree_are_named_with_fact_day_and_values() -> None:
    note = Note(
        text="answers of one day disagree; the safer is used",
        reference="Observation/b1",
        item="bilirubin",
        said=(exactly(1), exactly(3)),
        when=on(patients.LAST_SCAN),
    )
    found = cards(patients.record({**patients.RESECTABLE, **RECENT_MDT}, notes=(note,)))
    assert "- bilirubin, 2026-11-02, 1 mg/dL versus 3 mg/dL: answers of one day disagree" in found[-1].detail


def test_what_is_contradicted_is_dated_where_it_is_open() -> None:
    found = cards(_with(patients.record(patients.RESECTABLE), "sstr", Why.CONFLICTING))
    assert _says(found, "**somatostatin-receptor imaging** (conflicting, 2026-11-02)")


def _specimen(ki67: int, label: str) -> Specimen:
    return Specimen(ki67=exactly(ki67), evidence=patients.fact(ki67, label).evidence)


def _with(record: Record, name: str, why: Why) -> Record:
    """The record with one item open, although there is something about it."""
    opened = Fact(possible=BY_NAME[name].range, why=why, evidence=patients.fact("positive").evidence)
    return replace(record, facts={**record.facts, name: opened})


def _about(topic: str, found: Iterable[Card]) -> list[Card]:
    return [card for card in found if card.source.topic.code == topic]


def _says(found: Iterable[Card], text: str) -> bool:
    return any(text in card.detail or text in card.summary for card in found)


def _behind(card: Card) -> set[str]:
    return {item["id"] for item in card.extension["items"]}
