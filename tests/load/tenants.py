"""Three hospitals with keys, FHIR servers and patients of their own, and the calls that they make of one service."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from cds_service.bootstrap import SERVICES
from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.grant import Grant
from cds_service.harness.ehr.serving import running
from fhir_mappings.resources import LISTS
from tests.architecture.source import ROOT
from tests.auth.conftest import PUBLIC_URL
from tests.auth.issuing import ec_key, jwk, jwks, token

NAMES = ("alder", "birch", "cedar")  # each stands in every id of its hospital and in no other's
SOURCES = sorted((ROOT / "cds_service/cli/demonstration").glob("*.json"))
HOOKS = {service.hook: service.id for service in SERVICES}
LACKING = (("procedures", "allergies"), ("observations",), tuple(LISTS), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """One hospital; its FHIR server gives a patient only to whoever has the token of that patient."""

    name: str
    ehr: Ehr
    base: str

    @property
    def iss(self) -> str:
        """Its name in tokens."""
        return f"https://{self.name}.example.org"

    def trusted(self) -> dict[str, Any]:
        """Its entry in the file of trusted clients."""
        return {"iss": self.iss, "jwks": jwks(jwk(ec_key(self.name))), "fhir_servers": [f"{self.base}/fhir"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a tenant about one of its patients; parts of the record are to be read from its server."""

    tenant: Tenant
    path: str
    body: bytes

    def made(self, client: httpx.Client) -> Answered:
        """The answer, and how many seconds it took."""
        bearer = token(ec_key(self.tenant.name), iss=self.tenant.iss, aud=PUBLIC_URL + self.path)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {bearer}"}
        begun = time.monotonic()
        answer = client.post(self.path, content=self.body, headers=headers)
        return Answered(status=answer.status_code, text=answer.text, seconds=time.monotonic() - begun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of a call."""

    status: int
    text: str
    seconds: float


@contextmanager
def tenants() -> Iterator[tuple[Tenant, ...]]:
    """The hospitals, their servers up."""
    with ExitStack() as stack:
        found = []
        for name in NAMES:
            people = [_person(name, source) for source in SOURCES]
            grants = [
                Grant(token=f"token-{patient}", scope="patient/*.read", patient=patient)
                for patient in map(_id_of, people)
            ]
            ehr = Ehr([one for body in people for one in _resources(body)], grants=grants, page_size=4)
            found.append(Tenant(name=name, ehr=ehr, base=stack.enter_context(running(ehr))))
        yield tuple(found)


def clients_file(folder: Path, hospitals: tuple[Tenant, ...]) -> Path:
    """The file of trusted clients."""
    file = folder / "clients.json"
    file.write_text(json.dumps([one.trusted() for one in hospitals]))
    return file


def calls(hospitals: tuple[Tenant, ...], number: int) -> list[Call]:
    """So many different calls, the hospitals in turn."""
    found = []
    for index in range(number):
        tenant, source = hospitals[index % len(hospitals)], SOURCES[index // len(hospitals) % len(SOURCES)]
        body = _person(tenant.name, source)
        patient, lacking = _id_of(body), LACKING[index % len(LACKING)]
        body |= {
            "hookInstance": f"{tenant.name}-{index}",
            "prefetch": {key: value for key, value in body["prefetch"].items() if key not in lacking},
            "fhirServer": f"{tenant.base}/fhir",
            "fhirAuthorization": {"access_token": f"token-{patient}", "token_type": "Bearer", "patient": patient},
        }
        path = f"/cds-services/{HOOKS[body['hook']]}"
        found.append(Call(tenant=tenant, path=path, body=json.dumps(body).encode()))
    return found


def _person(name: str, source: Path) -> dict[str, Any]:
    """The request about a demonstration patient as this hospital would send it."""
    body: dict[str, Any] = json.loads(source.read_text("utf-8").replace("demo-", f"{name}-"))
    return body


def _id_of(body: dict[str, Any]) -> str:
    return str(body["context"]["patientId"])


def _resources(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for value in body["prefetch"].values():
        if value and value["resourceType"] == "Bundle":
            yield from (entry["resource"] for entry in value.get("entry", []))
        elif value:
            yield value
