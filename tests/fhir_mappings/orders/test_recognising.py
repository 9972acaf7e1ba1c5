"""What a draft orders: its codes decide; words tell microspheres, formulation and the liver beside a known code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cds_service.case.order import Agent, OrderKind
from cds_service.logic.domain import one_of
from fhir_mappings.orders.kinds import CODES, SIGNS
from fhir_mappings.terminology import load_terminology, read_site_maps, with_site_maps
from tests.fhir_mappings.orders.sending import (
    ATC,
    CPT,
    HCPCS,
    NET,
    NET_ORDER,
    RXNORM,
    SCT,
    Body,
    kinds,
    medicine,
    procedure,
    read,
)

LIVER = [{"coding": [{"system": SCT, "code": "10200004"}]}]
EMBOLISATION, ANY_ORGAN = (CPT, "37243"), (SCT, "16736007")
OCTREOTIDE, LANREOTIDE = (ATC, "H01CB02"), (ATC, "H01CB03")
CAPECITABINE, TEMOZOLOMIDE, FLUOROURACIL = (ATC, "L01BC06"), (ATC, "L01AX03"), (ATC, "L01BC02")


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        (procedure((SCT, "84604002")), "primary-resection"),
        (procedure((CPT, "44140")), "primary-resection"),
        (procedure((SCT, "71273005")), "liver-surgery"),
        (procedure((SCT, "307616002")), "liver-surgery"),
        (procedure((CPT, "47370")), "liver-surgery"),
        (procedure((CPT, "47382")), "ablation"),
        (procedure(ANY_ORGAN, bodySite=LIVER), "embolisation"),
        (procedure(EMBOLISATION), "embolisation"),
        (procedure((SCT, "314617008")), "tace"),
        (procedure((NET, "tae")), "tae"),
        (procedure((NET, "deb-tace")), "deb-tace"),
        (procedure((SCT, "764677008")), "tare"),
        (procedure((SCT, "438415006")), "tare"),
        (procedure((CPT, "79445")), "tare"),
        (procedure((NET, "prrt")), "prrt"),
        (procedure((HCPCS, "A9513")), "prrt"),
        (medicine((ATC, "V10XX04")), "prrt"),
        (medicine((RXNORM, "1999682")), "prrt"),
        (medicine(LANREOTIDE), "long-acting-ssa"),
        (medicine((HCPCS, "J2353")), "long-acting-ssa"),
        (medicine((RXNORM, "312069")), "short-acting-octreotide"),
        (medicine(CAPECITABINE), "chemotherapy"),
        (procedure((SCT, "367336001")), "chemotherapy"),
        (medicine((ATC, "L01EG02")), "everolimus"),
        (medicine((RXNORM, "141704")), "everolimus"),
        (medicine((ATC, "L01EX07")), "cabozantinib"),
        (medicine((ATC, "A16AX15")), "telotristat"),
        (procedure((SCT, "18027006")), "liver-transplant"),
        (procedure((NET, "liver-transplant-evaluation")), "liver-transplant"),
    ],
)
def test_an_order_is_recognised_by_its_code(draft: Body, kind: str) -> None:
    assert kinds(draft) == [kind]


def test_every_kind_of_order_can_be_recognised() -> None:
    analogues = {OrderKind.LONG_ACTING_SSA, OrderKind.SHORT_ACTING_OCTREOTIDE}
    assert {sign.kind for sign in SIGNS} | analogues == set(OrderKind)


def test_the_value_sets_of_the_table_exist() -> None:
    assert set(CODES) <= load_terminology().value_sets.keys()


def _every_code() -> Iterator[tuple[str, str, str]]:
    for sign in SIGNS:
        if sign.only_at is None:
            for system, code in sorted(load_terminology().value_sets[sign.value_set].codings):
                yield sign.kind.value, system, code


@pytest.mark.parametrize(("kind", "system", "code"), [*_every_code()])
def test_every_code_of_the_table_makes_its_kind_or_a_more_exact_one(kind: str, system: str, code: str) -> None:
    better = {sign.kind.value for sign in SIGNS if OrderKind(kind) in sign.instead_of}
    (found,) = kinds(procedure((system, code)))
    assert found == kind or found in better


@pytest.mark.parametrize(
    "draft",
    [
        medicine((RXNORM, "311354"), said="Lisinopril 5 MG Oral Tablet"),
        medicine((ATC, "L04AH02"), said="everolimus for a transplant"),
        medicine((RXNORM, "2597052"), said="Pluvicto"),
        medicine((RXNORM, "2380617"), said="octreotide capsule"),
        procedure((CPT, "79101"), said="radionuclide therapy"),
        procedure(said="hepatectomy"),
        procedure(("", "71273005")),
        medicine(said="Lutathera"),
        medicine(said="octreotide LAR 30 mg"),
        {"resourceType": "MedicationRequest", "id": "d1"},
        {"resourceType": "ServiceRequest", "id": "d1", "code": {"coding": [{}]}, "reasonCode": []},
        {"resourceType": "ServiceRequest", "id": "d1", "code": "71273005"},
    ],
)
def test_what_is_not_known_by_its_code_is_no_order(draft: Body) -> None:
    assert kinds(draft) == []


def test_a_display_is_never_matched() -> None:
    shown = {"coding": [{"system": SCT, "code": "1", "display": "Partial hepatectomy"}]}
    assert kinds({"resourceType": "ServiceRequest", "code": shown}) == []


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        ((EMBOLISATION, (NET, "tae")), ["tae"]),
        ((EMBOLISATION, (SCT, "314617008")), ["tace"]),
        ((EMBOLISATION, (SCT, "314617008"), (NET, "deb-tace")), ["deb-tace"]),
        ((EMBOLISATION, (CPT, "79445")), ["tare"]),
        (((CPT, "47370"), (SCT, "428115007")), ["liver-surgery"]),
        (((CPT, "44140"), (CPT, "47120")), ["primary-resection", "liver-surgery"]),
        (((NET, "tae"), (NET, "tace")), ["tae", "tace"]),
    ],
)
def test_of_several_kinds_the_more_exact_stays_and_different_ones_stay_both(
    codes: tuple[tuple[str, str], ...], found: list[str]
) -> None:
    assert kinds(procedure(*codes)) == found


@pytest.mark.parametrize(
    ("draft", "is_of_the_liver"),
    [
        (procedure(ANY_ORGAN), False),
        (procedure(ANY_ORGAN, bodySite=[{"text": "uterus"}]), False),
        (procedure(ANY_ORGAN, bodySite=[{"coding": [{"system": SCT, "code": "64033007"}]}]), False),
        (procedure(ANY_ORGAN, bodySite=[{"coding": [{"display": "Liver"}]}]), False),
        (procedure(ANY_ORGAN, reasonCode=[{"text": "liver metastases"}]), False),
        (procedure(ANY_ORGAN, bodySite=LIVER), True),
        (procedure(ANY_ORGAN, bodySite=[{"text": "Liver"}]), True),
        (procedure(ANY_ORGAN, said="Hepatic artery embolisation"), True),
        (procedure(ANY_ORGAN, EMBOLISATION), True),
    ],
)
def test_the_code_for_any_embolisation_counts_for_the_liver_only(draft: Body, is_of_the_liver: bool) -> None:
    assert kinds(draft) == (["embolisation"] if is_of_the_liver else [])


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"said": "octreotide LAR 30 mg"}, "long-acting-ssa"),
        ({"said": "Octreotide depot"}, "long-acting-ssa"),
        ({"dosageInstruction": [{"route": {"text": "IM"}}]}, "long-acting-ssa"),
        ({"dosageInstruction": [{"text": "30 mg intramuscular every 4 weeks"}]}, "long-acting-ssa"),
        ({"dosageInstruction": [{"route": {"text": "SC"}}]}, "short-acting-octreotide"),
        ({"dosageInstruction": {"route": {"text": "Intravenous route"}}}, "short-acting-octreotide"),
    ],
)
def test_route_and_text_tell_the_formulation_of_octreotide(more: dict[str, Any], kind: str) -> None:
    assert kinds(medicine(OCTREOTIDE, **more)) == [kind]


@pytest.mark.parametrize(
    "draft",
    [
        medicine(OCTREOTIDE, said="octreotide"),
        medicine(OCTREOTIDE, dosageInstruction=[{"route": {"text": "IM"}}, {"route": {"text": "SC"}}]),
        medicine((HCPCS, "J2353"), (HCPCS, "J2354")),
    ],
)
def test_octreotide_whose_formulation_is_not_clear_is_neither_treatment_nor_cover_and_is_noted(draft: Body) -> None:
    found = read(draft)
    assert found.drafts == ()
    assert [(note.reference, note.element) for note in found.notes] == [("MedicationRequest/d1", "medication[x]")]


@pytest.mark.parametrize(
    ("draft", "agents"),
    [
        (medicine(CAPECITABINE), {Agent.CAPECITABINE}),
        (medicine(TEMOZOLOMIDE), {Agent.TEMOZOLOMIDE}),
        (medicine(FLUOROURACIL), {Agent.FLUOROURACIL}),
        (medicine((ATC, "L01XA01")), {Agent.OTHER}),
        (medicine(CAPECITABINE, TEMOZOLOMIDE), {Agent.CAPECITABINE, Agent.TEMOZOLOMIDE}),
        (medicine(CAPECITABINE, (ATC, "L01XA01")), {Agent.CAPECITABINE, Agent.OTHER}),
        (procedure((SCT, "367336001")), set()),
        (medicine(LANREOTIDE), {Agent.LANREOTIDE}),
        (medicine(OCTREOTIDE, said="octreotide LAR"), {Agent.OCTREOTIDE}),
        (medicine(LANREOTIDE, (HCPCS, "J2353")), {Agent.LANREOTIDE, Agent.OCTREOTIDE}),
        (medicine((RXNORM, "312069")), {Agent.OCTREOTIDE}),
        (medicine((ATC, "L01EG02")), set()),
    ],
)
def test_one_draft_is_one_order_that_names_its_medicines(draft: Body, agents: set[Agent]) -> None:
    (found,) = read(draft).drafts
    assert found.order.agents == agents


@pytest.mark.parametrize(
    ("draft", "beads"),
    [
        (procedure((NET, "tare-resin")), one_of("resin")),
        (procedure((NET, "tare-glass")), one_of("glass")),
        (procedure((NET, "tare-resin"), (NET, "tare-glass")), one_of("resin", "glass")),
        (procedure((NET, "tare-resin"), said="TheraSphere"), one_of("resin")),
        (procedure((SCT, "764677008")), one_of("resin", "glass")),
        (procedure((SCT, "764677008"), said="SIRT with SIR-Spheres"), one_of("resin")),
        (procedure((SCT, "764677008"), orderDetail=[{"text": "TheraSphere"}]), one_of("glass")),
        (procedure((SCT, "764677008"), orderDetail=[{"text": "resin or glass"}]), one_of("resin", "glass")),
        (procedure((SCT, "764677008"), note=[{"text": "resin"}]), one_of("resin", "glass")),
    ],
)
def test_microspheres_are_resin_glass_or_open(draft: Body, beads: object) -> None:
    assert read(draft).drafts[0].order.microspheres == beads


@pytest.mark.parametrize("system", ["HTTP://SNOMED.INFO/SCT/", "urn:oid:2.16.840.1.113883.6.96"])
def test_systems_are_read_as_real_senders_spell_them(system: str) -> None:
    assert kinds(procedure((system, "71273005"))) == ["liver-surgery"]


@pytest.mark.parametrize(
    ("code", "kind"), [("octreotide-cover", "short-acting-octreotide"), ("tae", "tae"), ("tace", "tace")]
)
def test_an_order_that_the_service_has_suggested_is_recognised_when_it_comes_back(code: str, kind: str) -> None:
    assert kinds(procedure((NET_ORDER, code))) == [kind]


def test_a_sites_own_code_is_recognised_through_its_concept_map(tmp_path: Path) -> None:
    (tmp_path / "orders.json").write_text(SITE_MAP, "utf-8")
    site = with_site_maps(load_terminology(), read_site_maps(tmp_path))
    assert kinds(procedure(("urn:site", "HEP1")), terminology=site) == ["liver-surgery"]
    assert kinds(procedure(("urn:site", "EMB")), terminology=site) == []
    assert kinds(procedure(("urn:site", "EMB"), bodySite=LIVER), terminology=site) == ["embolisation"]
    assert kinds(procedure(("urn:site", "HEP1"))) == []


SITE_MAP = """{
  "resourceType": "ConceptMap", "id": "site-orders", "status": "active",
  "group": [{
    "source": "urn:site", "target": "http://snomed.info/sct",
    "element": [
      {"code": "HEP1", "target": [{"code": "71273005", "equivalence": "equivalent"}]},
      {"code": "EMB", "target": [{"code": "16736007", "equivalence": "equivalent"}]}
    ]
  }]
}"""


def test_a_sites_orderable_for_cover_is_cover_when_it_comes_back(tmp_path: Path) -> None:
    (tmp_path / "cover.json").write_text(COVER_MAP, "utf-8")
    site = with_site_maps(load_terminology(), read_site_maps(tmp_path))
    assert kinds(procedure(("urn:site", "OCT")), terminology=site) == ["short-acting-octreotide"]


COVER_MAP = """{
  "resourceType": "ConceptMap", "id": "site-cover", "status": "active",
  "group": [{
    "source": "urn:site", "target": "https://net-cds.org/fhir/CodeSystem/net-order",
    "element": [{"code": "OCT", "target": [{"code": "octreotide-cover", "equivalence": "equivalent"}]}]
  }]
}"""
