"""Vignette files → the rows of a page's table of examples."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parents[2] / "tests" / "guideline" / "vignettes"  # in a checkout; a wheel has no vignettes


def examples(slug: str, folder: Path | None) -> tuple[tuple[str, str], ...]:
    """What each vignette of the file `<slug>.yaml` shows, and what is expected; nothing when there is no such file."""
    path = folder / f"{slug}.yaml" if folder else None
    if path is None or not path.is_file():
        return ()
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return tuple((entry["says"], expected(entry["expect"])) for entry in entries)


def expected(written: Mapping[str, Any]) -> str:
    """The expectation in one line: "recommended R12 (moderate); blocked R14"."""
    return "; ".join(f"{name.replace('_', ' ')} {_said(value)}".strip() for name, value in written.items())


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} ({word})" for key, word in value.items()) or "nothing"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return ""
