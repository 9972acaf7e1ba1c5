"""The eighteen traps of the terminology review, as far as terminology can fall into them."""

import pytest

from fhir_mappings.terminology import (
    OPEN,
    Coding,
    ValueSet,
    coding_for_output,
    concept_map,
    load_terminology,
    look_alikes,
    net_value,
    normalised,
    published,
    translate,
    value_set,
)

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
ICDO3 = "http://terminology.hl7.org/CodeSystem/icd-o-3"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ATC = "http://www.whocc.no/atc"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
CPT = "http://www.ama-assn.org/go/cpt"
ONCOTREE = "http://oncotree.mskcc.org"


def answer(question: str, system: str, code: str) -> str | None:
    """What a code, as sent, means for a question."""
    coding = normalised(system, code)
    assert coding is not None
    return translate(concept_map(question), coding)


def sets_with(system: str, code: str) -> set[str]:
    """The value sets that hold a code."""
    sets: dict[str, ValueSet] = dict(load_terminology().value_sets)
    return {identifier for identifier, each in sets.items() if (system, code) in each.codings}


def is_known(system: str, code: str) -> bool:
    """Whether a code is anywhere in our terminology."""
    maps = load_terminology().concept_maps.values()
    return bool(sets_with(system, code)) or any((system, code) in each.targets for each in maps)


def remarks(question: str, system: str) -> dict[str, str]:
    """The comments that a map makes on codes of one system."""
    groups = [group for group in published("ConceptMap")[question]["group"] if group["source"] == system]
    elements = [element for group in groups for element in group["element"]]
    return {element["code"]: target.get("comment", "") for element in elements for target in element["target"]}


def test_trap_01_gx_is_open_and_not_grade_1() -> None:
    assert answer("grade", SNOMED, "12619005") == OPEN
    assert answer("grade", SNOMED, "1228845001") == OPEN
    assert answer("grade", SNOMED, "54102005") == "G1"
    assert answer("grade", SNOMED, "1663004") == "G2"
    assert answer("grade", SNOMED, "61026006") == "G3"


def test_trap_01b_low_grade_differentiation_is_no_grade_and_low_grade_needs_a_who_method() -> None:
    assert not is_known(SNOMED, "399415002")
    assert answer("grade", SNOMED, "1155708003") is None
    assert answer("grade-who", SNOMED, "1155708003") == "G1"
    assert value_set("grade-methods-who").codings == {(SNOMED, "1149430001")}


def test_trap_02_ecog_interpretation_is_not_karnofsky() -> None:
    assert sets_with(LOINC, "89262-0") == {"ecog-observations"}
    assert sets_with(LOINC, "89243-0") == {"karnofsky-observations"}


def test_trap_03_the_carcinoid_syndrome_header_is_read_and_never_sent() -> None:
    syndrome = value_set("carcinoid-syndrome-conditions")
    assert {(ICD10CM, code) for code in ("E34.0", "E34.00", "E34.01", "E34.09")} <= syndrome.codings
    assert (ICD10CM, "E34.0") in syndrome.match_only
    assert (ICD10, "E34.0") in syndrome.codings


def test_trap_04_nec_of_any_site_and_other_net_do_not_mean_the_sigmoid_colon() -> None:
    assert answer("primary-site", ICD10CM, "C7A.1") == OPEN
    assert answer("primary-site", ICD10CM, "C7A.8") == OPEN
    assert answer("primary-site", ICD10CM, "C7A.029") == OPEN
    assert answer("primary-site", ICD10CM, "C25.4") == "other"
    assert answer("neuroendocrine-histology", ICD10CM, "C25.4") == "nen"


@pytest.mark.parametrize("system", [ICD10CM, ICD10])
def test_trap_05_sigmoid_cancer_or_liver_metastasis_alone_is_not_neuroendocrine(
    system: str,
) -> None:
    for code in ("C18.7", "C78.7"):
        assert answer("neuroendocrine-histology", system, code) is None
        assert "neuroendocrine-neoplasm-conditions" not in sets_with(system, code)


def test_trap_05b_benign_carcinoid_and_history_are_neither_site_nor_histology() -> None:
    for code in ("D3A.025", "D3A.026", "D3A.00", "D3A.8", "Z85.030", "Z85.040", "Z85.060"):
        assert answer("neuroendocrine-histology", ICD10CM, code) is None
        assert answer("primary-site", ICD10CM, code) is None
    assert sets_with(ICD10CM, "D3A.025") == {"benign-carcinoid-conditions"}
    assert sets_with(ICD10CM, "Z85.030") == {"history-of-net-conditions"}


def test_trap_05c_merkel_cell_metastasis_is_not_ours() -> None:
    assert answer("neuroendocrine-histology", ICD10CM, "C7B.1") is None
    assert answer("metastasis-site", ICD10CM, "C7B.1") is None


def test_trap_06_c80_0_is_unknown_primary_in_who_icd_and_disseminated_in_icd_10_cm() -> None:
    assert answer("primary-site", ICD10, "C80.0") == OPEN
    assert answer("metastasis-site", ICD10, "C80.0") is None
    assert answer("primary-site", ICD10CM, "C80.0") is None
    assert answer("metastasis-site", ICD10CM, "C80.0") == "unspecified"
    assert answer("primary-site", ICD10CM, "C80.1") == OPEN


def test_trap_07_a_nodal_metastasis_is_not_a_distant_node_unless_it_says_so() -> None:
    assert answer("metastasis-site", ICD10CM, "C77.2") == "node-unspecified"
    assert answer("metastasis-site", SNOMED, "94392001") == "node-unspecified"
    assert answer("metastasis-site", ICD10CM, "C7B.01") == "distant-node"
    for site in ("node-unspecified", "distant-node"):
        assert translate(concept_map("metastasis-region"), net_value(site)) == OPEN


def test_trap_08_the_old_net_g3_is_g3_with_open_differentiation() -> None:
    assert answer("grade", SNOMED, "127574006") == "G3"
    assert answer("differentiation", SNOMED, "127574006") is None
    assert answer("differentiation", SNOMED, "1286772002") == "well"


@pytest.mark.parametrize("code", ["8246/3", "8013/3", "8041/3"])
def test_trap_08b_neuroendocrine_carcinoma_is_poorly_differentiated(code: str) -> None:
    assert answer("differentiation", ICDO3, code) == "poor"


@pytest.mark.parametrize("code", ["8244/3", "8154/3"])
def test_trap_08c_minen_is_mixed(code: str) -> None:
    assert answer("differentiation", ICDO3, code) == "mixed"
    assert answer("neuroendocrine-histology", ICDO3, code) == "mixed"


def test_trap_08d_goblet_cell_carcinoma_is_not_neuroendocrine() -> None:
    assert answer("neuroendocrine-histology", ICDO3, "8243/3") == "not-nen"


def test_trap_08e_a_coded_carcinoid_is_not_pathology() -> None:
    assert answer("differentiation", ICD10CM, "C7A.025") is None
    assert answer("differentiation", ICD10CM, "C7A.8") is None
    assert answer("differentiation", ICD10CM, "C7A.1") == "poor"


def test_trap_09_any_ajcc_edition_counts_and_a_subdivided_stage_four_is_remarked() -> None:
    editions = value_set("staging-methods").codings
    assert {(SNOMED, "897275008"), (SNOMED, "1269566009")} <= editions
    for code in ("1222837003", "1222838008", "1222841004", "1222842006", "258228008"):
        assert answer("stage-group", SNOMED, code) == "IV"
    remarked = {code for code, remark in remarks("stage-group", SNOMED).items() if "carcinoma chapter" in remark}
    assert remarked == {"1222838008", "1222841004", "1222842006"}


def test_trap_10_only_the_ki67_percent_is_a_ki67_percent() -> None:
    assert value_set("ki67-observations").codings == {(LOINC, "29593-1")}
    assert sets_with(LOINC, "85330-9") == {"ki67-breast-observations"}
    for code in ("33055-5", "85319-2", "85300-2"):
        assert not is_known(LOINC, code)


def test_trap_11_analytes_on_different_scales_are_in_different_sets() -> None:
    assert sets_with(LOINC, "9811-1") == {"chromogranin-a-mass-observations"}
    assert sets_with(LOINC, "25587-7") == {"chromogranin-a-molar-observations"}
    assert sets_with(LOINC, "30169-7") == {"chromogranin-a-units-observations"}
    assert sets_with(LOINC, "14573-0") == {"hiaa-urine-molar-per-day-observations"}
    assert sets_with(LOINC, "1695-6") == {"hiaa-urine-mass-per-day-observations"}
    assert sets_with(LOINC, "1693-1") == {"hiaa-plasma-observations"}
    for code in ("31203-3", "25971-3", "1694-9", "11145-0", "44288-9"):
        assert sets_with(LOINC, code) == {"hiaa-other-scale-observations"}
    assert not is_known(LOINC, "30934-4")


def test_trap_12_the_wrong_ajcc_g1_of_public_files_is_unknown() -> None:
    assert not is_known(SNOMED, "1228848002")
    assert answer("grade", SNOMED, "1228848004") == "G1"


@pytest.mark.parametrize(
    ("score", "status"),
    [("0", "negative"), ("1", "negative"), ("2", "positive"), ("3", "positive"), ("4", "positive")],
)
def test_trap_13_krenning_2_is_liver_and_positive(score: str, status: str) -> None:
    assert translate(concept_map("krenning"), net_value(score)) == status


def test_trap_14_look_alike_drugs_are_not_the_drug() -> None:
    assert (HCPCS, "A9513") in value_set("prrt-drugs").codings
    for system, code in ((RXNORM, "2597052"), (RXNORM, "1534772"), (SNOMED, "447553000")):
        assert not is_known(system, code)
    oncology = value_set("everolimus-oncology").codings
    for key in ((ATC, "L04AH02"), (RXNORM, "977438"), (HCPCS, "J7527"), (RXNORM, "141704")):
        assert key not in oncology
    long_acting = value_set("long-acting-ssa").codings
    for key in ((HCPCS, "J2354"), (RXNORM, "312068"), (RXNORM, "2380617"), (ATC, "H01CB02")):
        assert key not in long_acting


def test_trap_15_small_bowel_net_of_oncotree_is_small_bowel_and_its_cross_reference_unknown() -> None:
    assert answer("primary-site", ONCOTREE, "SBWDNET") == "other"
    assert answer("differentiation", ONCOTREE, "SBWDNET") == "well"
    assert not is_known("http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl", "C9461")


def test_trap_16_pet_and_embolisation_billing_codes_do_not_tell_the_technique() -> None:
    for code in ("78815", "78816", "78804"):
        assert not is_known(CPT, code)
    technique_open = {"embolisations-technique-open", "embolisation-orders"}
    assert sets_with(CPT, "37243") == technique_open
    assert "tare-procedures" not in sets_with(CPT, "79445")


def test_trap_17_a_generic_radionuclide_therapy_is_not_prrt() -> None:
    assert not is_known(SNOMED, "1217123003")
    for system, code in ((CPT, "79101"), (SNOMED, "399315003"), (SNOMED, "448288001")):
        assert sets_with(system, code) == {"radionuclide-therapies-unspecified"}


def test_trap_18_icd_without_dot_and_ajcc_with_https_mean_the_same() -> None:
    assert answer("primary-site", "urn:oid:2.16.840.1.113883.6.90", "C7A025") == "sigmoid"
    assert answer("stage-group", "https://cancerstaging.org/", "4") == "IV"
    assert answer("primary-site", ICD10CM, "C7A.025") == "sigmoid"


def test_every_look_alike_of_these_traps_is_named_as_such_and_read_nowhere() -> None:
    traps = {
        *((LOINC, code) for code in ("33055-5", "85319-2", "85300-2", "30934-4")),
        *((SNOMED, code) for code in ("399415002", "1228848002", "1217123003", "447553000")),
        *((RXNORM, code) for code in ("2597052", "1534772")),
        *((CPT, code) for code in ("78815", "78816", "78804")),
        ("http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl", "C9461"),
    }
    assert traps <= look_alikes().keys()
    assert [key for key in look_alikes() if is_known(*key)] == []


def test_display_is_never_matched() -> None:
    mislabelled = Coding(system=LOINC, code="85319-2", display="Ki-67 nuclear Ag in tissue")
    assert mislabelled.key not in value_set("ki67-observations").codings


def test_what_is_sent_is_confirmed_twice() -> None:
    terminology = load_terminology()
    assert coding_for_output(terminology, "nt-probnp-observations").code == "33762-6"
    assert coding_for_output(terminology, "echocardiographies").code == "433236007"
    assert coding_for_output(terminology, "ki67-observations").code == "29593-1"
