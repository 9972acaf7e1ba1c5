"""Whatever a client sends, it is answered or refused and never becomes an error of ours."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.conftest import ask

REQUEST = {"hook": "patient-view", "hookInstance": "i"}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_a_refusal(raw: bytes) -> None:
    assert ask("POST", "/cds-services/toy", raw).status_code == 400


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)
MEMBERS = ("hook", "hookInstance", "context", "prefetch", "fhirServer", "fhirAuthorization", "extension")


# too_slow: on a fresh checkout the first text drawn waits for Hypothesis to build its table of Unicode
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(MEMBERS), ANY_JSON),
    st.dictionaries(st.sampled_from(("patientId", "userId", "encounterId")), ANY_JSON),
)
def test_arbitrary_members_never_become_an_error_of_ours(members: dict[str, Any], context: dict[str, Any]) -> None:
    whole = {**REQUEST, "context": {"userId": "Practitioner/1", "patientId": "p1", **context}, **members}
    assert ask("POST", "/cds-services/toy", json.dumps(whole).encode()).status_code < 500
