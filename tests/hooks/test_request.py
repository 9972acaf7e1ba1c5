"""Parsing of hook requests: what is refused, with which path, and that nothing of the content is echoed."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cds_service.hooks.request import BadRequest, HookRequest, parse
from cds_service.hooks.service import Service

SERVICE = Service(
    id="s", hook="patient-view", title="t", description="d", usage_requirements="u", required=(), prefetch={}
)
MARKER = "Zaphod-7d1f"


def body(**changes: Any) -> dict[str, Any]:
    """A legal request with some members replaced; `...` removes one."""
    whole = {
        "hook": "patient-view",
        "hookInstance": "0f3a2b6e-1c2d-4e5f-8a9b-0c1d2e3f4a5b",
        "context": {"userId": "Practitioner/1", "patientId": "p1"},
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not ...}


def paths(value: Any) -> list[str]:
    """The paths of all problems with a body; the messages never hold the marker."""
    with pytest.raises(BadRequest) as refusal:
        parse(json.dumps(value).encode(), SERVICE)
    assert MARKER not in str(refusal.value)
    return [problem.path for problem in refusal.value.problems]


def parsed(value: Any) -> HookRequest:
    return parse(json.dumps(value).encode(), SERVICE)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"hook": ...}, "hook"),
        ({"hook": "order-sign"}, "hook"),
        ({"hook": 1}, "hook"),
        ({"hookInstance": ...}, "hookInstance"),
        ({"hookInstance": "  "}, "hookInstance"),
        ({"hookInstance": [MARKER]}, "hookInstance"),
        ({"context": ...}, "context"),
        ({"context": [MARKER]}, "context"),
        ({"context": {"userId": "Practitioner/1"}}, "context.patientId"),
        ({"context": {"userId": "Practitioner/1", "patientId": ""}}, "context.patientId"),
        ({"context": {"userId": "Practitioner/1", "patientId": f"{MARKER}/../x"}}, "context.patientId"),
        ({"context": {"userId": "Practitioner/1", "patientId": ".."}}, "context.patientId"),
        ({"context": {"userId": "Practitioner/1", "patientId": "Patient/."}}, "context.patientId"),
        ({"context": {"userId": "Practitioner/1", "patientId": 7}}, "context.patientId"),
        ({"context": {"patientId": "p1"}}, "context.userId"),
        ({"context": {"userId": "P/1", "patientId": "p1", "encounterId": {"x": MARKER}}}, "context.encounterId"),
        ({"fhirServer": 3}, "fhirServer"),
        ({"fhirAuthorization": MARKER}, "fhirAuthorization"),
        ({"prefetch": [MARKER]}, "prefetch"),
    ],
)
def test_a_member_that_is_missing_or_of_the_wrong_kind_is_named_by_its_path(changes: dict[str, Any], path: str) -> None:
    assert paths(body(**changes)) == [path]


def test_all_problems_are_reported_at_once() -> None:
    assert paths({"prefetch": 1}) == ["hook", "hookInstance", "context", "prefetch"]


def test_a_patient_id_with_its_type_is_read_as_the_bare_id() -> None:
    assert parsed(body(context={"userId": "Practitioner/1", "patientId": "Patient/p1"})).patient_id == "p1"


def test_unknown_members_and_extensions_are_ignored() -> None:
    extended = body(extension={"com.example": {"deep": [1, {"x": True}]}}, surprise=1)
    assert parsed(extended) == parsed(body())


def test_an_access_token_does_not_appear_when_the_request_is_printed() -> None:
    request = parsed(body(fhirAuthorization={"access_token": MARKER}, prefetch={"patient": {"id": MARKER}}))
    assert MARKER not in repr(request)


def test_a_null_prefetch_value_stays_null_and_an_absent_one_stays_absent() -> None:
    assert dict(parsed(body(prefetch={"patient": None})).prefetch) == {"patient": None}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"[]",
        b"7",
        b"null",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1, "a": 2}',
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": "\xff"}',
        b'{"a": 1} {"b": 2}',
        b'{"a": 1,}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": 1e99999999999999999999}',
    ],
)
def test_what_is_not_strict_json_is_refused(raw: bytes) -> None:
    with pytest.raises(BadRequest):
        parse(raw, SERVICE)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_parsed_or_refused(raw: bytes) -> None:
    with suppress(BadRequest):
        assert parse(raw, SERVICE).hook == "patient-view"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


# too_slow: on a fresh checkout the first text drawn waits for Hypothesis to build its table of Unicode
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(("hook", "hookInstance", "context", "prefetch", "fhirServer"), JSON),
    )
)
def test_arbitrary_members_are_parsed_or_refused(value: dict[str, Any]) -> None:
    with suppress(BadRequest):
        assert parsed(value).hook == "patient-view"
