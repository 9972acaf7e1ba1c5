"""`POST /cds-services/{id}/feedback` over a real socket, and the service when its store is down."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from cds_service.bootstrap import application
from cds_service.feedback import desk
from cds_service.feedback.keeping.tables import CARD, FEEDBACK, FEEDBACK_COMMENT
from tests.database.cluster import Cluster
from tests.database.databases import database_at
from tests.database.test_database import locked
from tests.ehr.mock import socket_server
from tests.feedback.keeping import OVERRIDDEN as COMMENTED
from tests.feedback.keeping import keep, rows

CALL = Path(__file__).parents[2] / "cds_service/cli/demonstration/11-liver-surgery-ordered-in-g3.json"
SERVICE = "/cds-services/net-order-sign"
MARKER = "Zaphod-7d1f"
OVERRIDDEN: dict[str, Any] = {
    "card": "card-full",
    "outcome": "overridden",
    "outcomeTimestamp": "2026-11-23T03:09:19.730Z",
}
JSON = {"Content-Type": "application/json"}


@contextmanager
def served(address: str, **settings: str) -> Iterator[str]:
    """The service with this database."""
    named = {f"NET_CDS_{name.upper()}": value for name, value in settings.items()}
    with socket_server(application({"NET_CDS_DATABASE_URL": address, "NET_CDS_AS_OF": "2026-11-24"} | named)) as url:
        yield url


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    return tmp_path / "net-cds.sqlite"


@pytest.fixture(name="base")
def _base(file: Path) -> Iterator[str]:
    with served(f"sqlite:///{file}", cors_origins="https://ehr.example.org", max_body_bytes="2000000") as url:
        yield url


def post(base: str, *items: Any, content: Any = None, path: str = SERVICE, **headers: str) -> httpx.Response:
    """Feedback with these items, or this content."""
    body = json.dumps({"feedback": items}).encode() if content is None else content
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(f"{base}{path}/feedback", content=body, headers=JSON | named, timeout=30)


def call(base: str) -> httpx.Response:
    """A call that is answered with cards."""
    return httpx.post(base + SERVICE, content=CALL.read_bytes(), headers=JSON, timeout=30)


def store(base: str) -> tuple[int, str]:
    """What readiness says."""
    answer = httpx.get(f"{base}/health/ready", timeout=10)
    return answer.status_code, answer.json().get("store", "")


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def kept(file: Path, table: Any, *columns: str) -> list[tuple[Any, ...]]:
    """What is in the file."""
    database = database_at(f"sqlite:///{file}")
    try:
        return rows(database, table, columns)
    finally:
        database.close()


def test_feedback_is_acknowledged_with_json_and_kept(base: str, file: Path) -> None:
    answer = post(base, OVERRIDDEN, OVERRIDDEN | {"overrideReason": {"userComment": "said"}})
    assert (answer.status_code, answer.json()) == (200, {})
    assert kept(file, FEEDBACK, "service", "card") == [("net-order-sign", "card-full")]
    assert kept(file, FEEDBACK_COMMENT, "comment") == [("said",)]


def test_feedback_about_a_card_finds_the_card_that_was_sent(base: str, file: Path) -> None:
    cards = call(base).json()["cards"]
    assert post(base, *(OVERRIDDEN | {"card": card["uuid"]} for card in cards)).status_code == 200
    eventually(lambda: len(kept(file, CARD, "card")) == len(cards))
    assert kept(file, CARD, "card") == kept(file, FEEDBACK, "card")


def test_what_is_explained_is_not_counted_as_sent(base: str, file: Path) -> None:
    path = SERVICE.replace("/cds-services", "/explain")
    assert httpx.post(base + path, content=CALL.read_bytes(), headers=JSON, timeout=30).json()["cards"]
    call(base)
    eventually(lambda: bool(kept(file, CARD, "card")))
    assert len(set(kept(file, CARD, "answer"))) == 1


def test_a_batch_with_one_bad_item_is_refused_whole_and_the_item_named(base: str, file: Path) -> None:
    answer = post(base, OVERRIDDEN, OVERRIDDEN | {"card": MARKER, "outcome": MARKER}, OVERRIDDEN)
    assert answer.status_code == 400
    (issue,) = answer.json()["issue"]
    assert issue["diagnostics"].startswith("feedback[1].outcome:")
    assert MARKER not in answer.text
    assert kept(file, FEEDBACK, "card") == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"content": b"{"}, 400),
        ({"content": b""}, 400),
        ({"content": b"[]"}, 400),
        ({"path": "/cds-services/none"}, 404),
        ({"path": "/explain/net-order-sign"}, 404),
        ({"content": b" " * 2_000_001}, 413),
        ({"content": gzip.compress(b" " * 20_000_000), "Content_Encoding": "gzip"}, 413),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Encoding": "br"}, 415),
    ],
)
def test_what_is_wrong_with_a_call_is_answered_as_elsewhere(base: str, sent: dict[str, Any], status: int) -> None:
    answer = post(base, OVERRIDDEN, **sent)
    assert answer.status_code == status
    assert answer.json()["resourceType"] == "OperationOutcome"


def test_the_wrong_method_is_405(base: str) -> None:
    assert httpx.get(f"{base}{SERVICE}/feedback").status_code == 405


def test_packed_feedback_is_taken(base: str) -> None:
    packed = gzip.compress(json.dumps({"feedback": [OVERRIDDEN]}).encode())
    assert post(base, content=packed, Content_Encoding="gzip").status_code == 200


def test_a_browser_may_send_feedback(base: str) -> None:
    asked = {
        "Origin": "https://ehr.example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    assert httpx.options(f"{base}{SERVICE}/feedback", headers=asked).status_code == 200
    for answer in (post(base, OVERRIDDEN, Origin="https://ehr.example.org"), post(base, Origin=asked["Origin"])):
        assert answer.headers["access-control-allow-origin"] == "https://ehr.example.org"


def test_comments_are_not_kept_where_the_site_says_so(file: Path) -> None:
    with served(f"sqlite:///{file}", comment_days="0") as base:
        assert post(base, OVERRIDDEN | {"overrideReason": {"userComment": MARKER}}).status_code == 200
    assert kept(file, FEEDBACK, "card") == [("card-full",)]
    assert kept(file, FEEDBACK_COMMENT, "comment") == []
    assert MARKER.encode() not in file.read_bytes()


def test_a_store_that_is_locked_stops_feedback_but_not_advice(base: str, file: Path) -> None:
    eventually(lambda: store(base) == (200, "up"))
    with locked(file):
        assert post(base, OVERRIDDEN).status_code == 503
        cards = call(base).json()["cards"]
        assert cards
        assert store(base) == (200, "down")
    assert post(base, OVERRIDDEN).status_code == 200
    eventually(lambda: len(kept(file, CARD, "card")) == len(cards))


def test_a_file_that_is_broken_stops_feedback_but_not_advice(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)
    with served(f"sqlite:///{file}") as base:
        assert post(base, OVERRIDDEN).status_code == 503
        assert call(base).json()["cards"]
        assert store(base) == (200, "down")


def test_a_server_that_is_down_stops_feedback_but_not_advice_and_comes_back(cluster: Cluster) -> None:
    address = cluster.new_database()
    cluster.stop()
    with served(address) as base:
        assert store(base) == (200, "down")
        answer = post(base, OVERRIDDEN | {"card": MARKER})
        assert (answer.status_code, answer.json()["issue"][0]["code"]) == (503, "transient")
        cards = call(base).json()["cards"]
        assert cards
        cluster.start()
        assert store(base) == (200, "up")
        assert post(base, OVERRIDDEN).status_code == 200
        database = database_at(address)
        eventually(lambda: len(rows(database, CARD, ["card"])) == len(cards))
        database.close()


def test_a_server_that_hangs_keeps_no_advice_waiting(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_TAKE_SECONDS", 6.0)
    with served(cluster.new_database()) as base:
        eventually(lambda: store(base) == (200, "up"))
        with cluster.hanging(), ThreadPoolExecutor(max_workers=60) as threads:
            said = [threads.submit(post, base, OVERRIDDEN) for _ in range(60)]
            time.sleep(1)
            assert call(base).json()["cards"]
            assert store(base) == (200, "down")
            assert not any(answer.done() for answer in said)
            assert {answer.result().status_code for answer in said} == {503}
        eventually(lambda: post(base, OVERRIDDEN).status_code == 200)


def test_comments_that_are_too_old_are_gone_after_a_start(file: Path) -> None:
    database = database_at(f"sqlite:///{file}")
    now = datetime.now(UTC).replace(tzinfo=None)
    for days, words in ((29, "said lately"), (31, MARKER)):
        item = replace(COMMENTED, card=str(days), comments=(words,))
        keep(database, item, received=now - timedelta(days=days))
    with served(f"sqlite:///{file}", comment_days="30"):
        eventually(lambda: kept(file, FEEDBACK_COMMENT, "comment") == [("said lately",)])
        eventually(lambda: not any(MARKER.encode() in each.read_bytes() for each in file.parent.iterdir()))
    assert len(kept(file, FEEDBACK, "card")) == 2
    database.close()
