"""How the sound service refuses."""

from __future__ import annotations


class Refusal(Exception):
    """A status and what is wrong."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
