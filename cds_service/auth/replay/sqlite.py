"""Used tokens in an SQLite file that all processes of one machine share."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from cds_service.auth.replay.memory import MemoryDown

_SCHEME = "sqlite:///"
_WAIT_SECONDS = 2.0  # for another process that is writing
_SWEEP_SECONDS = 60.0
_TABLE = "CREATE TABLE IF NOT EXISTS used_token (digest BLOB PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID"
_INDEX = "CREATE INDEX IF NOT EXISTS used_token_until ON used_token (until)"
# One statement, so that of several processes exactly one has a row changed.
_REMEMBER = """
    INSERT INTO used_token (digest, until) VALUES (:digest, :until)
    ON CONFLICT (digest) DO UPDATE SET until = excluded.until WHERE used_token.until <= :now
"""


def file_of(url: str) -> Path:
    """The file of an address such as sqlite:///net-cds.sqlite; of none, the one in the user's data directory.

    Raises `ValueError` with the remedy when there is no such file.
    """
    if not url:
        return _default_file()
    name = url.removeprefix(_SCHEME)
    if name == url or not name or name.startswith(":"):
        raise ValueError(f"used tokens are kept in a file of SQLite, such as {_SCHEME}/var/lib/net-cds/net-cds.sqlite")
    return Path(name)


def prepare(file: Path) -> None:
    """Make the file, for this user's eyes only, and the table in it, where they are not there yet.

    Raises `ValueError` with the remedy when that is not possible.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        _opened(file).close()
    except (OSError, sqlite3.Error) as error:
        raise ValueError("must be a file that this user may make and write, or an SQLite database") from error


class SqliteMemory:
    """A `ReplayMemory` in a file. Only digests are written: nothing in it can be used or read by anybody."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = file, clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="used-tokens")
        self._connection: sqlite3.Connection | None = None
        self._swept = 0.0

    async def remember(self, iss: str, jti: str, until: float) -> bool:
        """See `ReplayMemory`."""
        digest = sha256(json.dumps([iss, jti]).encode()).digest()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._remembered, digest, until)
        except (OSError, sqlite3.Error) as error:
            raise MemoryDown(type(error).__name__) from error

    async def close(self) -> None:
        """Close the file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._forget_connection)
        self._thread.shutdown()

    def _remembered(self, digest: bytes, until: float) -> bool:
        now = self._clock()
        try:
            if self._connection is None:
                self._connection = _opened(self._file)
            changed = self._connection.execute(_REMEMBER, {"digest": digest, "until": until, "now": now}).rowcount
            if now - self._swept > _SWEEP_SECONDS:
                self._connection.execute("DELETE FROM used_token WHERE until <= ?", (now,))
                self._swept = now
        except sqlite3.Error:
            self._forget_connection()  # the next call opens the file anew
            raise
        return changed == 1

    def _forget_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _default_file() -> Path:
    """As the XDG base directories have it."""
    data = Path(os.environ.get("XDG_DATA_HOME", ""))
    try:
        return (data if data.is_absolute() else Path.home() / ".local" / "share") / "net-cds" / "net-cds.sqlite"
    except RuntimeError as error:
        raise ValueError(f"this user has no home: name a file, such as {_SCHEME}net-cds.sqlite") from error


def _opened(file: Path) -> sqlite3.Connection:
    """Each statement is its own transaction. A crash of the process loses none; one of the machine perhaps the last."""
    connection = sqlite3.connect(file, timeout=_WAIT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(_TABLE)
    connection.execute(_INDEX)
    return connection
