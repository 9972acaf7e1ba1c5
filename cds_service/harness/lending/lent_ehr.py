"""A mock EHR on this machine, offered to the service under test call by call."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import httpx

from cds_service.harness.ehr.addresses import ELSEWHERE, FHIR
from cds_service.harness.ehr.client.asking.access import access_of_user
from cds_service.harness.ehr.client.asking.occasion import values_of
from cds_service.harness.ehr.client.asking.prefetch import Wanted, prefetch_of
from cds_service.harness.ehr.client.asking.query import NoValue
from cds_service.harness.ehr.client.asking.reading import Records
from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.faults.profile import FaultProfile
from cds_service.harness.ehr.grant import Grant
from cds_service.harness.ehr.serving import running
from cds_service.harness.exchange import Visit
from cds_service.harness.lending.holding import resources_of
from cds_service.harness.lending.loan import Loan
from cds_service.harness.template import templates_of

Body = Mapping[str, Any]

_SECONDS = 300
_READING_SECONDS = 10.0


@contextmanager
def lent_ehr(port: int = 0) -> Iterator[LentEhr]:
    """The EHR, up on 127.0.0.1; port 0 takes a free one. Raises `OSError` if the port cannot be had."""
    with httpx.Client(timeout=_READING_SECONDS, trust_env=False) as http:
        lent = LentEhr(http, port)
        try:
            yield lent
        finally:
            lent.close()


class LentEhr:
    """The EHR; `base` is what services are told as fhirServer, `elsewhere` another origin that nobody agreed on."""

    def __init__(self, http: httpx.Client, port: int) -> None:
        self._http, self._ehr, self._stack = http, Ehr(is_open=False), ExitStack()
        self._port = port
        self._open()
        self.base = f"http://127.0.0.1:{self._port}{FHIR}"
        self.elsewhere = f"http://localhost:{self._port}{ELSEWHERE}"

    def close(self) -> None:
        """Answer no longer."""
        self._stack.close()

    @property
    def visits(self) -> tuple[Visit, ...]:
        """What it was asked during the last loan."""
        return tuple(
            Visit(method=one.method, path=one.path, has_token=one.has_token, is_elsewhere=one.is_elsewhere)
            for one in self._ehr.asked
        )

    @contextmanager
    def lend(self, loan: Loan, service: Body, call: Body) -> Iterator[dict[str, Any]]:
        """The call as this EHR makes it, its prefetch filled and access lent, which ends with the block."""
        context = call.get("context") if isinstance(call.get("context"), dict) else {}
        patient = str(context["patientId"]) if context and "patientId" in context else None
        self._ehr.hold(resources_of(call))
        self._behave(loan.fault if loan.first_pages else None)
        prefetch = self._prefetch(service, context or {}, loan)
        self._behave(loan.fault)
        token = secrets.token_urlsafe(32)
        self._ehr.admit(Grant(token=token, scope=loan.scope, patient=patient, ends=time.time() + _SECONDS))
        self._ehr.forget()
        try:
            yield {**call, "prefetch": prefetch, "fhirServer": self.base, **_authorization(token, loan.scope, patient)}
        finally:
            self._ehr.revoke(token)
            self._behave(None)

    def _prefetch(self, service: Body, context: Body, loan: Loan) -> dict[str, Any]:
        """What the templates find, whole or their first pages; a template that cannot be resolved is left out."""
        with access_of_user(self._ehr) as token:
            records = Records(http=self._http, base=self.base, token=token)
            values = values_of(context, date.today())
            wanted = [Wanted(template=one, values=values, records=records) for one in templates_of(service)]
            filling = _first_page if loan.first_pages else _whole
            return prefetch_of(wanted, {one.template.key: filling for one in wanted})

    def _behave(self, fault: FaultProfile | None) -> None:
        listened = self._ehr.conduct.listens
        self._ehr.suffer(fault)
        if self._ehr.conduct.listens != listened:
            self._stack.close()
            self._open()

    def _open(self) -> None:
        address = self._stack.enter_context(running(self._ehr, port=self._port))
        self._port = urlsplit(address).port or self._port


def _authorization(token: str, scope: str, patient: str | None) -> dict[str, Any]:
    lent = {"access_token": token, "token_type": "Bearer", "expires_in": _SECONDS, "scope": scope, "subject": "harness"}
    return {"fhirAuthorization": {**lent, "patient": patient} if patient else lent}


def _whole(wanted: Wanted) -> Iterator[Any]:
    try:
        yield from wanted.records.read(wanted.query)
    except (NoValue, UnicodeError, httpx.InvalidURL):
        return


def _first_page(wanted: Wanted) -> Iterator[Any]:
    try:
        yield from wanted.records.first_page(wanted.query)
    except (NoValue, UnicodeError, httpx.InvalidURL):
        return
