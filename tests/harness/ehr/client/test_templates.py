"""Prefetch templates become the query that the service would send (C-P10, C-P14, C-P15)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cds_service.harness.ehr.client.asking.occasion import values_of
from cds_service.harness.ehr.client.asking.query import NoValue, query_of
from cds_service.harness.template import Template

TODAY = date(2026, 3, 1)
CONTEXT: dict[str, Any] = {
    "userId": "Practitioner/d1",
    "patientId": "p 1|x/é",
    "age": 7,
    "isNew": True,
    "selections": ["ServiceRequest/o1"],
    "encounterId": "",
}


def text(template: str, context: dict[str, Any] = CONTEXT) -> str:
    """The address of the query below the FHIR base."""
    return query_of(Template(hook="patient-view", key="k", text=template), values_of(context, TODAY)).text


@pytest.mark.parametrize(
    ("template", "query"),
    [
        ("Patient/{{context.patientId}}", "Patient/p%201%7Cx/%C3%A9"),
        ("{{context.userId}}", "Practitioner/d1"),
        ("Practitioner/{{userPractitionerId}}", "Practitioner/d1"),
        ("Condition?patient={{context.patientId}}", "Condition?patient=p%201%7Cx%2F%C3%A9"),
        ("Condition?patient={{ context.patientId }}&n={{context.age}}", "Condition?patient=p%201%7Cx%2F%C3%A9&n=7"),
        ("Basic?new={{context.isNew}}", "Basic?new=true"),
        ("Observation?code=http://loinc.org|4548-4,1", "Observation?code=http%3A%2F%2Floinc.org%7C4548-4%2C1"),
        ("Observation?code=http%3A%2F%2Floinc.org%7C1", "Observation?code=http%3A%2F%2Floinc.org%7C1"),
        ("Observation?date=ge2026-01-01T00:00:00+01:00", "Observation?date=ge2026-01-01T00%3A00%3A00%2B01%3A00"),
        ("Basic?_include=Basic:subject&code:not=a", "Basic?_include=Basic%3Asubject&code:not=a"),
        ("Observation?date=ge{{today()}}", "Observation?date=ge2026-03-01"),
        ("Basic?d=ge{{today() - 1 days}}&d=le{{today() + 365 days}}", "Basic?d=ge2026-02-28&d=le2027-03-01"),
        ("Observation?date=ge{{today()-90 days}}", "Observation?date=ge2025-12-01"),
        ("Observation?date=ge{{ today() - 1 day }}", "Observation?date=ge2026-02-28"),
    ],
)
def test_expressions_are_replaced_and_values_are_encoded_whole(template: str, query: str) -> None:
    assert text(template) == query


@pytest.mark.parametrize(
    "expression",
    [
        "context.encounterId",
        "context.draftOrders.entry.resource.id",
        "context.selections",
        "userPatientId",
        "userId",
        "%patient.id",
        "today() - 90 months",
        "today() - 90",
        "today() - 9999999999 days",
        "now()",
        "",
    ],
)
@pytest.mark.parametrize("template", ["Basic/%s", "Basic?patient={{context.patientId}}&_id=%s"])
def test_a_template_with_an_expression_without_value_is_not_run(expression: str, template: str) -> None:
    with pytest.raises(NoValue):
        text(template.replace("%s", f"{{{{{expression}}}}}"))


@pytest.mark.parametrize("kind", ["Practitioner", "PractitionerRole", "Patient", "RelatedPerson"])
def test_the_id_of_the_user_stands_under_its_type(kind: str) -> None:
    assert text(f"X/{{{{user{kind}Id}}}}", {"userId": f"{kind}/u1"}) == "X/u1"


def test_a_value_that_looks_like_an_expression_is_taken_as_it_is() -> None:
    assert (
        text("Patient?_id={{context.patientId}}", {"patientId": "{{today()}}"}) == "Patient?_id=%7B%7Btoday%28%29%7D%7D"
    )
