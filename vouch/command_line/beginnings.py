"""What a home begins with: the sample data, or a commented home of one's own."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from vouch import home, starter
from vouch import sample as invented
from vouch.command_line.options import read_day

app = typer.Typer(add_completion=False)


@app.command()
def sample(
    folder: Annotated[
        Path, typer.Option("--home", help="Where to write it; else where it belongs.")
    ] = home.SAMPLE,
) -> None:
    """Write the sample data anew, the same bytes each time."""
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
    starter.write(folder, read_day("--day", day) or datetime.today().date())
    typer.echo(f"Wrote a home to {folder}. Build it: python -m vouch build --home {folder}")
