"""Statuses: what is answered to good calls, bad calls and calls that lack data."""

from __future__ import annotations

from collections.abc import Collection

from cds_service.harness.checks.shape import Breaches, Check
from cds_service.harness.exchange import Exchange

_LATE_SECONDS = 0.5


def _accepted(exchange: Exchange) -> Breaches:
    if exchange.received is None:
        return [f"no answer: {exchange.failure}"]
    if exchange.status in {401, 403, 404, 405, 429}:
        return None  # unmeasured: not let in, or for another rule to say
    wrong = exchange.status >= 300 and exchange.status != 412
    return [f"a valid call is answered with {exchange.status}"] if wrong else []


def _success_is_200(exchange: Exchange) -> Breaches:
    if not 200 <= exchange.status < 300:
        return None
    return [] if exchange.status == 200 else [f"success is answered with {exchange.status} instead of 200"]


def _refused(exchange: Exchange) -> Breaches:
    if not 200 <= exchange.status < 500:
        return None
    return [] if exchange.status >= 400 else [f"answered with {exchange.status} instead of 4xx"]


def _only(*allowed: int) -> Check:
    def check(exchange: Exchange) -> Breaches:
        if not 200 <= exchange.status < 500:
            return None
        words = " or ".join(str(one) for one in allowed)
        return [] if exchange.status in allowed else [f"answered with {exchange.status} instead of {words}"]

    return check


def _if_the_call_works(allowed: Collection[int]) -> Check:
    """Judges only services that answer the unchanged call with 200, so that a rule is not breached by another fault."""

    def check(exchange: Exchange) -> Breaches:
        whole = exchange.against.get("valid call")
        if whole is None or whole.status != 200:
            return None
        return _only(*allowed)(exchange)

    return check


def _no_server_error(exchange: Exchange) -> Breaches:
    if exchange.received is None:
        return [f"no answer: {exchange.failure}"]
    return [f"answered with {exchange.status}"] if exchange.status >= 500 else []


def _prompt(exchange: Exchange) -> Breaches:
    if exchange.received is None or exchange.status != 200:
        return None
    late = exchange.received.seconds > _LATE_SECONDS
    return [f"answered after {exchange.received.seconds:.1f} s"] if late else []


def _no_precondition(exchange: Exchange) -> Breaches:
    if exchange.status not in {200, 412}:
        return None
    return ["412 although every prefetch key is filled"] if exchange.status == 412 else []


CHECKS: dict[str, Check] = {
    "call-accepted": _accepted,
    "call-success-200": _success_is_200,
    "call-prompt": _prompt,
    "call-no-412": _no_precondition,
    "refused": _refused,
    "unknown-service-404": _only(404),
    "wrong-method-405": _only(405, 404),
    "works-200": _if_the_call_works({200}),
    "works-or-412": _if_the_call_works({200, 412}),
    "large-body": _if_the_call_works({200, 412, 413}),
    "no-server-error": _no_server_error,
}
