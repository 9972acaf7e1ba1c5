"""What a service makes of the EHR's FHIR server: what it reads there, how, and with which token."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl

from cds_service.harness.checks.comparison import cards_text, is_steady
from cds_service.harness.checks.shape import Breaches, Check
from cds_service.harness.ehr.grant import Grant, Interaction
from cds_service.harness.exchange import Exchange, Visit
from cds_service.harness.template import templates_of
from cds_service.harness.valid_call import resolved

_FILLED, _CONTROL, _TRUNCATED = "ehr: filled", "ehr: no prefetch", "ehr: first pages as whole"
_SLOW_SECONDS = 10.0
_VISITS_SHOWN = 3


def _same_as_filled(exchange: Exchange) -> Breaches:
    """Whatever way the data took, the cards must be those of the prefetch that the same EHR fills."""
    filled = exchange.against.get(_FILLED)
    if filled is None or cards_text(filled) is None or not _reads(exchange) or not is_steady(exchange):
        return None
    if exchange.status in {0, 429}:
        return None
    control = exchange.against.get(_CONTROL)
    if control is not None and exchange.key is None and cards_text(control) != cards_text(filled):
        return None  # reading does not work at all, which S-Q01 says
    if exchange.status != 200:
        return [f"answered with {exchange.status}, although the server would have answered"]
    return [] if cards_text(exchange) == cards_text(filled) else ["the cards differ from those of filled prefetch"]


def _if_cut_off(inner: Check) -> Check:
    """Judges only where a list of this patient takes more than one page."""

    def check(exchange: Exchange) -> Breaches:
        is_cut_off = any(map(_has_next_page, (exchange, *exchange.against.values())))
        return inner(exchange) if is_cut_off else None

    return check


def _has_next_page(exchange: Exchange) -> bool:
    bundles = [one for one in _content(exchange, "prefetch").values() if isinstance(one, dict)]
    listed = [one["link"] for one in bundles if isinstance(one.get("link"), list)]
    return any(isinstance(link, dict) and link.get("relation") == "next" for links in listed for link in links)


def _cut_off_is_not_whole(exchange: Exchange) -> Breaches:
    whole, short = cards_text(exchange.against.get(_FILLED)), cards_text(exchange.against.get(_TRUNCATED))
    if whole is None or short is None or whole == short or not exchange.status or not is_steady(exchange):
        return None
    return ["the same cards as if the first page were all"] if cards_text(exchange) == short else []


def _if_it_reads(breaches: Callable[[Exchange, tuple[Visit, ...]], list[str]]) -> Check:
    """Judges only services that read from this EHR at all; others keep every such rule without merit."""

    def check(exchange: Exchange) -> Breaches:
        return breaches(exchange, exchange.visits or ()) if _reads(exchange) else None

    return check


def _of_visits(breach: Callable[[Visit], bool], text: str) -> Check:
    """The check that none of what the service asked is so; it says nothing where nothing was asked."""

    def check(exchange: Exchange) -> Breaches:
        if not exchange.visits:
            return None
        return _named(text, filter(breach, exchange.visits))

    return check


def _named(text: str, visits: Iterable[Visit]) -> list[str]:
    """One breach for all of them; none without any."""
    found = list(dict.fromkeys(visit.shown for visit in visits))
    more = f" and {len(found) - _VISITS_SHOWN} more" if len(found) > _VISITS_SHOWN else ""
    return [f"{text}: {', '.join(found[:_VISITS_SHOWN])}{more}"] if found else []


def _nothing_elsewhere(_: Exchange, visits: tuple[Visit, ...]) -> list[str]:
    return _named("read at another origin", (one for one in visits if one.is_elsewhere))


def _no_token(_: Exchange, visits: tuple[Visit, ...]) -> list[str]:
    return _named("a token that is not good for this call was sent", (one for one in visits if one.has_token))


def _refused_or_not_read(exchange: Exchange, visits: tuple[Visit, ...]) -> list[str]:
    was_used = any(one.has_token for one in visits)
    return [f"the token was used, and the call answered with {exchange.status}"] * (was_used and exchange.status == 200)


def _within_scope(exchange: Exchange, visits: tuple[Visit, ...]) -> list[str]:
    scopes = Grant(token="", scope=str(_content(exchange, "fhirAuthorization").get("scope"))).scopes
    opened = (Interaction.READ, Interaction.SEARCH)
    outside = (one for one in visits if not any(s.covers(_kind(one), what) for s in scopes for what in opened))
    return _named("asked for what the scope does not open", outside)


def _degrades(exchange: Exchange, _: tuple[Visit, ...]) -> list[str]:
    return [] if exchange.status in {200, 412} else [f"answered with {exchange.status} instead of 200 or 412"]


def _not_read_again(exchange: Exchange) -> Breaches:
    """None of what was asked is the query of a template whose key was sent."""
    if exchange.visits is None or exchange.service is None or exchange.status != 200:
        return None
    sent = _content(exchange, "prefetch")
    context = _content(exchange, "context")
    asked_for = [_query(resolved(one, context)) for one in templates_of(exchange.service) if one.key in sent]
    return _named("a key that was sent was read", (one for one in exchange.visits if _query(one.path) in asked_for))


def _drafts_not_read(exchange: Exchange) -> Breaches:
    drafts = set(_drafts(_content(exchange, "context")))
    if not exchange.visits or not drafts:
        return None
    return _named("a draft was looked up", (one for one in exchange.visits if one.path in drafts))


def _in_time(exchange: Exchange) -> Breaches:
    if exchange.received is None:
        return [f"no answer: {exchange.failure}"]
    late = exchange.received.seconds > _SLOW_SECONDS
    return [f"answered after {exchange.received.seconds:.0f} s"] if late else []


def _reads(exchange: Exchange) -> bool:
    """Whether the service has read from this EHR in the control, with prefetch left out and the server working."""
    control = exchange if exchange.probe == _CONTROL else exchange.against.get(_CONTROL)
    return control is not None and any(not one.is_elsewhere for one in control.visits or ())


def _query(path: str) -> tuple[str, frozenset[tuple[str, str]]]:
    """Type and id, and the criteria of a search, however they are ordered and encoded."""
    where, _, query = path.partition("?")
    return where, frozenset((name, value) for name, value in parse_qsl(query) if not name.startswith("_"))


def _kind(visit: Visit) -> str:
    return visit.path.partition("?")[0].partition("/")[0]


def _drafts(context: dict[str, Any]) -> Iterator[str]:
    bundle = context.get("draftOrders")
    entries = bundle.get("entry") if isinstance(bundle, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            yield f"{resource.get('resourceType')}/{resource.get('id')}"


def _content(exchange: Exchange, name: str) -> dict[str, Any]:
    """A member of the request that is an object; otherwise an empty one."""
    value = exchange.sent.content.get(name) if isinstance(exchange.sent.content, dict) else None
    return value if isinstance(value, dict) else {}


def _is_search_by_post(visit: Visit) -> bool:
    return visit.method == "POST" and visit.path.partition("?")[0].endswith("/_search")


def _is_write(visit: Visit) -> bool:
    return visit.method not in {"GET", "HEAD"} and not _is_search_by_post(visit)


CHECKS: dict[str, Check] = {
    "same-as-filled": _same_as_filled,
    "pages-read": _if_cut_off(_same_as_filled),
    "foreign-pages": _if_cut_off(_if_it_reads(_nothing_elsewhere)),
    "cut-off-is-not-whole": _cut_off_is_not_whole,
    "nothing-elsewhere": _if_it_reads(_nothing_elsewhere),
    "token-not-sent": _if_it_reads(_no_token),
    "refused-or-not-read": _if_it_reads(_refused_or_not_read),
    "degrades": _if_it_reads(_degrades),
    "within-scope": _if_it_reads(_within_scope),
    "not-read-again": _not_read_again,
    "drafts-not-read": _drafts_not_read,
    "in-time": _in_time,
    "token-sent": _of_visits(lambda visit: not visit.has_token and not visit.is_elsewhere, "asked without the token"),
    "read-with-get": _of_visits(_is_search_by_post, "searched by POST"),
    "nothing-written": _of_visits(_is_write, "written"),
}
