"""Codes that were confirmed in this repository: each names its sources, is used as confirmed, and is never sent."""

from fhir_mappings.terminology import displays, known_keys, load_terminology, look_alikes

Codes = dict[tuple[str, str], dict[str, str]]


def test_every_code_names_distinct_sources(confirmed_here: Codes) -> None:
    for key, row in confirmed_here.items():
        sources = row["sources"].split("; ")
        assert all(source.strip() for source in sources), key
        assert len(sources) == len(set(sources)), key


def test_every_code_is_read_under_the_display_of_its_sources(confirmed_here: Codes) -> None:
    assert confirmed_here.keys() <= known_keys(load_terminology())
    assert {key: displays()[key] for key in confirmed_here} == {
        key: row["display"] for key, row in confirmed_here.items()
    }


def test_no_code_is_sent(confirmed_here: Codes) -> None:
    terminology = load_terminology()
    sent = {target.key for targets in terminology.concept_maps["order-codes"].targets.values() for target in targets}
    open_to_output = {
        coding.key
        for each in terminology.value_sets.values()
        for coding in each.concepts
        if coding.key not in each.match_only
    }
    assert confirmed_here.keys() & (sent | open_to_output) == set()


def test_no_code_is_graded_in_both_tables(confirmed_here: Codes, designed_codes: Codes) -> None:
    assert confirmed_here.keys() & designed_codes.keys() == set()


def test_the_absence_of_the_cervix_alone_is_no_hysterectomy() -> None:
    assert ("http://hl7.org/fhir/sid/icd-10-cm", "Z90.712") in look_alikes()
