"""A query of the FHIR server → what stands under its prefetch key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

from cds_service.harness.ehr.client.asking.query import Query
from cds_service.harness.json_text import NotJson, json_value

_MOST_PAGES = 50
_NOTHING = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The FHIR server as the EHR itself reads it."""

    http: httpx.Client
    base: str
    token: str

    def read(self, query: Query) -> Iterator[Any]:
        """One value, or none where the key must be left out (C-P03, C-P06 to C-P08).

        A searchset is whole: its pages in one, with a next link only to a page that could not be had. A read that finds
        nothing is null, and a query that fails is the OperationOutcome that the server sent.
        """
        for value in self.first_page(query):
            yield self._whole(value) if _kind(value) == "Bundle" else value

    def first_page(self, query: Query) -> Iterator[Any]:
        """The same with the first page of a search as the server sends it."""
        yield from _value(self._answer(f"{self.base}/{query.text}"), is_read=not query.is_search)

    def _answer(self, address: str) -> httpx.Response | None:
        headers = {"Accept": "application/fhir+json", "Authorization": f"Bearer {self.token}"}
        try:
            return self.http.get(address, headers=headers)
        except httpx.HTTPError:
            return None

    def _whole(self, first: Mapping[str, Any]) -> Mapping[str, Any]:
        entries, page, seen = list(first.get("entry") or ()), first, set[str]()
        for _ in range(_MOST_PAGES):
            following = next_of(page)
            if not following.startswith(f"{self.base}/") or following in seen:
                break  # the token goes nowhere else, and a loop ends
            seen.add(following)
            page = next(_value(self._answer(following), is_read=False), {})
            if _kind(page) != "Bundle":
                return _joined(first, entries, following)
            entries += page.get("entry") or ()
        return _joined(first, entries, next_of(page))


def next_of(bundle: Mapping[str, Any]) -> str:
    """Where the next page is; empty if there is none."""
    links = bundle.get("link") or ()
    return next((str(link.get("url", "")) for link in links if link.get("relation") == "next"), "")


def with_next(bundle: Mapping[str, Any], address: str) -> Mapping[str, Any]:
    """The Bundle with its next page there, or, if the address is empty, without one."""
    links = [link for link in bundle.get("link") or () if link.get("relation") != "next"]
    links += [{"relation": "next", "url": address}] if address else []
    rest = {name: value for name, value in bundle.items() if name != "link"}
    return {**rest, "link": links} if links else rest


def with_entries(bundle: Mapping[str, Any], entries: list[Any]) -> Mapping[str, Any]:
    """The Bundle with these entries; without the member if there are none."""
    rest = {name: value for name, value in bundle.items() if name != "entry"}
    return {**rest, "entry": entries} if entries else rest


def _joined(first: Mapping[str, Any], entries: list[Any], following: str) -> Mapping[str, Any]:
    return with_next(with_entries(first, entries), following)


def _value(answer: httpx.Response | None, *, is_read: bool) -> Iterator[Any]:
    if answer is None:
        return
    if is_read and answer.status_code in _NOTHING:
        yield None
        return
    try:
        body = json_value(answer.content)
    except NotJson:
        return
    if _kind(body) and (answer.is_success or _kind(body) == "OperationOutcome"):
        yield body


def _kind(value: Any) -> str:
    """The type of a resource; empty for anything else."""
    kind = value.get("resourceType") if isinstance(value, Mapping) else None
    return kind if isinstance(kind, str) else ""
