"""A prefetch template taken apart: resource type, id or parameters, and tokens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

TOKEN = re.compile(r"\{\{(.*?)\}\}")
USER_TOKENS = frozenset({"userPractitionerId", "userPractitionerRoleId", "userPatientId", "userRelatedPersonId"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One template of one entry; `path` and `query` are the halves around the question mark."""

    hook: str
    key: str
    text: str

    @property
    def tokens(self) -> tuple[str, ...]:
        """What stands between the braces, in order."""
        return tuple(TOKEN.findall(self.text))

    @property
    def path(self) -> str:
        """The text before the question mark."""
        return self.text.partition("?")[0]

    @property
    def is_search(self) -> bool:
        """True for a search, false for a read."""
        return "?" in self.text

    @property
    def kind(self) -> str:
        """The resource type, as far as the text names one."""
        return self.path.partition("/")[0]

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The parameters of a search, in order, as written."""
        query = self.text.partition("?")[2]
        return tuple((name, value) for name, _, value in (part.partition("=") for part in query.split("&")) if name)


@cache
def resource_types() -> frozenset[str]:
    """The resource types of FHIR R4, and the request types of earlier releases."""
    return frozenset(json.loads(files("cds_service.harness").joinpath("resource_types.json").read_text("utf-8")))


def templates_of(service: Mapping[str, Any]) -> Iterator[Template]:
    """The templates of one entry of discovery that are text."""
    prefetch = service.get("prefetch")
    if isinstance(prefetch, dict):
        for key, text in prefetch.items():
            if isinstance(text, str) and text:
                yield Template(hook=str(service.get("hook")), key=key, text=text)
