"""Pages are linked: opaque, with the criteria, to the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cds_service.harness.ehr.ehr import Ehr
from tests.harness.ehr.server.people import PEOPLE
from tests.harness.ehr.server.wire import Wire, ids, next_of, wired


@pytest.fixture(scope="module", name="paged")
def _paged() -> Iterator[Wire]:
    with wired(Ehr(PEOPLE, page_size=3)) as wire:
        yield wire


def test_the_pages_together_are_the_whole_search(paged: Wire) -> None:
    pages = [ids(page) for page in paged.pages("Observation?patient=p1&_sort=-date&_count=200")]
    assert pages == [["k3", "k2", "k1"], ["k4"]]


def test_a_smaller_page_can_be_asked_for(paged: Wire) -> None:
    assert [len(ids(page)) for page in paged.pages("Observation?patient=p1&_count=2")] == [2, 2]


def test_every_page_tells_the_number_of_all_matches(paged: Wire) -> None:
    assert [page["total"] for page in paged.pages("Observation?patient=p1")] == [4, 4]


def test_pages_of_a_search_by_post_are_reached_by_get(paged: Wire) -> None:
    first = paged.http.post("Observation/_search", data={"patient": "p1"}).json()
    assert ids(paged.get(next_of(first)).json()) == ["k4"]


def test_the_next_link_does_not_show_the_criteria(paged: Wire) -> None:
    assert "p1" not in next_of(paged.get("Observation?patient=p1").json())


@pytest.mark.parametrize("page", ["x", "e30", "W10", "ö", "WzEsMV0"])
def test_a_page_that_nobody_linked_is_refused(paged: Wire, page: str) -> None:
    assert paged.get(f"Observation?_page={page}").status_code == 400
