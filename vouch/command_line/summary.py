"""What a build has read, snapshot by snapshot, and what it could not read."""

import typer
from rich import box
from rich.table import Table

from vouch import build, export_state, reading_rows, wording
from vouch.command_line import screens

LEAST_WIDTH = 100  # of the table: narrower, its numbers would be cut
SELDOM = ("preamble", "doubled")  # where there are none, their columns would push digits out
COLUMNS = (
    *("files", "physical", "preamble", "header", "blank", "elsewhere"),
    *("rejected", "doubled", "kept"),
)


def show(made: build.Summary) -> None:
    """Print what a build did."""
    if made.is_new:
        screens.show(_table(made), least=LEAST_WIDTH)
        typer.echo(f"Published generation {made.generation}; parts built: {made.new_parts}.")
    else:
        typer.echo(f"Nothing to do: generation {made.generation} is up to date.")
    _show_problems(made)
    _show_days(made)


def _table(made: build.Summary) -> Table:
    """Lay out the counts; in each line the last ones add up to the physical records."""
    t = wording.Words("en")
    columns = [
        name
        for name in COLUMNS
        if name not in SELDOM or any(getattr(counts, name) for counts in made.snapshots)
    ]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("snapshot", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    for counts in made.snapshots:
        numbers = [t.number(getattr(counts, name)) for name in columns]
        table.add_row(counts.day.isoformat(), *numbers)
    return table


def _show_problems(made: build.Summary) -> None:
    """Print the newest snapshot's problems; the older ones are known and only counted."""
    newest = max((counts.day for counts in made.snapshots), default=None)
    stopped = {stop.dataset: stop for stop in made.stops if stop.snapshot == newest}
    for day, dataset, problem in made.problems:
        if day == newest and dataset not in stopped:
            screens.say(f"{day} {dataset or 'no dataset'}: {problem}")
    t = wording.Words("en")
    said = [export_state.stop(stop, t) for stop in stopped.values()]
    said += [export_state.suspect(one, t) for one in made.suspects if one.snapshot == newest]
    for sentence in said:
        screens.say(f"{newest} {sentence}")
    older = sum(day != newest for day, _, _ in made.problems)
    if older:
        typer.echo(f"Problems in earlier snapshots, listed on the page Sources: {older}.")


def _show_days(made: build.Summary) -> None:
    """Print, of the newest snapshot, which columns hold days not read, or to be doubted."""
    t = wording.Words("en")
    for column in reading_rows.gather(made.readings):
        if column.unread or column.doubted or column.ambiguous:
            screens.say(f"{column.dataset}: {column.file}: {reading_rows.told(column, t)}")
