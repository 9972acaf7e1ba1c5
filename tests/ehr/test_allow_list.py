"""A server that nobody listed counts as not given, whatever else the call says of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cds_service.cli.demo import DEFAULTS
from fhir_mappings.resources import LISTS
from tests.ehr.conftest import TOKEN, Clinic, clinic_open, records


@pytest.fixture(scope="module", name="closed")
def _closed() -> Iterator[Clinic]:
    """A service that may read from one server, which is not the EHR."""
    with clinic_open(NET_CDS_FHIR_SERVERS="https://ehr.example.org/fhir") as clinic:
        clinic.ehr.records, clinic.ehr.token = records(), TOKEN
        yield clinic


def test_without_prefetch_it_is_412_and_the_server_hears_nothing(closed: Clinic) -> None:
    answer = closed.call(*LISTS, **closed.lends())
    assert answer.status_code == 412
    assert "not one of the servers that may be read here" in answer.text
    assert closed.ehr.asked == []


def test_with_complete_prefetch_the_cards_are_the_usual_ones(closed: Clinic) -> None:
    assert closed.call(**closed.lends()).json() == closed.call().json()


def test_an_optional_list_stays_open_without_a_note_as_if_no_server_had_been_given(closed: Clinic) -> None:
    lent = closed.call("procedures", **closed.lends())
    assert lent.json() == closed.call("procedures").json()
    assert closed.ehr.asked == []


def test_what_is_answered_does_not_repeat_the_address(closed: Clinic) -> None:
    answer = closed.call("conditions", fhirServer="https://zaphod.example.org/secret")
    assert "zaphod" not in answer.text


@pytest.mark.parametrize(
    "server", ["http://169.254.169.254/latest", "http://10.0.0.7/fhir", "file:///etc/passwd", "x", "\t"]
)
def test_a_target_of_forged_requests_is_not_listed(closed: Clinic, server: str) -> None:
    assert closed.call("conditions", **closed.lends() | {"fhirServer": server}).status_code == 412


def test_a_listed_server_is_read_and_its_neighbour_is_not() -> None:
    with clinic_open() as other, clinic_open(NET_CDS_FHIR_SERVERS=other.ehr.base) as clinic:
        for one in (other, clinic):
            one.ehr.records = records()
        assert clinic.call("conditions", fhirServer=other.ehr.base).status_code == 200
        assert clinic.call("conditions", fhirServer=clinic.ehr.base).status_code == 412
        assert (len(other.ehr.asked), len(clinic.ehr.asked)) == (1, 0)


def test_the_demonstration_reads_from_any_server_on_this_machine() -> None:
    with clinic_open(**DEFAULTS) as clinic:
        clinic.ehr.records = records()
        assert clinic.call("conditions", fhirServer=clinic.ehr.base).status_code == 200
        elsewhere = clinic.call("conditions", fhirServer="https://ehr.example.org/fhir")
        assert "not one of the servers" in elsewhere.text
