"""`outcomeTimestamp` → a time in UTC, in the ways in which clients write one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

# RFC 3339, which allows a blank and small letters too; and offsets without colon or minutes, as Java writes them.
_FORM = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<time>\d\d:\d\d:)(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,20}))?"
    r"(?:[Zz]|(?P<sign>[+-])(?P<hours>\d\d)(?::?(?P<minutes>[0-5]\d))?)",
    re.ASCII,
)
_LEAP_SECOND = "60"


def instant(text: str) -> tuple[datetime, str] | None:
    """The time in UTC to the microsecond, without zone, and the same with all its digits; None when it is none.

    A local time, which says nothing of its zone, is none (S-K04).
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    leap = found["second"] == _LEAP_SECOND
    digits = "999999" if leap else (found["fraction"] or "").rstrip("0")
    try:
        local = datetime.fromisoformat(f"{found['day']}T{found['time']}{'59' if leap else found['second']}")
        utc = local.replace(tzinfo=_zone(found)).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):  # a thirteenth month, an hour before the first of all
        return None
    return utc.replace(microsecond=int(digits[:6].ljust(6, "0"))), f"{utc.isoformat()}.{digits}"


def _zone(found: re.Match[str]) -> timezone:
    offset = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    return timezone(-offset if found["sign"] == "-" else offset)
