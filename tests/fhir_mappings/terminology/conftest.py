"""The table of verified codes, where the design record lies beside the repository."""

import csv
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parents[3]
_TABLE = _REPOSITORY.parent / "shared" / "design" / "codes.csv"

VerifiedCodes = dict[tuple[str, str], dict[str, str]]


@pytest.fixture(scope="session")
def verified_codes() -> VerifiedCodes:
    """Rows of codes.csv by system and code; the rows "not found" have no code and are left out."""
    if not _TABLE.exists():
        pytest.skip("design/codes.csv is not beside the repository (../shared): grades unchecked")
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {(row["system_uri"], row["code"]): row for row in csv.DictReader(table) if row["code"]}
