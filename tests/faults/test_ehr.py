"""Whatever goes wrong at the EHR's server, the call is refused, or the answer says which lists could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.faults.profile import FaultProfile, Side, profiles_of
from cds_service.harness.ehr.serving import running
from fhir_mappings.resources import LISTS
from tests.faults.judging import standing, words
from tests.faults.service import ORDER, VIEW, body_of, both, post, served

OPTIONAL = tuple(key for key in LISTS if key not in ("patient", "conditions", "observations"))

every_fault = pytest.mark.parametrize("fault", profiles_of(Side.SERVER), ids=lambda fault: fault.id)
every_call = pytest.mark.parametrize("file", [VIEW, ORDER], ids=lambda file: file.stem)


@pytest.fixture(scope="module", name="base")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(f"sqlite:///{tmp_path_factory.mktemp('ehr') / 'net-cds.sqlite'}", time_budget_ms="1000") as url:
        yield url


@every_call
@every_fault
def test_what_could_not_be_read_is_said_or_the_call_is_refused(base: str, file: Path, fault: FaultProfile) -> None:
    with running(_ehr(file, fault)) as address:
        body = body_of(file, *LISTS, fhirServer=f"{address}/fhir")
        answers = [post(base, body, door) for door in ("cds-services", "explain")]
    assert {answer.status_code for answer in answers} in ({200}, {412})
    if answers[0].status_code == 412:
        assert "prefetch." in answers[0].json()["issue"][0]["diagnostics"]
        return
    _check(*(answer.json() for answer in answers))


@every_call
@every_fault
def test_the_rest_is_advised_on_where_only_optional_lists_are_lacking(
    base: str, file: Path, fault: FaultProfile
) -> None:
    with running(_ehr(file, fault)) as address:
        _check(*both(base, body_of(file, *OPTIONAL, fhirServer=f"{address}/fhir")))


def _check(answer: dict[str, Any], explained: dict[str, Any]) -> None:
    unread = [key for key, found in explained["lists"].items() if not found["whole"]]
    assert answer["cards"]
    assert standing(answer) == explained["standing"]
    if unread:
        assert standing(answer) == "could not be read"
        assert all(found["why"] for key, found in explained["lists"].items() if key in unread)
        assert "not read from the EHR's FHIR server" in words(answer)
        assert [key for key in unread if key not in words(answer)] == []
    else:
        assert "not read" not in words(answer)


def _ehr(file: Path, fault: FaultProfile) -> Ehr:
    """The whole record of the patient, in an EHR that misbehaves."""
    prefetch = body_of(file)["prefetch"]
    bundles = [value for value in prefetch.values() if value and value["resourceType"] == "Bundle"]
    found = [prefetch["patient"], *(entry["resource"] for bundle in bundles for entry in bundle.get("entry", []))]
    return Ehr(found, fault=fault, page_size=3)
