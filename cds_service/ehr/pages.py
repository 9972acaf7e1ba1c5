"""A page of a search → its next page, where that lies under the base of the same server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import httpx

from cds_service.ehr.reasons import NotRead, Reason
from fhir_mappings.elements.shape import objects


def next_page(page: Mapping[str, Any], asked: httpx.URL, base: httpx.URL) -> httpx.URL | None:
    """The address of the page that `page` announces; None when it is the last. Relative links start from `asked`.

    Raises `NotRead` when the link leads to another origin, outside the base, or nowhere.
    """
    links = [link.get("url") for link in objects(page.get("link")) if link.get("relation") == "next"]
    if not links:
        return None
    url = _joined(asked, links[0])
    if url is None or not is_within(base, url):
        raise NotRead(Reason.NEXT_ELSEWHERE)
    return url


def is_within(base: httpx.URL, url: httpx.URL) -> bool:
    """True for an address at or under the base: same scheme, host and port, no user name, no way up and out."""
    if _origin(url) != _origin(base) or url.userinfo or url.fragment:
        return False
    root, path = base.path.rstrip("/"), unquote(url.path).replace("\\", "/")
    return (path == root or path.startswith(f"{root}/")) and not {".", ".."} & set(_segments(path))


def _segments(path: str) -> list[str]:
    """Without their parameters: some servers take `..;x` as `..`."""
    return [segment.partition(";")[0] for segment in path.split("/")]


def _joined(asked: httpx.URL, link: object) -> httpx.URL | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        return asked.join(link.strip())
    except (httpx.InvalidURL, ValueError):  # of more than 65,536 characters; with half a surrogate pair
        return None


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port; httpx writes a default port as None and the host in lower case."""
    return url.scheme, url.host, url.port
