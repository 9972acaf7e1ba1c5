"""The hooks of the CDS Hooks library: required context and fields that may stand in prefetch templates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def published_hooks() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Hook → `required` and `tokens`, each the names of context fields."""
    rows = json.loads(files("cds_service.harness").joinpath("hooks.json").read_text("utf-8"))
    return {hook: {name: tuple(fields) for name, fields in row.items()} for hook, row in rows.items()}
