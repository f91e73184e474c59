"""Two versions of a policy side by side: their rules, and how every snapshot stands under each."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from vouch import (
    characters,
    comparison,
    downloads,
    home,
    policy,
    policy_effects,
    policy_terms,
    wording,
)
from vouch.command_line import figures, options, screens
from vouch.command_line.options import Format
from vouch.comparison import COUNTS, Effect
from vouch.errors import VouchError
from vouch.home import Home
from vouch.policy import Policy

app = typer.Typer(add_completion=False)


@app.command()
def compare_policy(
    old: Annotated[str, typer.Argument(help="A version of the home's policy, or a file.")],
    new: Annotated[str, typer.Argument(help="The version or file to hold against it.")],
    folder: options.Home = None,
    form: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.TABLE,
) -> None:
    """Show what another policy would change in every snapshot; nothing is built anew."""
    source = figures.open_source(home.load(home.find(folder)), None, None)
    before, after = find(source.home, old), find(source.home, new)
    found = comparison.effects(source.home, before, after)
    match form:
        case Format.JSON:
            typer.echo(as_json(before, after, found))
        case Format.CSV:
            typer.echo(as_csv(before, after, found, source.generation), nl=False)
        case Format.TABLE:
            show(before, after, found)


def find(where: Home, name: str) -> Policy:
    """Find a version by its name, or read the file that *name* is.

    Raises:
        VouchError: it is neither, or something in the file is wrong.
    """
    if known := where.versions.named(name):
        return known
    if Path(name).is_file():
        return policy.load(Path(name))
    known_names = ", ".join(version.notice.version for version in where.versions.all)
    raise VouchError("problem.version_unknown", version=name, known=known_names)


def as_json(before: Policy, after: Policy, effects: Sequence[Effect]) -> str:
    """Write both versions' counts of each snapshot and dataset, changed or not."""
    return json.dumps(
        {
            "before": before.notice.version,
            "after": after.notice.version,
            "effects": [
                {
                    "snapshot": effect.snapshot.isoformat(),
                    "dataset": effect.dataset,
                    "rule": effect.rule,
                    "before": dict(zip(COUNTS, effect.before, strict=True)),
                    "after": dict(zip(COUNTS, effect.after, strict=True)),
                }
                for effect in effects
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def as_csv(before: Policy, after: Policy, effects: list[Effect], generation: str) -> str:
    """Write one line for each snapshot and dataset, changed or not."""
    table = comparison.table(effects)
    ground = policy_effects.ground(before, after) | {"generation": generation}
    rows = ([*row, *ground.values()] for row in table.itertuples(index=False, name=None))
    return downloads.text([*table.columns, *ground], rows)


def show(before: Policy, after: Policy, effects: Sequence[Effect]) -> None:
    """Print what changes: the rules, then the counts that the change moves."""
    screens.show(_rules(before, after))
    screens.show(_counts(before, after, [effect for effect in effects if effect.is_change]))


def _rules(before: Policy, after: Policy) -> Table | str:
    t = wording.Words("en")
    versions = (characters.in_line(side.notice.version) for side in (before, after))
    table = Table("rule", *versions, box=box.SIMPLE)
    for change in comparison.rule_changes(before, after):
        sides = (policy_terms.rule_lines(side, t) for side in (change.before, change.after))
        screens.add_row(table, change.rule, *("; ".join(lines) for lines in sides))
    for term in comparison.term_changes(before, after):
        if term.is_moving:
            screens.add_row(table, term.name, str(term.before), str(term.after))
    return table if table.row_count else "No rule differs."


def _counts(before: Policy, after: Policy, effects: Sequence[Effect]) -> Table | str:
    """Lay out what differs, as ``before → after``; nothing else is worth a line."""
    if not effects:
        return "No figure differs in any snapshot."
    t = wording.Words("en")
    title = f"{before.notice.version} → {after.notice.version}, each snapshot on its own day"
    table = Table("snapshot", "dataset", title=characters.in_line(title), box=box.SIMPLE)
    for name in COUNTS:
        table.add_column(name.replace("_", " "), justify="right")
    for effect in effects:
        pairs = zip(effect.before, effect.after, strict=True)
        moved = [
            t.number(was) if was == becomes else f"{t.number(was)} → {t.number(becomes)}"
            for was, becomes in pairs
        ]
        screens.add_row(table, effect.snapshot.isoformat(), effect.dataset or "", *moved)
    return table
