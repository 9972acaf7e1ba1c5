"""The scopes that an app asks for → those that it gets."""

from __future__ import annotations

from cds_service.harness.ehr.grant import Grant

LAUNCH = "launch"
LAUNCH_PATIENT = "launch/patient"
_CONTEXT = frozenset({LAUNCH, LAUNCH_PATIENT, "launch/encounter"})
_LEVELS = ("patient/", "user/")


def granted(asked: str) -> str:
    """The scopes for resources, in SMART's first or second version, and for context; others are not known here."""
    return " ".join(dict.fromkeys(scope for scope in asked.split() if scope in _CONTEXT or _opens_something(scope)))


def needs_patient(scope: str) -> bool:
    """Whether one of the scopes means nothing without a patient."""
    return any(one == LAUNCH_PATIENT or one.startswith("patient/") for one in scope.split())


def _opens_something(scope: str) -> bool:
    return scope.startswith(_LEVELS) and bool(Grant(token="", scope=scope).scopes)
