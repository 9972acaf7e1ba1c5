"""What a call meets at the door: which addresses ask for a token, when, and what a refusal shows."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from fhir_mappings.resources import LISTS
from tests.auth.conftest import CLIENT, OTHER, PATH, Clinic, clinic_of, is_bare
from tests.auth.issuing import AUD, ISS, ec_key, token
from tests.ehr.conftest import records, request_without
from tests.ehr.mock import running

EXPLAIN = "/explain/net-patient-view"
EXPLAIN_AUD = AUD.replace("/cds-services/", "/explain/")
OTHER_ISS = str(OTHER["iss"])
ORIGIN = "https://browser.example.org"


@pytest.mark.parametrize(
    "path", ["/", "/cds-services", "/cds-services/", "/health/live", "/health/ready", "/fhir/metadata", "/terminology"]
)
def test_what_holds_nothing_of_a_patient_needs_no_token(clinic: Clinic, path: str) -> None:
    assert httpx.get(clinic.url + path).status_code == 200


@pytest.mark.parametrize("path", [PATH, EXPLAIN, f"/{PATH}"])
def test_what_is_about_a_patient_needs_a_token(clinic: Clinic, path: str) -> None:
    assert is_bare(clinic.call({}, path))


def test_explain_is_an_audience_of_its_own(clinic: Clinic) -> None:
    assert clinic.bearing(token(aud=EXPLAIN_AUD), EXPLAIN).json()["verdicts"]
    assert is_bare(clinic.bearing(token(aud=AUD), EXPLAIN))
    assert is_bare(clinic.bearing(token(aud=EXPLAIN_AUD), PATH))


def test_a_service_that_does_not_exist_is_404_as_discovery_would_tell(clinic: Clinic) -> None:
    assert clinic.call({}, "/cds-services/none").status_code == 404


@pytest.mark.parametrize(
    "head",
    ["Content-Length: 1000000", "Transfer-Encoding: chunked", "Content-Length: 1000000\r\nExpect: 100-continue"],
)
def test_the_answer_comes_before_the_body_is_read(clinic: Clinic, head: str) -> None:
    place = urlsplit(clinic.url)
    assert place.port
    with socket.create_connection(("127.0.0.1", place.port), timeout=10) as connection:
        lines = f"POST {PATH} HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n{head}\r\n"
        connection.sendall(f"{lines}Authorization: Bearer {token(iss='stranger')}\r\n\r\n".encode())
        first = connection.recv(65_536)
    assert first.startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize("content", [b"{", b"\xff", b"x" * 2_000_000], ids=["broken", "no text", "too large"])
def test_a_body_that_nobody_may_send_is_not_looked_at(tmp_path: Path, content: bytes) -> None:
    with clinic_of(tmp_path, CLIENT, max_body_bytes="100000") as clinic:
        assert is_bare(clinic.call({"Authorization": f"Bearer {token(iss='stranger')}"}, content=content))
        answer = clinic.call({"Authorization": f"Bearer {token()}"}, content=content)
    assert answer.status_code in (400, 413)
    assert answer.json()["resourceType"] == "OperationOutcome"


@pytest.fixture(name="browsed", scope="module")
def _browsed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    limited = OTHER | {"services": ["net-order-sign"], "tenants": ["ward 3", "ward 4"]}
    with clinic_of(tmp_path_factory.mktemp("browsed"), CLIENT, limited, cors_origins=ORIGIN) as clinic:
        yield clinic


def test_a_browser_asks_beforehand_without_a_token(browsed: Clinic) -> None:
    asks = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    answer = httpx.options(browsed.url + PATH, headers=asks)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN


def test_a_browser_may_read_a_refusal(browsed: Clinic) -> None:
    answer = browsed.call({"Origin": ORIGIN})
    assert is_bare(answer)
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["cache-control"] == "no-store"


def other(**changes: Any) -> str:
    return token(ec_key("of another"), iss=OTHER_ISS, **changes)


def test_a_client_calls_only_the_services_that_were_agreed(browsed: Clinic) -> None:
    for path, aud in ((PATH, AUD), (EXPLAIN, EXPLAIN_AUD)):
        answer = browsed.bearing(other(aud=aud, tenant="ward 3"), path)
        assert answer.status_code == 403
        assert answer.json()["issue"][0]["code"] == "forbidden"
        assert "www-authenticate" not in answer.headers


def test_whether_a_service_was_agreed_is_told_to_the_client_alone(browsed: Clinic) -> None:
    assert is_bare(browsed.bearing(token(ec_key("forged"), iss=OTHER_ISS, tenant="ward 3")))


@pytest.mark.parametrize("tenant", [None, "ward 5", "", "WARD 3"])
def test_the_tenant_is_one_of_the_clients(browsed: Clinic, tenant: str | None) -> None:
    assert is_bare(browsed.bearing(other(aud=AUD.replace("patient-view", "order-sign"), tenant=tenant)))


def test_a_client_that_calls_too_often_is_told_when_to_come_back_and_others_are_not(tmp_path: Path) -> None:
    with clinic_of(tmp_path, CLIENT, OTHER, rate_limit="2") as clinic:
        assert [clinic.bearing(token()).status_code for _ in range(2)] == [200, 200]
        answer = clinic.bearing(token())
        assert answer.status_code == 429
        assert 25 <= int(answer.headers["retry-after"]) <= 30
        assert answer.json()["issue"][0]["code"] == "throttled"
        assert clinic.bearing(other()).status_code == 200


def test_forged_tokens_do_not_use_up_a_clients_calls(tmp_path: Path) -> None:
    with clinic_of(tmp_path, CLIENT, rate_limit="1") as clinic:
        assert all(is_bare(clinic.bearing(token(ec_key("forged")))) for _ in range(5))
        assert clinic.bearing(token()).status_code == 200


def test_optional_means_that_a_token_if_sent_must_be_good(tmp_path: Path) -> None:
    with clinic_of(tmp_path, CLIENT, auth="optional") as clinic:
        assert clinic.call({}).status_code == 200
        assert clinic.bearing(token()).status_code == 200
        assert is_bare(clinic.bearing(token(ec_key("forged"))))
        assert is_bare(clinic.call({"Authorization": "Basic dTpw"}))
        assert is_bare(clinic.call({"Authorization": ""}))


def test_off_means_that_nobody_is_asked_and_calls_are_counted_by_address(tmp_path: Path) -> None:
    settings = {"auth": "off", "public_url": "http://127.0.0.1:8000", "rate_limit": "3"}
    with clinic_of(tmp_path, CLIENT, **settings) as clinic:
        assert clinic.call({}).status_code == 200
        assert [clinic.bearing("garbage").status_code for _ in range(3)] == [200, 200, 429]


def test_a_call_reads_from_the_fhir_servers_of_its_client_and_of_no_other(tmp_path: Path) -> None:
    with running() as ehr:
        ehr.records = records()
        lending = CLIENT | {"fhir_servers": [ehr.base]}
        content = json.dumps(request_without(*LISTS) | {"fhirServer": ehr.base}).encode()
        with clinic_of(tmp_path, lending, OTHER, auth="optional", fhir_servers=ehr.base) as clinic:
            assert clinic.call({"Authorization": f"Bearer {other()}"}, content=content).status_code == 412
            assert clinic.call({}, content=content).status_code == 412
            assert ehr.asked == []
            assert clinic.call({"Authorization": f"Bearer {token()}"}, content=content).json()["cards"]


def test_no_token_no_claim_and_no_key_stands_in_a_log(
    clinic: Clinic, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    good, forged = token(), token(ec_key("forged"), tenant="Zaphod-7d1f")
    for sent in (good, good, forged, token(head={"kid": "Zaphod-7d1f"}), token(aud="Zaphod-7d1f"), "Zaphod-7d1f"):
        clinic.bearing(sent)
    said = caplog.text + "".join(capfd.readouterr())
    assert said.count("was not authenticated") == 5
    parts = [part for sent in (good, forged) for part in sent.split(".")]
    assert [mark for mark in ("Zaphod", ISS, *parts) if mark in said] == []
