"""The contract of the store, on each kind of database: what is kept, once, and what is forgotten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

from sqlalchemy import delete

from cds_service.database.database import Database
from cds_service.feedback.keeping.store import forget_comments, keep_feedback
from cds_service.feedback.keeping.tables import (
    CARD as CARDS,
)
from cds_service.feedback.keeping.tables import (
    CARD_ITEM,
    CARD_SUGGESTION,
    FEEDBACK,
    FEEDBACK_COMMENT,
    FEEDBACK_REASON,
    FEEDBACK_SUGGESTION,
)
from cds_service.feedback.outcome import Feedback, Reason
from tests.database.cluster import Cluster
from tests.database.databases import database_at
from tests.feedback.keeping import ACCEPTED, CARD, NOW, OVERRIDDEN, SERVICE, at, keep, rows


def test_a_card_is_kept_with_what_is_behind_it_and_what_it_offers(database: Database) -> None:
    keep(database, CARD)
    assert rows(database, CARDS, ["service", "card", "topic", "indicator", "sent"]) == [
        (SERVICE, "card-1", "W02", "critical", NOW)
    ]
    assert rows(database, CARD_ITEM, ["item", "standing"]) == [("R12", "blocked"), ("W02", "critical")]
    assert rows(database, CARD_SUGGESTION, ["suggestion", "does", "code"]) == [
        ("sug-cancel", "delete", ""),
        ("sug-order", "create", "ki67"),
    ]


def test_a_card_of_a_repeated_call_stays_as_it_was_the_first_time(database: Database) -> None:
    keep(database, CARD)
    keep(database, replace(CARD, answer="answer-2", sent=NOW + timedelta(hours=1)))
    assert rows(database, CARDS, ["card", "answer", "sent"]) == [("card-1", "answer-1", NOW)]


def test_one_card_of_two_services_is_two(database: Database) -> None:
    keep(database, CARD, replace(CARD, service="net-order-select"))
    assert len(rows(database, CARDS, ["service"])) == 2


def test_feedback_about_a_card_that_nobody_knows_is_kept(database: Database) -> None:
    keep(database, ACCEPTED)
    assert rows(database, FEEDBACK, ["service", "card", "outcome", "occurred", "received"]) == [
        (SERVICE, "card-1", "accepted", NOW, NOW)
    ]
    assert rows(database, FEEDBACK_SUGGESTION, ["suggestion"]) == [("sug-order",)]


def test_a_repeat_is_one_also_within_a_batch_and_keeps_the_first_time_of_receipt(database: Database) -> None:
    keep(database, OVERRIDDEN, OVERRIDDEN)
    keep(database, OVERRIDDEN, received=NOW + timedelta(days=1))
    assert rows(database, FEEDBACK, ["card", "received"]) == [("card-1", NOW)]
    assert len(rows(database, FEEDBACK_REASON, ["code"])) == 1
    assert len(rows(database, FEEDBACK_COMMENT, ["comment"])) == 1


def test_what_a_repeat_adds_is_not_lost(database: Database) -> None:
    keep(database, ACCEPTED, OVERRIDDEN)
    keep(database, replace(ACCEPTED, suggestions=("sug-cancel",)))
    keep(database, replace(OVERRIDDEN, reasons=(Reason(system="s", code="y"),), comments=("and once more",)))
    assert rows(database, FEEDBACK_SUGGESTION, ["suggestion"]) == [("sug-cancel",), ("sug-order",)]
    assert rows(database, FEEDBACK_REASON, ["system", "code"]) == [("", "x"), ("s", "y")]
    assert rows(database, FEEDBACK_COMMENT, ["comment"]) == [("and once more",), ("said at the board",)]


def test_each_later_word_about_a_card_is_kept(database: Database) -> None:
    keep(database, OVERRIDDEN, at(OVERRIDDEN, 1), at(ACCEPTED, 2), ACCEPTED)
    assert len(rows(database, FEEDBACK, ["id"])) == 4


def test_what_people_write_comes_back_as_they_wrote_it(database: Database) -> None:
    written = "Müller 𝔘 ‘; DROP TABLE feedback; --\n\t%s :x \\ \ufffd"
    keep(database, replace(OVERRIDDEN, comments=(written,), reasons=(Reason(system="s" * 500, code="c" * 200),)))
    assert rows(database, FEEDBACK_COMMENT, ["comment"]) == [(written,)]


def test_a_comment_is_forgotten_after_its_time_and_nothing_else_is(database: Database) -> None:
    keep(database, OVERRIDDEN)
    keep(database, replace(OVERRIDDEN, card="card-2"), received=NOW + timedelta(days=1))
    with database.writing() as connection:
        assert forget_comments(connection, NOW + timedelta(days=1)) == 1
    assert rows(database, FEEDBACK_COMMENT, ["received"]) == [(NOW + timedelta(days=1),)]
    assert len(rows(database, FEEDBACK, ["id"])) == len(rows(database, FEEDBACK_REASON, ["code"])) == 2


def test_of_batches_at_once_each_is_kept(database: Database) -> None:
    batches = [[replace(OVERRIDDEN, card=f"card-{batch}-{number}") for number in range(20)] for batch in range(12)]

    def kept(batch: list[Feedback]) -> None:
        keep(database, *batch)

    with ThreadPoolExecutor(max_workers=len(batches)) as threads:
        list(threads.map(kept, batches))
    assert len(rows(database, FEEDBACK, ["card"])) == 12 * 20


def test_batches_that_begin_at_once_do_not_wait_for_each_other_in_a_circle(cluster: Cluster) -> None:
    database = database_at(cluster.new_database())
    items = [replace(OVERRIDDEN, card=f"card-{number}") for number in range(200)]
    begun = Barrier(2)

    def kept(batch: list[Feedback]) -> None:
        with database.writing() as connection:
            begun.wait(20)
            keep_feedback(connection, SERVICE, batch, NOW)

    with ThreadPoolExecutor(max_workers=2) as threads:
        for _ in range(5):
            list(threads.map(kept, [items, items[::-1]]))
            with database.writing() as connection:
                connection.execute(delete(FEEDBACK))
    database.close()
