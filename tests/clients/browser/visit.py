"""One visit: a page on an origin of its own, a FHIR server on another, our service on a third."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.serving import running
from tests.auth.issuing import jwk, jwks
from tests.clients.browser.chromium import shown
from tests.clients.browser.origin import origin
from tests.clients.patients import records_of, request_of
from tests.clients.serving import service
from tests.ehr.mock import socket_server

ISS = "https://sandbox.example.org"
KID = "of-the-page"

_OUTCOME = re.compile(r'<pre id="outcome" hidden="">(.*?)</pre>', re.DOTALL)
_CARD = re.compile(r'<section class="(.*?)"><h2>(.*?)</h2><div class="detail">(.*?)</div><p', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a clinician saw, and what the page's script learned.

    cards       indicator, headline and the HTML of the detail of each card, from the top
    calls       what the script could read of each answer
    feedback    the same for each button that was clicked
    prefetched  the keys that the page could fill
    executed    what hostile text made the page do, and its errors
    """

    cards: tuple[tuple[str, str, str], ...]
    calls: Mapping[str, Mapping[str, Any]]
    feedback: tuple[Mapping[str, Any], ...]
    prefetched: tuple[str, ...]
    executed: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who visits: whether the service knows the origin of the page, and whether its calls carry tokens."""

    welcome: bool = True
    known: bool = False
    slash: str = ""


def visit(folder: Path, file: Path, ehr: Ehr | None = None, visitor: Visitor = Visitor()) -> Visit:
    """The page is opened with the patient and the drafts of this request, which the EHR holds if none is given."""
    request, key = request_of(file), ECKey.generate_key("P-384", private=True)
    given: dict[str, Any] = {"hook": request["hook"], "context": request["context"]}
    with running(ehr or Ehr(records_of(request))) as fhir, socket_server(origin(given)) as address:
        settings = {"cors_origins": address if visitor.welcome else "https://other.example.org"}
        if visitor.known:
            clients = folder / "clients.json"
            clients.write_text(json.dumps([{"iss": ISS, "jwks": jwks(jwk(key, kid=KID))}]), "utf-8")
            settings |= {"auth": "required", "clients": str(clients)}
            given["token"] = {"iss": ISS, "kid": KID, "jku": f"{ISS}/jwks.json", "key": key.as_dict(private=True)}
        with service(folder, **settings) as base:
            given |= {"discovery": f"{base}/cds-services{visitor.slash}", "fhir": f"{fhir}/fhir"}
            return seen(shown(f"{address}/").document)


def seen(document: str) -> Visit:
    """What stands in the page's document."""
    found = _OUTCOME.search(document)
    assert found, document[-2000:]
    assert found[1], "the script did not come to its end"
    told = json.loads(html.unescape(found[1]))
    cards = tuple((indicator, html.unescape(line), detail) for indicator, line, detail in _CARD.findall(document))
    return Visit(
        cards=cards,
        calls=told["calls"],
        feedback=tuple(told["feedback"]),
        prefetched=tuple(told["prefetched"]),
        executed=tuple(told["executed"]),
    )
