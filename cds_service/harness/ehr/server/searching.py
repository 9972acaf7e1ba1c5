"""A search → one page of its matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from cds_service.harness.ehr.faults.conduct import Conduct, NextLink, Total, Unknown
from cds_service.harness.ehr.grant import Grant, Interaction
from cds_service.harness.ehr.search.criteria import BadSearch, Pair, Search, search_of
from cds_service.harness.ehr.search.finding import Resource, found, included
from cds_service.harness.ehr.server.admission import check_patient, check_scope, may
from cds_service.harness.ehr.server.altering import altered
from cds_service.harness.ehr.server.answers import Refusal
from cds_service.harness.ehr.server.call import Call
from cds_service.harness.ehr.server.cursor import PARAMETER, Cursor, written

_STRICT = "handling=strict"


def searched(call: Call, grant: Grant) -> dict[str, Any]:
    """The searchset. Raises `Refusal` for a search that cannot be carried out or is not allowed."""
    check_scope(grant, call.kind, Interaction.SEARCH)
    cursor = call.cursor or Cursor(pairs=call.pairs, start=0)
    pairs = tuple(_effective(cursor.pairs, call.conduct))
    search = _search(call, pairs)
    check_patient(grant, search)
    matches = () if _finds_nothing(search, pairs, call.conduct) else tuple(_visible(call, grant, search))
    return _page(call, grant, search, matches, cursor)


def _search(call: Call, pairs: Iterable[Pair]) -> Search:
    try:
        search = search_of(call.kind, pairs)
    except BadSearch as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"{error}.") from error
    is_strict = _STRICT in call.headers.get("prefer", "") or call.conduct.unknown is Unknown.REFUSED
    if search.unknown and is_strict:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"{', '.join(search.unknown)}: not known here; see metadata.")
    return search


def _effective(pairs: Iterable[Pair], conduct: Conduct) -> Iterator[Pair]:
    """The parameters to which the server pays attention."""
    seen = set[str]()
    for name, value in pairs:
        if name.partition(":")[0] in conduct.ignored or (conduct.first_value_only and name in seen):
            continue
        seen.add(name)
        yield name, value


def _finds_nothing(search: Search, pairs: Iterable[Pair], conduct: Conduct) -> bool:
    if search.unknown and conduct.unknown is Unknown.NO_MATCH:
        return True
    return any(name.partition(":")[0] in conduct.empty_for for name, _ in pairs)


def _visible(call: Call, grant: Grant, search: Search) -> Iterator[Resource]:
    for one in found(search, call.ehr.resources.values()):
        if may(grant, one, Interaction.SEARCH):
            yield one


def _page(call: Call, grant: Grant, search: Search, matches: tuple[Resource, ...], cursor: Cursor) -> dict[str, Any]:
    most = call.conduct.page_size or call.ehr.page_size
    size = 0 if search.only_total else min(search.count or most, most)
    end = cursor.start + size
    shown = matches[cursor.start : end]
    held = call.ehr.resources
    others = (one for one in included(search, shown, held) if may(grant, one, Interaction.READ))
    entries = [
        *(_entry(call, one, "match") for one in shown),
        *(_entry(call, one, "include") for one in others),
    ]
    follows = bool(size) and end < len(matches)
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset"}
    if _tells_total(search, call.conduct):
        bundle["total"] = len(matches)
    bundle["link"] = [{"relation": "self", "url": _address(call.base, call.kind, search.understood)}]
    if follows:
        bundle["link"].append({"relation": "next", "url": _next(call, Cursor(pairs=cursor.pairs, start=end))})
    return {**bundle, "entry": entries} if entries else bundle


def _tells_total(search: Search, conduct: Conduct) -> bool:
    if search.total == "none":
        return False
    return conduct.total is Total.ALWAYS or search.only_total or search.total == "accurate"


def _entry(call: Call, resource: Resource, mode: str) -> dict[str, Any]:
    shown = altered(resource, call.conduct)
    address = f"{call.base}/{shown['resourceType']}/{shown['id']}"
    return {"fullUrl": address, "resource": shown, "search": {"mode": mode}}


def _next(call: Call, following: Cursor) -> str:
    base = call.elsewhere if call.conduct.next_link is NextLink.FOREIGN else call.base
    match call.conduct.next_link:
        case NextLink.FORGETFUL:
            following = Cursor(pairs=(), start=following.start)
        case NextLink.LOOP:
            following = Cursor(pairs=following.pairs, start=0)
    return _address(base, call.kind, ((PARAMETER, written(following)),))


def _address(base: str, kind: str, pairs: Iterable[Pair]) -> str:
    query = urlencode(list(pairs))
    return f"{base}/{kind}?{query}" if query else f"{base}/{kind}"
