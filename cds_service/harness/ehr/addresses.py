"""Where things lie under the address of a mock EHR."""

from __future__ import annotations

FHIR = "/fhir"
ELSEWHERE = "/elsewhere/fhir"  # stands for another server: where a foreign next link and a redirect lead
AUTHORIZE = "/auth/authorize"
EXCHANGE = "/auth/token"  # where a SMART app gets its access token
