"""Only confirmed codes leave the house; an order without one is text and our own code."""

import pytest

from fhir_mappings.terminology import (
    NET_ORDER,
    NotForOutputError,
    answer_for_output,
    coding_for_output,
    includes,
    includes_any,
    load_terminology,
    normalised,
    suggested_order,
    translate_all,
    value_set,
)


def test_a_value_set_of_match_only_codes_gives_nothing_to_send() -> None:
    with pytest.raises(NotForOutputError, match="qtc-observations"):
        coding_for_output(load_terminology(), "qtc-observations")


def test_no_coding_for_output_is_match_only() -> None:
    terminology = load_terminology()
    for identifier, each in terminology.value_sets.items():
        if {coding.key for coding in each.concepts} <= each.match_only:
            continue
        assert coding_for_output(terminology, identifier).key not in each.match_only


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("ki67", "88360"),
        ("liver-mri", "36046-1"),
        ("ct-cap", "72254-6"),
        ("echo", "433236007"),
        ("nt-probnp", "33762-6"),
        ("hiaa-urine", "14573-0"),
        ("gallbladder-ultrasound", "24711-4"),
        ("hba1c", "4548-4"),
        ("pregnancy-test", "2118-8"),
    ],
)
def test_an_order_with_a_confirmed_code_is_sent_with_it_and_ours(order: str, code: str) -> None:
    suggested = suggested_order(load_terminology(), order)
    assert [coding.code for coding in suggested.codings] == [code, order]
    assert suggested.codings[-1].system == NET_ORDER
    assert suggested.text


@pytest.mark.parametrize("order", ["sstr-pet", "pathology-review", "mdt-referral", "dpyd-genotype"])
def test_an_order_without_a_confirmed_code_is_text_and_our_code(order: str) -> None:
    suggested = suggested_order(load_terminology(), order)
    assert [coding.system for coding in suggested.codings] == [NET_ORDER]
    assert suggested.text == suggested.codings[0].display


def test_every_order_can_be_suggested() -> None:
    terminology = load_terminology()
    for code in terminology.code_systems["net-order"].displays:
        assert suggested_order(terminology, code).text


def test_an_answer_or_order_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        answer_for_output(load_terminology(), "rather-good")
    with pytest.raises(KeyError):
        suggested_order(load_terminology(), "mri-of-everything")


def test_imported_value_sets_are_part_of_the_set() -> None:
    orders = value_set("tare-orders").codings
    assert value_set("tare-resin-procedures").codings < value_set("tare-procedures").codings
    assert value_set("tare-procedures").codings < orders


def test_a_conflict_between_codings_is_visible() -> None:
    codings = [
        coding for code in ("C7A.025", "C7A.026") if (coding := normalised("http://hl7.org/fhir/sid/icd-10-cm", code))
    ]
    site = load_terminology().concept_maps["primary-site"]
    assert translate_all(site, codings) == {"sigmoid", "other"}


def test_one_coding_of_several_is_enough_to_belong() -> None:
    ki67 = value_set("ki67-observations")
    local = normalised("urn:local", "KI67")
    standard = normalised("http://loinc.org", "29593-1")
    assert local is not None
    assert standard is not None
    assert not includes(ki67, local)
    assert includes_any(ki67, (local, standard))
