"""UCUM code of an item → the unit in words, as cards, criteria and the review sheet write it."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {  # what is missing here is written as it is
    "a": " years",
    "mo": " months",
    "d": " days",
    "{dose}": " doses",
    "{cycle}": " cycles",
    "{score}": "",
    "{INR}": "",
    "{/2mm2}": "",
    "[ULN]": " × upper limit of normal",
    "10*9/L": " × 10⁹/L",
    "m[IU]/L": " mIU/L",
    "umol/(24.h)": " µmol/24 h",
}


def worded_unit(code: str | None) -> str:
    """What follows the number, with the blank in front of it; nothing for a number without a unit."""
    return _WORDS.get(code, f" {code}") if code else ""
