"""What a call lends: which server, which token, for how long; and nothing of it shows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx
import pytest

from cds_service.ehr.access import Access, access_of
from cds_service.ehr.reasons import NotRead, Reason
from cds_service.hooks.request import HookRequest

MARKER = "Zaphod-7d1f"
LISTED = ("https://ehr.example.org/fhir", "http://127.0.0.1:8080/fhir")


def access(server: str | None, *listed: str, **lent: Any) -> Access:
    request = HookRequest(
        hook="patient-view",
        hook_instance="i",
        patient_id="p1",
        user_id="Practitioner/1",
        fhir_server=server,
        fhir_authorization={"access_token": MARKER, "scope": "patient/*.read", **lent},
    )
    return access_of(request, listed)


def reason(server: str | None, *listed: str, **lent: Any) -> Reason:
    with pytest.raises(NotRead) as refusal:
        access(server, *listed, **lent)
    return refusal.value.reason


@pytest.mark.parametrize("server", ["https://ehr.example.org/fhir", "https://ehr.example.org/fhir/"])
@pytest.mark.parametrize("listed", ["https://ehr.example.org/fhir", "https://ehr.example.org/fhir/"])
def test_a_base_is_listed_up_to_a_slash_at_the_end(server: str, listed: str) -> None:
    assert access(server, listed).base == httpx.URL("https://ehr.example.org/fhir")


@pytest.mark.parametrize(
    "server",
    [
        None,
        "",
        "https://ehr.example.org",
        "https://ehr.example.org/fhir//",
        "https://ehr.example.org/fhir/R4",
        "https://EHR.example.org/fhir",
        "https://ehr.example.org:443/fhir",
        "http://ehr.example.org/fhir",
        "https://ehr.example.org/fhir?x",
        "https://ehr.example.org/fhir#x",
        "https://ehr.example.org/fhi%72",
        "https://me@ehr.example.org/fhir",
        " https://ehr.example.org/fhir",
        "https://ehr.example.org\t/fhir",
        "http://127.0.0.1:8081/fhir",
        "http://localhost:8080/fhir",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "gopher://127.0.0.1:8080/fhir",
        "127.0.0.1",
        "\ud800",
        "https://[",
        "x" * 100_000,
    ],
)
def test_every_other_spelling_counts_as_not_given(server: str | None) -> None:
    assert reason(server, *LISTED) is Reason.NOT_LISTED


@pytest.mark.parametrize("server", ["https://ehr.example.org/fhir", "http://127.0.0.1/fhir"])
def test_without_a_list_nothing_may_be_read(server: str) -> None:
    assert reason(server) is Reason.NOT_LISTED


@pytest.mark.parametrize(
    "listed", ["http://ehr.example.org/fhir", "ftp://ehr.example.org", "https://a@ehr.example.org"]
)
def test_a_list_cannot_allow_what_no_setting_would(listed: str) -> None:
    assert reason(listed, listed) is Reason.NOT_LISTED


@pytest.mark.parametrize("server", ["http://127.0.0.1:8080/fhir", "http://localhost/r4/", "https://[::1]:9/fhir"])
def test_loopback_stands_for_any_server_on_this_machine(server: str) -> None:
    assert access(server, "loopback").token == MARKER


@pytest.mark.parametrize(
    "server",
    [
        "loopback",
        "http://127.0.0.1.example.org/fhir",
        "http://127.0.0.1@example.org/fhir",
        "https://example.org/127.0.0.1",
        "http://0.0.0.0:8080/fhir",
        "http://127.1/fhir",
        "http://2130706433/fhir",
        "http://127.0.0.1/fhir?x=",
    ],
)
def test_loopback_stands_for_nothing_else(server: str) -> None:
    assert reason(server, "loopback") is Reason.NOT_LISTED


@pytest.mark.parametrize("token", [None, "", " ", f"{MARKER}\r\nX: y", f"{MARKER} {MARKER}", "é", "\ud800"])
def test_a_token_that_is_none_or_would_write_another_header_is_not_sent(token: str | None) -> None:
    assert reason(LISTED[0], *LISTED, access_token=token) is Reason.UNSENDABLE


@pytest.mark.parametrize("seconds", [0, -1, Decimal("-0.5"), Decimal("0.0"), Decimal("-1E+999")])
def test_an_expired_token_is_not_used(seconds: Any) -> None:
    assert reason(LISTED[0], *LISTED, expires_in=seconds) is Reason.EXPIRED


@pytest.mark.parametrize(
    ("seconds", "life"), [(300, 300.0), (Decimal("0.5"), 0.5), (None, 86_400.0), (10**30, 86_400.0)]
)
def test_a_token_lives_as_long_as_it_says_and_no_longer_than_a_day(seconds: Any, life: float) -> None:
    assert access(LISTED[0], *LISTED, expires_in=seconds).life == life


@pytest.mark.parametrize("scope", [None, "", "nonsense"])
def test_a_scope_that_says_nothing_grants_nothing_and_refuses_nothing(scope: str | None) -> None:
    assert access(LISTED[0], *LISTED, scope=scope).grants == ()


def test_neither_access_nor_refusal_shows_the_token() -> None:
    assert MARKER not in repr(access(LISTED[0], *LISTED))
    with pytest.raises(NotRead) as refusal:
        access(f"https://{MARKER}.example.org", *LISTED)
    assert MARKER not in repr(refusal.value)
