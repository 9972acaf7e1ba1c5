"""Whole records that other people published: each patient of a Bundle, or of the loose resources of one folder."""

from __future__ import annotations

import copy
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cds_service.case.record import Case
from cds_service.case.settling import settle
from fhir_mappings.elements.reference import pointer
from fhir_mappings.gathering.bundles import contents
from fhir_mappings.gathering.identity import SUBJECT
from fhir_mappings.reader import sources_of
from fhir_mappings.reading import read
from fhir_mappings.resources import LISTS, collect
from fhir_mappings.terminology import load_terminology
from tests.fhir_mappings.representations.table import AS_OF, Body
from tests.fhir_mappings.variations.patients import bundle

FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures-third-party"
BUNDLES = ("smart-synthea-r4/patients", "smart-synthea-r4/large", "hl7-mcode-ig/stu4-examples", "mcode-trial-matching")
LOOSE = ("hl7au-fhir-test-data", "hl7-mcode-ig/stu4-examples")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One patient of a published record, as entries."""

    name: str
    id: str
    sent: tuple[Body, ...]

    def __str__(self) -> str:
        return self.name

    def entries(self) -> list[Body]:
        """A fresh copy of what was sent."""
        return copy.deepcopy(list(self.sent))

    def case(self, entries: list[Body]) -> Case:
        """The case when these entries are the whole record."""
        lists = dict.fromkeys(LISTS, bundle(*entries, kind="collection"))
        record = read(sources_of(collect(self.id, lists, None), load_terminology(), AS_OF))
        return settle(record, AS_OF, {})


@cache
def third_party_patients() -> tuple[Patient, ...]:
    """Every patient of the published records; none where they are not beside the checkout."""
    if not FIXTURES.exists():
        return ()
    return (*_of_bundles(), *_of_folders())


def _of_bundles() -> Iterator[Patient]:
    for folder in BUNDLES:
        for path in sorted((FIXTURES / folder).rglob("*.json*")):
            value = _loaded(path)
            if value.get("resourceType") != "Bundle":
                continue
            entries = tuple(_plain(one.resource, one.full_url) for one in contents(value).entries)
            patients = [one["resource"] for one in entries if one["resource"].get("resourceType") == "Patient"]
            if len(patients) == 1 and patients[0].get("id"):
                yield Patient(name=path.name.partition(".")[0], id=patients[0]["id"], sent=entries)


def _of_folders() -> Iterator[Patient]:
    for folder in LOOSE:
        loose = [value for path in sorted((FIXTURES / folder).rglob("*.json")) if (value := _loaded(path)).get("id")]
        own: dict[str, list[Body]] = defaultdict(list)
        for body in loose:
            own[_owner(body)].append(_plain(body, None))
        everybodys = own.pop("", [])
        for patient, entries in own.items():
            if any(one["resource"]["resourceType"] == "Patient" for one in entries):
                yield Patient(name=f"{folder.split('/')[0]}-{patient}", id=patient, sent=(*entries, *everybodys))


def _owner(body: Body) -> str:
    if body.get("resourceType") == "Patient":
        return str(body["id"])
    subject = body.get(SUBJECT.get(str(body.get("resourceType")), ""), {})
    target = pointer(subject.get("reference", "")) if isinstance(subject, dict) else None
    return target.id if target and target.type == "Patient" else ""


def _plain(resource: Any, url: str | None) -> Body:
    return {"resource": resource, **({"fullUrl": url} if url else {})}


def _loaded(path: Path) -> Body:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        value = json.loads(raw)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
