"""Access of one service to one patient's data, for the time of a call."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.grant import Grant
from cds_service.harness.ehr.server.altering import OTHER_PATIENT

SUBJECT = "cds-service"
_SCOPE = "patient/*.read"
_NARROW = "patient/Patient.read"
_SECONDS = 300


class Oddity(StrEnum):
    """What is wrong with the token that is sent."""

    NONE = "none"
    REVOKED = "revoked"
    OTHER_PATIENT = "other-patient"
    NARROW = "narrow"
    OVERSTATED = "overstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The token that is handed over, and the scope and the patient that go with it in words."""

    token: str
    scope: str
    patient: str

    @property
    def authorization(self) -> dict[str, Any]:
        """The member `fhirAuthorization` (C-F01, C-F02)."""
        return {
            "access_token": self.token,
            "token_type": "Bearer",
            "expires_in": _SECONDS,
            "scope": self.scope,
            "subject": SUBJECT,
            "patient": self.patient,
        }


@contextmanager
def access_of_service(ehr: Ehr, patient: str, oddity: Oddity) -> Iterator[Access | None]:
    """A new token for this patient's data, good for five minutes at most and gone after the call (C-F04, C-F05).

    None if the EHR is open, as then no token is needed.
    """
    if ehr.is_open:
        yield None
        return
    granted = _NARROW if oddity in {Oddity.NARROW, Oddity.OVERSTATED} else _SCOPE
    opened = OTHER_PATIENT if oddity is Oddity.OTHER_PATIENT else patient
    with _admitted(ehr, granted, opened) as token:
        if oddity is Oddity.REVOKED:
            ehr.revoke(token)
        yield Access(token=token, scope=_SCOPE if oddity is Oddity.OVERSTATED else granted, patient=patient)


@contextmanager
def access_of_user(ehr: Ehr) -> Iterator[str]:
    """A token with which the EHR reads for its user; any text will do where the EHR is open."""
    with _admitted(ehr, "user/*.read", None) as token:
        yield token


@contextmanager
def _admitted(ehr: Ehr, scope: str, patient: str | None) -> Iterator[str]:
    token = secrets.token_urlsafe(32)
    ehr.admit(Grant(token=token, scope=scope, patient=patient, ends=time.time() + _SECONDS))
    try:
        yield token
    finally:
        ehr.revoke(token)
