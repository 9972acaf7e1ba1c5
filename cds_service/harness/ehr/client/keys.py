"""The keys of a CDS client where services can fetch them (C-W07, C-W08)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cds_service.harness.signing.pair import KeyPair, public_set

JWKS = "/.well-known/jwks.json"


def keys_route(pair: KeyPair) -> Route:
    """The route that publishes the public half of the pair."""

    async def publish(_: Request) -> JSONResponse:
        return JSONResponse(dict(public_set([pair])))

    return Route(JWKS, publish)
