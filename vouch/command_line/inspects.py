"""A proposal for one export, printed so that it can be appended to sources.toml."""

import re
from pathlib import Path
from typing import Annotated

import typer

from vouch import home, inspection
from vouch.command_line.options import Home

app = typer.Typer(add_completion=False)

NAME = re.compile(r"[^.\s]+\.[^.\s]+")


@app.command()
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export, of any format.")],
    rows: Annotated[
        int, typer.Option(min=1, help="How many rows to look at, at most.")
    ] = inspection.ROWS,
    name: Annotated[
        str, typer.Option("--as", help="What to call it, such as crm.contacts.", metavar="NAME")
    ] = "",
    sheet: Annotated[
        str | None, typer.Option(help="Of a workbook: which sheet.", show_default=False)
    ] = None,
    folder: Home = None,
) -> None:
    """Look at an export and print a proposal for sources.toml, to be confirmed by a person."""
    if name and not NAME.fullmatch(name):
        raise typer.BadParameter("a system and a name, such as crm.contacts", param_hint="--as")
    policy = home.load(home.find(folder)).policy
    typer.echo(inspection.inspect(file, policy, rows=rows, name=name, sheet=sheet), nl=False)
