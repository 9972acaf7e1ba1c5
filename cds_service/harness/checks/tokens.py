"""Tokens of clients: which are let in, which are refused, and what a refusal says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

from cds_service.harness.checks.comparison import VARYING
from cds_service.harness.checks.shape import Breaches, Check
from cds_service.harness.exchange import Exchange
from cds_service.harness.signing.key_server import OWN

_ABSENT, _GARBAGE = "token: absent", "token: garbage"
_CONTROLS = {"ES384": "token: ES384", "RS384": "token: RS384"}
_PROOFS = frozenset({_ABSENT, _GARBAGE, *_CONTROLS.values()})
_LONG_ENOUGH = 40


def _wanted(exchange: Exchange) -> Breaches:
    valid = exchange.against.get("valid call")
    if valid is None or valid.status != HTTPStatus.OK or not exchange.status:
        return None
    return ["a call without a token is answered with 200"] if exchange.status == HTTPStatus.OK else []


def _refused(exchange: Exchange) -> Breaches:
    if not _is_judged(exchange):
        return None
    return [] if _is_refusal(exchange) else [f"the token is taken: answered with {exchange.status}"]


def _taken(exchange: Exchange) -> Breaches:
    if not _is_judged(exchange):
        return None
    return [f"the token is refused: answered with {exchange.status}"] if _is_refusal(exchange) else []


def _recommended(exchange: Exchange) -> Breaches:
    found = {name: exchange.against.get(probe) for name, probe in _CONTROLS.items()}
    taken = {name for name, one in found.items() if one is not None and one.status == HTTPStatus.OK}
    if not taken or not any(map(_is_refusal, (exchange, *_earlier(exchange, _ABSENT)))):
        return None
    return [f"{name} is refused" for name in _CONTROLS if name not in taken]


def _from_strangers(exchange: Exchange) -> Breaches:
    """Refused, and no address read that only the token names."""
    breaches = _refused(exchange)
    read = [path for path in exchange.fetched if path != OWN]
    return (
        breaches if breaches is None else [*breaches, *(["an address that the token names was read"] if read else [])]
    )


def _answered_with_401(exchange: Exchange) -> Breaches:
    if not _is_examined(exchange) or not _is_refusal(exchange):
        return None
    return [] if exchange.status == HTTPStatus.UNAUTHORIZED else [f"answered with {exchange.status} instead of 401"]


def _says_no_more(exchange: Exchange) -> Breaches:
    if exchange.received is None or exchange.status != HTTPStatus.UNAUTHORIZED or not _is_examined(exchange):
        return None
    named = exchange.received.headers.get("www-authenticate", "").lower().startswith("bearer")
    others = {_body(one) for one in _earlier(exchange, _GARBAGE) if one.status == HTTPStatus.UNAUTHORIZED}
    return [
        *([] if named else ["WWW-Authenticate: Bearer is missing"]),
        *(["the body tells this token from another bad one"] if others - {_body(exchange)} else []),
    ]


def _before_the_body(exchange: Exchange) -> Breaches:
    first = next(_earlier(exchange, _GARBAGE), None)
    if first is None or not _is_refusal(first) or not _is_refusal(exchange):
        return None
    differs = exchange.status != first.status
    return [f"answered with {exchange.status}, where the token alone is answered with {first.status}"] * differs


def _kept_keys(exchange: Exchange) -> Breaches:
    before = next(_earlier(exchange, "token: added key"), None)
    if before is None or OWN not in before.fetched or exchange.status != HTTPStatus.OK:
        return None
    return ["the key set is read again for a key that was just read"] if OWN in exchange.fetched else []


def _no_storm(exchange: Exchange) -> Breaches:
    first = next(_earlier(exchange, "token: added key"), None)
    unknown = [exchange, *_earlier(exchange, "token: unknown kid"), *_earlier(exchange, "token: odd kid")]
    if first is None or OWN not in first.fetched:
        return None
    read = [one for one in unknown if OWN in one.fetched]
    return [f"each of {len(unknown)} unknown kids led to a reading"] if len(read) == len(unknown) else []


def _not_repeated(exchange: Exchange) -> Breaches:
    if exchange.received is None:
        return None
    return ["the answer holds a token of the call"] * any(one in exchange.received.body for one in _tokens(exchange))


def _of_discovery(exchange: Exchange) -> Breaches:
    right = exchange.against.get("discovery")
    if right is None or right.status != HTTPStatus.OK or not exchange.status:
        return None
    without = exchange.against.get("discovery without a token", exchange)
    if without.status == HTTPStatus.OK:
        return []
    return [] if _is_refusal(exchange) else [f"a wrong token is answered with {exchange.status}, none is refused"]


def _is_judged(exchange: Exchange) -> bool:
    """Whether the status says what became of the token."""
    unclear = exchange.status in {0, HTTPStatus.TOO_MANY_REQUESTS} or exchange.status >= 500
    return not unclear and _is_examined(exchange)


def _is_examined(exchange: Exchange) -> bool:
    """Whether this service looks at tokens: good calls were let in, and something was refused for its token."""
    good = [one for name, one in exchange.against.items() if name not in _PROOFS]
    bad = [exchange, *_earlier(exchange, _ABSENT), *_earlier(exchange, _GARBAGE)]
    return all(200 <= one.status < 300 for one in good) and any(map(_is_refusal, bad))


def _is_refusal(exchange: Exchange) -> bool:
    """429 is about the number of calls, not about the token."""
    return 400 <= exchange.status < 500 and exchange.status != HTTPStatus.TOO_MANY_REQUESTS


def _earlier(exchange: Exchange, name: str) -> Iterator[Exchange]:
    if name in exchange.against:
        yield exchange.against[name]


def _body(exchange: Exchange) -> str:
    return re.sub(VARYING, "·", exchange.received.body.decode("utf-8", "replace")) if exchange.received else ""


def _tokens(exchange: Exchange) -> Iterator[bytes]:
    content = exchange.sent.content if isinstance(exchange.sent.content, dict) else {}
    lent = content.get("fhirAuthorization")
    written = [value.rpartition(" ")[2] for value in exchange.sent.authorizations]
    written += [str(lent.get("access_token", ""))] if isinstance(lent, dict) else []
    return (token.encode() for token in written if len(token) >= _LONG_ENOUGH)


CHECKS: dict[str, Check] = {
    "token-wanted": _wanted,
    "token-refused": _refused,
    "token-taken": _taken,
    "token-recommended": _recommended,
    "token-issuer": _from_strangers,
    "token-401": _answered_with_401,
    "token-silent": _says_no_more,
    "token-first": _before_the_body,
    "token-cached": _kept_keys,
    "token-storm": _no_storm,
    "token-not-repeated": _not_repeated,
    "discovery-token": _of_discovery,
}
