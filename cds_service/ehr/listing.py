"""One search → its whole list, page after page, or what came of it and why it is not whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import httpx

from cds_service.ehr.exchange import Errand, answer
from cds_service.ehr.judging import objection
from cds_service.ehr.pages import next_page
from cds_service.ehr.reasons import NotRead, Reason
from cds_service.ehr.scopes import covers
from cds_service.hooks.lacking import Search
from cds_service.hooks.request import Fetched
from fhir_mappings.gathering.identity import Context

MOST_PAGES = 50
MOST_BYTES = 16 * 1024 * 1024  # of one list, unpacked

Page = Mapping[str, Any]


async def listed(search: Search, errand: Errand) -> Fetched:
    """The list. Whatever happens to it is told in `why`; pages that came before stay, and say that they are not all."""
    pages: tuple[Page, ...] = ()
    try:
        async with asyncio.timeout_at(errand.ends):
            async for page in _pages(search, errand):
                pages = (*pages, page)
    except TimeoutError:
        return _fetched(search, pages, Reason.TIME)
    except NotRead as refusal:
        return _fetched(search, pages, refusal.reason)
    return _fetched(search, pages, None)


async def _pages(search: Search, errand: Errand) -> AsyncIterator[Page]:
    """The pages that prefetch did not bring, in their order."""
    base = errand.access.base
    asked = httpx.URL(f"{base}/{search.url}")
    if not covers(errand.access.grants, search.url):
        raise NotRead(Reason.SCOPE)
    url = next_page(search.begun, asked, base) if search.begun else asked
    context = Context(patient_id=errand.access.patient_id, fhir_server=str(base))
    seen, left = {asked} if search.begun else set(), MOST_BYTES
    while url is not None:
        if url in seen:
            raise NotRead(Reason.NEXT_AGAIN)
        if len(seen) >= MOST_PAGES:
            raise NotRead(Reason.TOO_MANY_PAGES)
        seen.add(url)
        found = await answer(errand, url, left)
        left -= found.size
        if reason := objection(found.value, search.key, context):
            raise NotRead(reason)
        yield found.value
        url = next_page(found.value, url, base)


def _fetched(search: Search, pages: Sequence[Page], reason: Reason | None) -> Fetched:
    why = reason.value if reason else None
    if not pages:
        return Fetched(why=why)
    if search.begun is None and "?" not in search.url:
        return Fetched(value=pages[0])
    begun = [search.begun] if search.begun else []
    return Fetched(value=_joined([*begun, *pages], whole=reason is None), why=why, continues=bool(begun))


def _joined(pages: Sequence[Page], *, whole: bool) -> dict[str, Any]:
    """All pages as one Bundle. Of one that is not whole a next page is announced, as in each part of it."""
    entries: list[Any] = []
    for page in pages:
        part = page.get("entry")
        entries += part if isinstance(part, list) else [] if part is None else [part]
    bundle = {"resourceType": "Bundle", "type": "searchset", "entry": entries}
    return bundle if whole else {**bundle, "link": [{"relation": "next"}]}
