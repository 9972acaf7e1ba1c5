"""Which reads and searches a scope covers, in both syntaxes of SMART and in texts that are neither."""

from __future__ import annotations

import pytest

from cds_service.ehr.scopes import covers, grants

READ = "Patient/p1"
SEARCH = "Condition?patient=p1&_count=200"
LABS = "Observation?patient=p1&category=laboratory,imaging&_sort=-date"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"


@pytest.mark.parametrize(
    ("scope", "url"),
    [
        ("patient/*.read", READ),
        ("patient/*.read", SEARCH),
        ("user/Condition.read", SEARCH),
        ("patient/Condition.*", SEARCH),
        ("user/*.*", READ),
        ("system/*.rs", SEARCH),
        ("patient/Condition.rs", SEARCH),
        ("patient/Condition.s", SEARCH),
        ("patient/*.cruds", READ),
        ("patient/Patient.r", READ),
        ("launch openid fhirUser patient/Condition.rs", SEARCH),
        ("patient/Observation.rs?category=laboratory patient/Observation.rs?category=imaging", LABS),
        (f"patient/Observation.rs?category={CATEGORY}|laboratory user/Observation.s?category={CATEGORY}|imaging", LABS),
        ("patient/Observation.rs?category=laboratory patient/Observation.rs", LABS),
    ],
)
def test_a_scope_covers_what_it_names(scope: str, url: str) -> None:
    assert covers(grants(scope), url)


@pytest.mark.parametrize(
    ("scope", "url"),
    [
        ("patient/Observation.read", SEARCH),
        ("patient/Condition.write", SEARCH),
        ("patient/Condition.cud", SEARCH),
        ("patient/Condition.r", SEARCH),
        ("patient/Patient.s", READ),
        ("patient/Observation.rs?category=laboratory", LABS),
        ("patient/Observation.rs?category=laboratory&code=x patient/Observation.rs?category=imaging", LABS),
        ("patient/Observation.rs?code=x", LABS),
        ("patient/Condition.rs?category=problem-list-item", SEARCH),
        ("patient/Patient.r?active=true", READ),
        ("patient/Practitioner.rs", SEARCH),
    ],
)
def test_a_scope_does_not_cover_more_than_it_names(scope: str, url: str) -> None:
    assert not covers(grants(scope), url)


@pytest.mark.parametrize(
    "scope",
    ["", "launch openid", "epic.scanning.dmsusername", "patient/", "patient/condition.read", "a/b.c?d=e", "\ud800"],
)
def test_a_text_that_names_no_resource_leaves_it_to_the_server(scope: str) -> None:
    assert covers(grants(scope), SEARCH)
