"""A client of the FHIR server: plain requests over a socket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.serving import running


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A mock EHR and a client whose paths start at its FHIR base."""

    ehr: Ehr
    http: httpx.Client

    def get(self, path: str, **headers: str) -> httpx.Response:
        """The answer to a GET; underscores in the names of headers stand for hyphens."""
        return self.http.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def found(self, path: str, **headers: str) -> list[str]:
        """The ids on one page of a search, in their order."""
        return ids(self.get(path, **headers).raise_for_status().json())

    def pages(self, path: str) -> Iterator[Mapping[str, Any]]:
        """The pages of a search, as many as ten."""
        for _ in range(10):
            page = self.get(path).raise_for_status().json()
            yield page
            path = next_of(page)
            if not path:
                return


@contextmanager
def wired(ehr: Ehr) -> Iterator[Wire]:
    """The EHR, up."""
    with running(ehr) as address, httpx.Client(base_url=f"{address}/fhir", timeout=10) as http:
        yield Wire(ehr=ehr, http=http)


def ids(bundle: Mapping[str, Any]) -> list[str]:
    """The ids of the resources in a Bundle."""
    return [entry["resource"]["id"] for entry in bundle.get("entry", ())]


def next_of(bundle: Mapping[str, Any]) -> str:
    """Where the next page is; empty if there is none."""
    return next((str(link["url"]) for link in bundle["link"] if link["relation"] == "next"), "")
