"""What each fault profile of the server looks like to whoever asks: one demonstration per profile."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.harness.ehr.server.wire import Wire, ids, next_of

MINE = "Observation?patient=p1"
TWO_AT_ONCE = f"{MINE}&date=ge2026-01-01&date=lt2026-06-01"


def status(wire: Wire, code: int, **headers: str) -> None:
    """Reads and searches get this status, an outcome and these headers."""
    for path in ("Patient/p1", MINE):
        answer = wire.get(path)
        assert (answer.status_code, answer.json()["resourceType"]) == (code, "OperationOutcome")
        assert {name: answer.headers.get(name.replace("_", "-")) for name in headers} == headers


def finds(wire: Wire, search: str, expected: list[str]) -> None:
    """A search finds this, which it should not."""
    assert wire.found(search) == expected


def breaks_off(wire: Wire) -> None:
    """The body ends before its length is reached."""
    with pytest.raises(httpx.RemoteProtocolError, match="peer closed connection"):
        wire.get(MINE)


def is_slow(wire: Wire) -> None:
    """A client that waits a moment is still waiting."""
    with pytest.raises(httpx.ReadTimeout):
        wire.http.get(MINE, timeout=0.5)


def is_html(wire: Wire) -> None:
    """A page comes with status 200."""
    answer = wire.get(MINE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.startswith("<!DOCTYPE html>")


def is_cut(wire: Wire) -> None:
    """The body is whole as HTTP and half as JSON."""
    answer = wire.get(MINE)
    assert int(answer.headers["content-length"]) == len(answer.content)
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def is_empty(wire: Wire) -> None:
    """There is no body."""
    answer = wire.get(MINE)
    assert (answer.status_code, answer.content) == (200, b"")


def is_called_text(wire: Wire) -> None:
    """Sound JSON comes under the wrong name."""
    answer = wire.get(MINE)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.json()["total"] == 4


def is_an_outcome(wire: Wire) -> None:
    """An error comes with status 200."""
    answer = wire.get(MINE)
    assert (answer.status_code, answer.json()["resourceType"]) == (200, "OperationOutcome")


def redirects(wire: Wire) -> None:
    """Whoever follows gets a sound answer of another origin, and is seen there."""
    answer = wire.get(f"{MINE}&code=a%7Cb")
    assert answer.status_code == 307
    assert urlsplit(answer.headers["location"]).hostname == "localhost"
    assert answer.headers["location"].endswith("/Observation?patient=p1&code=a%7Cb")
    assert wire.get(answer.headers["location"]).json()["total"] == 0
    assert [asked.is_elsewhere for asked in wire.ehr.asked] == [False, True]


def leads_elsewhere(wire: Wire) -> None:
    """The second page waits at another origin."""
    following = next_of(wire.get(MINE).json())
    assert urlsplit(following).hostname == "localhost"
    assert ids(wire.get(following).json()) == ["k3", "k4"]
    assert wire.ehr.asked[-1].is_elsewhere


def forgets(wire: Wire) -> None:
    """From the second page on there is everything of the type."""
    assert [ids(page) for page in wire.pages(MINE)] == [["k1", "k2"], ["k3", "k4"], ["x1", "x2"]]


def loops(wire: Wire) -> None:
    """The first page comes again and again."""
    assert [ids(page) for page in islice(wire.pages(MINE), 4)] == [["k1", "k2"]] * 4


def fails_later(wire: Wire, code: int) -> None:
    """The first page is sound, the second has this status."""
    first = wire.get(MINE)
    assert (first.status_code, ids(first.json())) == (200, ["k1", "k2"])
    assert wire.get(next_of(first.json())).status_code == code


def pages_untold(wire: Wire, size: int) -> None:
    """Pages are of this size, whatever is asked for, and tell no number unless asked."""
    pages = list(wire.pages("Observation?_count=200"))
    assert {len(ids(page)) for page in pages[:-1]} == {size}
    assert not any("total" in page for page in pages)
    assert wire.get("Observation?_total=accurate").json()["total"] == sum(len(ids(page)) for page in pages)


def mistakes_the_patient(wire: Wire) -> None:
    """The Patient, and the subject of everything, is somebody else."""
    assert wire.get("Patient/p1").json()["id"] == "somebody-else"
    subjects = {entry["resource"]["subject"]["reference"] for entry in wire.get(MINE).json()["entry"]}
    assert subjects == {"Patient/somebody-else"}


def refuses_unknown(wire: Wire) -> None:
    """A parameter that it does not know is refused."""
    assert wire.get(f"{MINE}&is-unknown=x").status_code == 400


def wants_no_post(wire: Wire) -> None:
    """A search by POST is refused, by GET it is not."""
    assert wire.http.post("Observation/_search", data={"patient": "p1"}).status_code == 405
    assert wire.get(MINE).status_code == 200


def lets_no_browser_in(wire: Wire) -> None:
    """Neither the preflight nor an answer names the origin."""
    asked = {"Origin": "https://browser.example.org", "Access-Control-Request-Method": "GET"}
    answers = [wire.http.options(MINE, headers=asked), wire.get(MINE, origin="https://browser.example.org")]
    assert [answer.status_code for answer in answers] == [405, 200]
    assert not any("access-control-allow-origin" in answer.headers for answer in answers)


def is_stale(wire: Wire) -> None:
    """Dates of every precision lie six years back, the birth date does not."""
    dates = [entry["resource"]["effectiveDateTime"] for entry in wire.get(MINE).json()["entry"]]
    assert dates == ["2020-01-10", "2020-03-05T23:30:00-02:00", "2020-06", "2019"]
    disease: dict[str, Any] = wire.get("Condition/c1").json()
    assert disease["onsetPeriod"] == {"start": "2014-03", "end": "2018-05-06"}
    assert disease["recordedDate"] == "2018-02-28"
    assert wire.get("Patient/p1").json()["birthDate"] == "1950-02-03"


SHOWN: dict[str, Callable[[Wire], None]] = {
    "server-breaks-off": breaks_off,
    "server-slow": is_slow,
    "server-401": partial(status, code=401, www_authenticate='Bearer error="invalid_token"'),
    "server-403": partial(status, code=403),
    "server-404": partial(status, code=404),
    "server-429": partial(status, code=429, retry_after="1"),
    "server-500": partial(status, code=500),
    "server-503": partial(status, code=503, retry_after="120"),
    "server-html": is_html,
    "server-truncated": is_cut,
    "server-empty-body": is_empty,
    "server-wrong-content-type": is_called_text,
    "server-outcome-with-200": is_an_outcome,
    "server-redirects": redirects,
    "server-next-foreign": leads_elsewhere,
    "server-next-forgetful": forgets,
    "server-next-loop": loops,
    "server-next-fails": partial(fails_later, code=500),
    "server-next-401": partial(fails_later, code=401),
    "server-small-pages": partial(pages_untold, size=2),
    "server-page-of-20": partial(pages_untold, size=20),
    "server-other-patient": mistakes_the_patient,
    "server-everybodys": partial(finds, search="Condition?patient=p1", expected=["c1", "c2", "d1"]),
    "server-category-empty": partial(finds, search=f"{MINE}&category=laboratory", expected=[]),
    "server-code-empty": partial(finds, search=f"{MINE}&code=4548-4", expected=[]),
    "server-ignores-date": partial(finds, search=TWO_AT_ONCE, expected=["k1", "k2", "k3", "k4"]),
    "server-ignores-second-date": partial(finds, search=TWO_AT_ONCE, expected=["k1", "k2", "k3"]),
    "server-ignores-sort": partial(finds, search=f"{MINE}&_sort=-date&_count=1", expected=["k1", "k2", "k3", "k4"]),
    "server-refuses-unknown": refuses_unknown,
    "server-unknown-matches-nothing": partial(finds, search=f"{MINE}&is-unknown=x", expected=[]),
    "server-without-post-search": wants_no_post,
    "server-without-cors": lets_no_browser_in,
    "server-stale": is_stale,
}
