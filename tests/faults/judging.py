"""When an answer is loud enough: what a clinician could take for "nothing to worry about" must not be a failure."""

from __future__ import annotations

from typing import Any

import httpx

NOT_EVALUATED = "Part of this guidance could not be evaluated"


def is_loud(answer: httpx.Response, sound: Any) -> bool:
    """An error, or the sound answer, or cards among which one names everything that was not evaluated."""
    if answer.status_code >= 400:
        return True
    body = answer.json()
    return bool(body == sound or failures(body))


def failures(body: dict[str, Any]) -> str:
    """The words of the card on what could not be evaluated; empty when there is none."""
    return next((card["detail"] for card in body["cards"] if card["summary"] == NOT_EVALUATED), "")


def standing(body: dict[str, Any]) -> str:
    """How the answer says that it is to be taken."""
    return str(body["extension"]["org.net-cds.standing"])


def words(body: dict[str, Any]) -> str:
    """All that a clinician reads."""
    return "\n\n".join(f"{card['summary']}\n{card.get('detail', '')}" for card in body["cards"])
