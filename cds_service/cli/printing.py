"""Cards → text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import click

_COLOURS = {"info": "blue", "warning": "yellow", "critical": "red"}
_WIDTH = 100


def print_cards(title: str, cards: Iterable[Mapping[str, Any]]) -> None:
    """Print one patient's cards under a heading; says so when there is none."""
    click.echo()
    click.secho(title, bold=True)
    click.echo("─" * min(len(title), _WIDTH))
    shown = list(cards)
    if not shown:
        click.echo("  no card: this guidance has nothing to say here")
    for card in shown:
        _print_card(card)


def _print_card(card: Mapping[str, Any]) -> None:
    indicator = str(card["indicator"])
    click.secho(f"  ■ {indicator.upper():8} {card['summary']}", fg=_COLOURS[indicator], bold=True)
    for line in str(card["detail"]).splitlines():
        click.echo(_wrapped(_without_markup(line)))
    for suggestion in card.get("suggestions", ()):
        click.echo(f"      [ {suggestion['label']} ]")
    click.echo()


def _wrapped(line: str) -> str:
    indent = "      "
    hanging = indent + ("  " if line.startswith("- ") else "")
    return textwrap.fill(line, _WIDTH, initial_indent=indent, subsequent_indent=hanging)


def _without_markup(line: str) -> str:
    """Markdown as people read it in a terminal: no emphasis marks, no escapes."""
    plain = re.sub(r"\*\*|(?<!\w)_|_(?!\w)", "", line)
    return re.sub(r"\\([^\w\s])", r"\1", plain)
