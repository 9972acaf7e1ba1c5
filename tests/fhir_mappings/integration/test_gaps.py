"""Codes that are not understood: found, counted, and written without a word about the patient."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fhir_mappings.integration.gaps import Gap, gaps
from fhir_mappings.terminology import load_terminology, read_site_map, with_site_maps
from fhir_mappings.writers.site_map_draft import site_map_draft

OURS = load_terminology()
LAB = "https://lab.meadow.example/tests"
LOINC = "http://loinc.org"

Body = dict[str, Any]


def coding(code: str, display: str | None = None, system: str = LAB) -> Body:
    return {"system": system, "code": code, **({"display": display} if display else {})}


def concept(*codings: Body, text: str | None = None) -> Body:
    return {"coding": list(codings), **({"text": text} if text else {})}


def observation(*codings: Body, **more: Any) -> Body:
    return {"resourceType": "Observation", "status": "final", "code": concept(*codings), **more}


def bundle(*resources: Body) -> Body:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]}


def found(*resources: Body) -> tuple[Gap, ...]:
    return gaps([bundle(*resources)], OURS).found


def told(*resources: Body) -> set[tuple[str, str]]:
    return {(str(gap.place), gap.coding.code) for gap in found(*resources)}


def test_a_local_code_is_a_gap_and_a_known_one_is_not() -> None:
    known = observation(coding("29593-1", system=LOINC))
    assert told(known, observation(coding("KI67"))) == {("Observation.code", "KI67")}


def test_a_local_coding_beside_a_known_one_is_understood() -> None:
    assert found(observation(coding("KI67"), coding("29593-1", system=LOINC))) == ()


def test_gaps_are_counted_by_resource_and_the_most_frequent_comes_first() -> None:
    ordered = found(observation(coding("A")), observation(coding("B")), observation(coding("B"), coding("B")))
    assert [(gap.coding.code, gap.count) for gap in ordered] == [("B", 2), ("A", 1)]


def test_codes_are_found_wherever_readers_look_for_them() -> None:
    local = concept(coding("X"))
    resources = (
        observation(coding("29593-1", system=LOINC), valueCodeableConcept=local, bodySite=local),
        observation(coding("29593-1", system=LOINC), component=[{"code": local, "valueCodeableConcept": local}]),
        {"resourceType": "Condition", "code": local, "bodySite": [local], "stage": [{"summary": local}]},
        {"resourceType": "Procedure", "code": local},
        {"resourceType": "MedicationRequest", "medicationCodeableConcept": local},
        {
            "resourceType": "MedicationStatement",
            "medicationReference": {"reference": "#m"},
            "contained": [
                {"resourceType": "Medication", "code": local, "ingredient": [{"itemCodeableConcept": local}]}
            ],
        },
        {"resourceType": "AllergyIntolerance", "code": local, "reaction": [{"substance": [local]}]},
        {"resourceType": "DiagnosticReport", "code": local},
    )
    assert {place for place, _ in told(*resources)} == {
        "AllergyIntolerance.code",
        "AllergyIntolerance.reaction.substance",
        "Condition.bodySite",
        "Condition.code",
        "Condition.stage.summary",
        "DiagnosticReport.code",
        "Medication.code",
        "Medication.ingredient.itemCodeableConcept",
        "MedicationRequest.medicationCodeableConcept",
        "Observation.bodySite",
        "Observation.component.code",
        "Observation.component.valueCodeableConcept",
        "Observation.valueCodeableConcept",
        "Procedure.code",
    }


def test_a_code_left_out_on_purpose_is_no_gap() -> None:
    assert found(observation(coding("85319-2", system=LOINC))) == ()


def test_a_code_that_the_map_of_the_site_knows_is_no_gap() -> None:
    target = {"code": "29593-1", "equivalence": "equivalent"}
    group = {"source": LAB, "target": LOINC, "element": [{"code": "KI67", "target": [target]}]}
    site = read_site_map({"resourceType": "ConceptMap", "status": "active", "group": [group]}, origin="lab.json")
    assert gaps([observation(coding("KI67"))], with_site_maps(OURS, [site])).found == ()


def test_a_display_is_kept_when_all_records_show_the_same() -> None:
    (gap,) = found(observation(coding("KI67", "Ki-67 index")), observation(coding("KI67", "Ki-67 index")))
    assert gap.coding.display == "Ki-67 index"


def test_a_display_that_differs_between_records_is_what_somebody_wrote() -> None:
    (gap,) = found(observation(coding("KI67", "Ki-67 index")), observation(coding("KI67", "as phoned to ward 3")))
    assert gap.coding.display is None


def test_words_of_a_person_do_not_leave_the_record() -> None:
    patient = {
        "resourceType": "Patient",
        "name": [{"family": "Ashgrove", "given": ["Miriam"]}],
        "identifier": [{"value": "MRN4711"}],
        "birthDate": "1961-02-03",
    }
    said = gaps(
        [
            bundle(
                patient,
                observation(coding("KI67", "Ki-67, Mrs Ashgrove")),
                observation(coding("mrn4711")),
                observation(coding("N", "note of 03.02.2026"), text="Miriam called"),
                observation(coding("long " * 20)),
                observation(coding("T"), valueCodeableConcept={"text": "Miriam is well"}, note=[{"text": "Miriam"}]),
            )
        ],
        OURS,
    )
    written = json.dumps(site_map_draft(said.found)).lower()
    assert {gap.coding.code for gap in said.found} == {"KI67", "N", "T"}
    assert said.withheld == 2
    assert [word for word in ("ashgrove", "miriam", "4711", "1961", "2026", "well", "long") if word in written] == []


def test_the_draft_is_valid_as_it_is_and_reads_nothing_yet() -> None:
    draft = site_map_draft(
        found(observation(coding("KI67", "Ki-67 index"), valueCodeableConcept=concept(coding("G2"))))
    )
    site = read_site_map(draft, origin="draft.json")
    assert (site.problems, site.lines) == ((), ())
    assert [(group["source"], group["target"]) for group in draft["group"]] == [
        (LAB, "https://net-cds.org/fhir/CodeSystem/net-value"),
        (LAB, LOINC),
    ]


def test_a_draft_that_is_filled_in_closes_the_gap() -> None:
    record = observation(coding("KI67", "Ki-67 index"))
    draft = site_map_draft(found(record))
    draft["group"][0]["element"][0]["target"][0] |= {"code": "29593-1", "equivalence": "equivalent"}
    site = read_site_map(draft, origin="draft.json")
    assert gaps([record], with_site_maps(OURS, [site])).found == ()


def test_no_gaps_make_an_empty_draft() -> None:
    assert "group" not in site_map_draft(())


@given(
    st.recursive(
        st.none() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["coding", "code", "system", "display", "extension", "contained"]), inner)
        ),
    )
)
def test_no_damage_makes_it_raise(damage: Any) -> None:
    gaps([{"resourceType": "Observation", "code": damage, "component": damage}, damage], OURS)
