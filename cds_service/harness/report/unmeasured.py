"""The exchanges of a run → why the suites about tokens and FHIR access say nothing, where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cds_service.harness.exchange import Exchange

TOKENS, ACCESS = "tokens", "fhir access"

_NO_KEYS = "no call carried a token; give keys (--keys)"
_NO_TRUST = "the service does not trust this issuer: calls with a good token are answered with {}"
_NO_ANSWER = "no valid call was answered with 200"
_OPEN = "the service lets calls in without a token and with a bad one"
_NO_EHR = "no EHR was offered; offer one (--ehr)"
_NOT_READ = (
    "the service read nothing from the EHR that was offered: it refuses that address, or does not read; "
    "a call without prefetch was answered with {}"
)
_REFUSED = frozenset({401, 403})


def unmeasured(exchanges: Sequence[Exchange]) -> Mapping[str, str]:
    """Suite → the reason; without those that were measured."""
    found = {TOKENS: _about_tokens(exchanges), ACCESS: _about_access(exchanges)}
    return {suite: reason for suite, reason in found.items() if reason}


def _about_tokens(exchanges: Sequence[Exchange]) -> str | None:
    if not any("token-call" in one.tags for one in exchanges):
        return _NO_KEYS
    statuses = _statuses(exchanges, "valid call")
    if 200 not in statuses:
        refused = [status for status in statuses if status in _REFUSED]
        return _NO_TRUST.format(refused[0]) if refused else _NO_ANSWER
    bad = [*_statuses(exchanges, "token: absent"), *_statuses(exchanges, "token: garbage")]
    return None if any(400 <= status < 500 for status in bad) else _OPEN


def _about_access(exchanges: Sequence[Exchange]) -> str | None:
    if not any("ehr" in one.tags for one in exchanges):
        return _NO_EHR
    if 200 not in _statuses(exchanges, "valid call"):
        return _NO_ANSWER
    controls = [one for one in exchanges if one.probe == "ehr: no prefetch"]
    if any(not visit.is_elsewhere for one in controls for visit in one.visits or ()):
        return None
    return _NOT_READ.format(controls[0].status if controls else "nothing")


def _statuses(exchanges: Sequence[Exchange], probe: str) -> list[int]:
    return [one.status for one in exchanges if one.probe == probe]
