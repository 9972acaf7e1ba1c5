"""Codings arrive in many spellings and are compared in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_mappings.terminology import Coding, load_terminology, normalised

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
ICDO3 = "http://terminology.hl7.org/CodeSystem/icd-o-3"
AJCC = "http://cancerstaging.org"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("http://snomed.info/sct/", SNOMED),
        ("https://snomed.info/sct", SNOMED),
        ("http: //snomed.info/sct", SNOMED),
        (" http://snomed.info/sct ", SNOMED),
        ("http://snomed.info/sct|20230901", SNOMED),
        ("http://snomed.info/sct/731000124108", SNOMED),
        ("http://snomed.info/sct/731000124108/version/20230901", SNOMED),
        ("urn:oid:2.16.840.1.113883.6.96", SNOMED),
        ("2.16.840.1.113883.6.96", SNOMED),
        ("urn:oid:2.16.840.1.113883.6.1", LOINC),
        ("HTTP://LOINC.ORG", LOINC),
        ("urn:oid:2.16.840.1.113883.6.90", ICD10CM),
        ("http://fhir.de/CodeSystem/bfarm/icd-10-gm", ICD10),
        ("http://fhir.de/CodeSystem/dimdi/icd-10-gm", ICD10),
        ("http://hl7.org/fhir/sid/icd-10-nl", ICD10),
        ("https://cancerstaging.org", AJCC),
        ("https://cancerstaging.org/", AJCC),
        ("http://terminology.hl7.org/CodeSystem/HCPCS-all-codes", HCPCS),
        ("https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", HCPCS),
    ],
)
def test_a_code_system_is_known_under_each_of_its_spellings(sent: str, meant: str) -> None:
    assert normalised(sent, "x1") is not None
    assert getattr(normalised(sent, "x1"), "system", None) == meant


@pytest.mark.parametrize(
    ("system", "sent", "meant"),
    [
        (ICD10CM, "C7A025", "C7A.025"),
        (ICD10CM, "c7a.025", "C7A.025"),
        (ICD10CM, " C7A.025", "C7A.025"),
        (ICD10CM, "C7A8", "C7A.8"),
        (ICD10CM, "I81", "I81"),
        (ICD10CM, "Z85030", "Z85.030"),
        (ICD10, "C187", "C18.7"),
        (ICDO3, "C187", "C18.7"),
        (ICDO3, "8240/3", "8240/3"),
        (HCPCS, "a9513", "A9513"),
        (LOINC, " 29593-1 ", "29593-1"),
        ("http://www.cms.gov/Medicare/Coding/ICD10", "0dtn0zz", "0DTN0ZZ"),
    ],
)
def test_a_code_is_written_as_its_system_writes_it(system: str, sent: str, meant: str) -> None:
    assert normalised(system, sent) == Coding(system=system, code=meant)


@pytest.mark.parametrize(
    "combined",
    ["C7A.025+C78.7", "C18.7&XA7RE3", "A54.4† M73.04*", "E10.3211+TT1.2", "C7A.025†", "C18.7 G"],
)
def test_a_combined_code_stays_as_it_is_and_is_in_no_map_or_set(combined: str) -> None:
    coding = normalised(ICD10CM, combined)
    assert coding is not None
    assert coding.code == combined
    terminology = load_terminology()
    assert all(coding.key not in each.codings for each in terminology.value_sets.values())
    assert all(coding.key not in each.targets for each in terminology.concept_maps.values())


def test_a_code_is_never_matched_by_its_beginning() -> None:
    coding = normalised(ICD10CM, "C7A")
    assert coding == Coding(system=ICD10CM, code="C7A")
    assert coding.key not in load_terminology().concept_maps["neuroendocrine-histology"].targets


@pytest.mark.parametrize(
    ("system", "code"),
    [(None, "C7A.025"), (ICD10CM, None), ("", "C7A.025"), (ICD10CM, "  "), (7, "C7A.025"),
     (ICD10CM, 187), ([], {})],
)  # fmt: skip
def test_a_coding_without_system_or_code_is_none(system: object, code: object) -> None:
    assert normalised(system, code) is None


def test_a_system_we_do_not_know_keeps_its_spelling() -> None:
    coding = normalised("https://lab.example.org/Codes/", "Ki67 pct")
    assert coding == Coding(system="https://lab.example.org/Codes/", code="Ki67 pct")


def test_snomed_look_alikes_are_other_systems() -> None:
    coding = normalised("http://snomed.info/sctx", "60184004")
    assert coding is not None
    assert coding.system == "http://snomed.info/sctx"


@given(system=st.text(), code=st.text())
def test_normalising_twice_changes_nothing_and_nothing_makes_it_raise(system: str, code: str) -> None:
    once = normalised(system, code)
    if once is not None:
        assert normalised(once.system, once.code) == once


def test_every_code_in_our_files_is_already_normalised() -> None:
    terminology = load_terminology()
    for system, code in {
        *(key for each in terminology.value_sets.values() for key in each.codings),
        *(key for each in terminology.concept_maps.values() for key in each.targets),
    }:
        assert normalised(system, code) == Coding(system=system, code=code)
