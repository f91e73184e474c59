"""The terminal: what stands in a home or its exports is shown there, and commands nothing."""

import typer
from rich.console import Console
from rich.table import Table

from vouch import characters


def say(sentence: str, *, err: bool = False) -> None:
    """Print a sentence that may quote a home."""
    typer.echo(characters.shown(sentence), err=err)


def show(made: Table | str, *, least: int = 0) -> None:
    """Print a table, at *least* so many characters wide; no text of it is a style or an emoji."""
    screen = Console(soft_wrap=True, markup=False, emoji=False)
    screen.width = max(least, screen.width)
    screen.print(made)


def add_row(table: Table, *cells: str) -> None:
    """Add a row whose texts may come from a home."""
    table.add_row(*map(characters.in_line, cells))
