"""Hook request → the same request with the lists that prefetch lacked, read from the EHR's server."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace

from cds_service.ehr.access import access_of
from cds_service.ehr.connections import Connections
from cds_service.ehr.exchange import Errand
from cds_service.ehr.listing import listed
from cds_service.ehr.reasons import NotRead, Reason
from cds_service.hooks.lacking import Search, lacking
from cds_service.hooks.request import Fetched, HookRequest
from cds_service.hooks.service import Service


async def completed(
    service: Service, request: HookRequest, servers: Collection[str], connections: Connections, seconds: float
) -> HookRequest:
    """The request with `fetched` filled in for every list that prefetch lacks: what came of it within `seconds`.

    `servers` are the bases that this client may name. Lists that prefetch brought are not read again, nothing is
    read where nothing is lacking, and nothing is kept after the call. Never raises for what a server does.
    """
    if not request.fhir_server:
        return request
    searches = await asyncio.to_thread(lacking, service, request)
    if not searches:
        return request
    return replace(request, fetched=await _fetched(searches, request, servers, connections, seconds))


async def _fetched(
    searches: Collection[Search],
    request: HookRequest,
    servers: Collection[str],
    connections: Connections,
    seconds: float,
) -> Mapping[str, Fetched]:
    started = asyncio.get_running_loop().time()
    try:
        access = access_of(request, servers)
        async with asyncio.timeout_at(started + seconds):
            door = await connections.door(access.base)
    except TimeoutError:
        return _none(searches, Reason.TIME)
    except NotRead as refusal:
        return _none(searches, refusal.reason)
    errand = Errand(access=access, door=door, ends=started + seconds, expires=started + access.life)
    found = await asyncio.gather(*(listed(search, errand) for search in searches))
    return {search.key: one for search, one in zip(searches, found, strict=True)}


def _none(searches: Collection[Search], reason: Reason) -> Mapping[str, Fetched]:
    tried = reason is not Reason.NOT_LISTED
    return {search.key: Fetched(why=reason.value, tried=tried) for search in searches}
