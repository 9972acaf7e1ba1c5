"""Words that are too long for a title → a title that fits, never with a word cut in two."""

from __future__ import annotations

from collections.abc import Sequence

from cds_service.cards.card import SUMMARY_LIMIT


def shortened(text: str) -> str:
    """The text, or as many of its first words as fit a summary, with an ellipsis."""
    if len(text) <= SUMMARY_LIMIT:
        return text
    words = text[:SUMMARY_LIMIT].split(" ")[:-1]  # the last may be cut
    return f"{' '.join(words).rstrip(' ,;:(')}…"


def listed(opening: str, words: Sequence[str], closing: str = "", separator: str = "; ") -> str:
    """Opening, words and closing in one line; of too many words the last become "2 more"."""
    for count in range(len(words), 0, -1):
        more = [f"{len(words) - count} more"] if count < len(words) else []
        text = f"{opening}{separator.join([*words[:count], *more])}{closing}"
        if len(text) <= SUMMARY_LIMIT:
            return text
    return shortened(f"{opening}{separator.join(words)}{closing}")
