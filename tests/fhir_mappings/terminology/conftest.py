"""The tables of verified codes: the design record, where it lies beside the repository, and what was confirmed here."""

import csv
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parents[3]
_TABLE = _REPOSITORY.parent / "shared" / "design" / "codes.csv"
_CONFIRMED_HERE = Path(__file__).with_name("confirmed_here.csv")

VerifiedCodes = dict[tuple[str, str], dict[str, str]]


@pytest.fixture(scope="session")
def confirmed_here() -> VerifiedCodes:
    """Codes that codes.csv lacks, with the public sources that agree on each; all of them for matching only."""
    with _CONFIRMED_HERE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return {(row["system_uri"], row["code"]): {**row, "verified": _grade(row["sources"])} for row in rows}


@pytest.fixture(scope="session")
def designed_codes() -> VerifiedCodes:
    """Rows of codes.csv by system and code; the rows "not found" have no code and are left out."""
    if not _TABLE.exists():
        pytest.skip("design/codes.csv is not beside the repository (../shared): grades unchecked")
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {(row["system_uri"], row["code"]): row for row in csv.DictReader(table) if row["code"]}


@pytest.fixture(scope="session")
def verified_codes(designed_codes: VerifiedCodes, confirmed_here: VerifiedCodes) -> VerifiedCodes:
    """Both tables."""
    return {**confirmed_here, **designed_codes}


def _grade(sources: str) -> str:
    """ "match": sources that agree, read and never sent; "single": one source."""
    return "match" if len(sources.split("; ")) > 1 else "single"
