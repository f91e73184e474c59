"""What ``python -m vouch`` can be told."""

import os
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from vouch import __version__, home, wording
from vouch.command_line import figures, limits, progress, summary
from vouch.errors import VouchError

BROKEN, MENDABLE = 1, 2

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help=f"The organisation's folder; else the variable {home.VARIABLE}, else the sample data.",
        show_default=False,
    ),
]
Snapshot = Annotated[
    str | None, typer.Option(help="The snapshot's day; else the newest.", metavar="DAY")
]
AsOf = Annotated[
    str | None, typer.Option(help="The day to look at it on; else the snapshot's.", metavar="DAY")
]

app = typer.Typer(
    help="Trace every compliance figure back to the export row that proves it.",
    epilog="Exit codes: 0 done, 1 a limit is broken (check), 2 something that you can mend.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # its traceback would print local values, personal data too
)


class Format(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def main() -> None:
    """Run a command; what the user can mend is one sentence and no traceback."""
    try:
        app()
    except VouchError as error:
        typer.echo(str(error), err=True)
        sys.exit(MENDABLE)
    except (OSError, duckdb.IOException) as error:  # no right, no room, or a damaged file of ours
        typer.echo(str(VouchError("problem.system", reason=str(error).splitlines()[0])), err=True)
        sys.exit(MENDABLE)


@app.callback(invoke_without_command=True)
def show_version(
    is_asked: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Trace every compliance figure back to the export row that proves it."""
    if is_asked:
        typer.echo(f"vouch {__version__}")
        raise typer.Exit


@app.command()
def serve(
    folder: Home = None,
    port: Annotated[
        int, typer.Option(min=1, max=65_535, help="Port on this machine; else the next free one.")
    ] = 8501,
) -> None:
    """Open the dashboard on this machine, after a first build if there is none yet."""
    from vouch import server  # Streamlit takes a second to import

    where = home.find(folder).absolute()
    if not where.is_dir():
        home.load(where)
    os.environ[home.VARIABLE] = str(where)
    server.build_first(where)
    server.run(port)


@app.command()
def build(
    folder: Home = None,
    steps: Annotated[
        progress.Style, typer.Option("--progress", help="auto: a bar on a terminal, else nothing.")
    ] = progress.Style.AUTO,
) -> None:
    """Read the exports, compute the figures and publish them."""
    made = figures.build(home.load(home.find(folder)), steps)
    if steps is not progress.Style.JSON:
        summary.show(made)


@app.command()
def kpis(
    folder: Home = None,
    snapshot: Snapshot = None,
    as_of: AsOf = None,
    form: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.TABLE,
) -> None:
    """Print the figures; csv and json have a line for each dataset too."""
    source = _source(folder, snapshot, as_of)
    measured = figures.measure(source)
    match form:
        case Format.JSON:
            typer.echo(figures.as_json(source, measured))
        case Format.CSV:
            typer.echo(figures.as_csv(source, measured), nl=False)
        case Format.TABLE:
            figures.show(source, measured)


@app.command()
def check(folder: Home = None, snapshot: Snapshot = None, as_of: AsOf = None) -> None:
    """Hold the figures against the policy's limits; exit 1 if one is broken or cannot be held."""
    source = _source(folder, snapshot, as_of)
    found = limits.check(source)
    for name in found.without_figure:
        typer.echo(f"policy.toml, table limits: no figure is called {name}.", err=True)
    content = f"No limit is broken; {found.held} hold." if found.held else "Nothing to count."
    for line in [*found.broken, *found.unread] or [content]:
        typer.echo(line)
    if found.without_figure:
        raise typer.Exit(MENDABLE)
    if found.broken or found.unread or not found.held:
        raise typer.Exit(BROKEN)


@app.command()
def sample(
    folder: Annotated[
        Path, typer.Option("--home", help="Where to write it; else where it belongs.")
    ] = home.SAMPLE,
) -> None:
    """Write the sample data anew, the same bytes each time."""
    from vouch import sample as invented

    folder.mkdir(parents=True, exist_ok=True)
    invented.write(folder)
    typer.echo(f"Wrote the sample data to {folder}.")


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    day: Annotated[
        str | None, typer.Option(help="Day of the snapshot; else today.", metavar="DAY")
    ] = None,
) -> None:
    """Write a commented home to begin with; then: build --home DIR."""
    from vouch import starter

    starter.write(folder, _day("--day", day) or date.today())
    typer.echo(f"Wrote a home to {folder}. Build it: python -m vouch build --home {folder}")


def _source(folder: Path | None, snapshot: str | None, as_of: str | None) -> figures.Source:
    """Open the figures that the options name, and say where they cannot tell all."""
    days = _day("--snapshot", snapshot), _day("--as-of", as_of)
    source = figures.open_source(home.load(home.find(folder)), *days)
    if source.as_of < source.snapshot:
        hint = {"as_of": source.as_of.isoformat(), "snapshot": source.snapshot.isoformat()}
        typer.echo(wording.Words("en")("hint.before_snapshot", **hint), err=True)
    return source


def _day(option: str, text: str | None) -> date | None:
    """Read the day that an option gives."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise VouchError("problem.wrong_day", option=option, value=text) from None
