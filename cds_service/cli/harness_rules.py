"""`net-cds harness --rules`: every requirement, with its rule or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable

import click

from cds_service.harness.rule import Target, all_rules
from cds_service.harness.without_rule import without_rule


def rules_option(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the option, which needs no URL and stops after its list."""
    option = click.option(
        "--rules",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_listed,
        help="List every requirement, with its rule or why there is none, and stop.",
    )
    return option(command)


def _listed(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    for suite in dict.fromkeys(rule.suite for rule in all_rules()):
        click.secho(suite, bold=True)
        for rule in (one for one in all_rules() if one.suite == suite):
            click.echo(f"  {rule.id:<7} {rule.strength:<11} {_versions(rule.since, rule.until):<14} {rule.title}")
    click.secho("without a rule", bold=True)
    for one in without_rule():
        click.echo(f"  {one.id:<7} {one.kind:<11} {one.reason}")
    context.exit()


def _versions(since: Target, until: Target) -> str:
    return f"from {since}" if until is Target.V3_0_BALLOT else f"{since} to {until}"
