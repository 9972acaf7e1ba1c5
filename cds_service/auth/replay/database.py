"""Used tokens in the database, which all processes of the service share."""

from __future__ import annotations

import time
from collections.abc import Callable

from anyio import CapacityLimiter, fail_after, to_thread
from sqlalchemy import Column, Connection, Float, Index, LargeBinary, MetaData, Table, delete

from cds_service.auth.replay.memory import MemoryDown, digest_of
from cds_service.database.database import Database, DatabaseDown
from cds_service.database.inserting import insert_into

METADATA = MetaData()
USED_TOKEN = Table(
    "used_token",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("until", Float(53), nullable=False),
    Index("used_token_until", "until"),
)
_WAIT_SECONDS = 2.0
_SWEEP_SECONDS = 60.0


class DatabaseMemory:
    """A `ReplayMemory` in a database. Only digests are written: nothing in it can be used or read by anybody."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        self._thread = CapacityLimiter(1)  # of its own: whoever waits here keeps no other work waiting
        self._swept = 0.0

    async def remember(self, iss: str, jti: str, until: float) -> bool:
        """See `ReplayMemory`."""
        digest = digest_of(iss, jti)
        try:
            with fail_after(_WAIT_SECONDS):
                return await to_thread.run_sync(
                    self._remembered, digest, until, limiter=self._thread, abandon_on_cancel=True
                )
        except (DatabaseDown, TimeoutError) as error:
            raise MemoryDown(str(error) or type(error).__name__) from error

    async def close(self) -> None:
        """Close the connections."""
        await to_thread.run_sync(self._database.close)

    def _remembered(self, digest: bytes, until: float) -> bool:
        now = self._clock()
        with self._database.writing() as connection:
            is_new = _is_new(connection, digest, until, now)
            if now - self._swept > _SWEEP_SECONDS:
                connection.execute(delete(USED_TOKEN).where(USED_TOKEN.c.until <= now))
                self._swept = now
        return is_new


def _is_new(connection: Connection, digest: bytes, until: float, now: float) -> bool:
    """One statement, so that of several processes exactly one gets the row back."""
    insert = insert_into(connection, USED_TOKEN).values(digest=digest, until=until)
    remember = insert.on_conflict_do_update(
        index_elements=[USED_TOKEN.c.digest],
        set_={"until": insert.excluded.until},
        where=USED_TOKEN.c.until <= now,
    )
    return connection.execute(remember.returning(USED_TOKEN.c.digest)).first() is not None
