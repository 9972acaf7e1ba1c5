"""Feedback is authenticated like any other call (S-K11)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.auth.conftest import CLIENT, OTHER, Clinic, clinic_of, is_bare
from tests.auth.issuing import AUD, ec_key, token

SERVICE = "/cds-services/net-patient-view"
PATH = f"{SERVICE}/feedback"
FEEDBACK_AUD = f"{AUD}/feedback"
BODY = json.dumps(
    {"feedback": [{"card": "c", "outcome": "overridden", "outcomeTimestamp": "2026-11-24T09:30:00Z"}]}
).encode()


@pytest.fixture(scope="module", name="clinic")
def _clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    limited = OTHER | {"services": ["net-order-sign"]}
    with clinic_of(tmp_path_factory.mktemp("clinic"), CLIENT, limited) as found:
        yield found


def sent(clinic: Clinic, bearer: str, content: bytes = BODY) -> int:
    """The status of feedback with this token."""
    return clinic.call({"Authorization": f"Bearer {bearer}"}, PATH, content).status_code


@pytest.mark.parametrize("aud", [FEEDBACK_AUD, AUD, [FEEDBACK_AUD]])
def test_the_audience_is_the_address_of_feedback_or_of_its_service(clinic: Clinic, aud: str | list[str]) -> None:
    assert sent(clinic, token(aud=aud)) == 200


@pytest.mark.parametrize("aud", [AUD.replace("cds-services", "explain"), f"{AUD}/", FEEDBACK_AUD.upper()])
def test_another_audience_is_refused(clinic: Clinic, aud: str) -> None:
    assert sent(clinic, token(aud=aud)) == 401


def test_a_token_for_feedback_opens_nothing_else(clinic: Clinic) -> None:
    assert is_bare(clinic.bearing(token(aud=FEEDBACK_AUD), SERVICE))


def test_a_token_is_good_for_one_batch(clinic: Clinic) -> None:
    once = token(aud=FEEDBACK_AUD)
    assert [sent(clinic, once), sent(clinic, once)] == [200, 401]


def test_without_a_token_not_even_a_broken_body_is_looked_at(clinic: Clinic) -> None:
    assert is_bare(clinic.call({}, PATH, b"{"))
    assert sent(clinic, token(aud=FEEDBACK_AUD), b"{") == 400


def test_a_client_sends_feedback_only_about_services_that_it_may_call(clinic: Clinic) -> None:
    key = ec_key("of another")
    assert sent(clinic, token(key=key, iss=OTHER["iss"], aud=FEEDBACK_AUD)) == 403
