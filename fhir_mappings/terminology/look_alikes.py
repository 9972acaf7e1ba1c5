"""Codes that look like one we read and are not → why each is left out."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def look_alikes() -> Mapping[tuple[str, str], str]:
    """The reason by system and code, to be read after the code: "tells the presence of Ki-67 …"."""
    rows = json.loads(files(__package__).joinpath("look_alikes.json").read_text(encoding="utf-8"))["codes"]
    return MappingProxyType({(row["system"], row["code"]): row["reason"] for row in rows})
