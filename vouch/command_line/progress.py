"""How far a build is: a bar on a terminal, lines for the app, nothing in a pipe."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Step = Callable[[int, int, str], None]


class Style(StrEnum):
    """How progress is told."""

    AUTO = "auto"
    JSON = "json"
    NONE = "none"


@contextmanager
def told(style: Style) -> Iterator[Step]:
    """Give a function that tells one step: how many are done, of how many, and its name."""
    console = Console(stderr=True)
    if style is Style.JSON:
        yield _print_line
    elif style is Style.AUTO and console.is_terminal:
        with _bar(console) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total, name: bar.update(
                task, completed=done, total=total, description=name
            )
    else:
        yield lambda *_: None


def _bar(console: Console) -> Progress:
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=console, transient=True)


def _print_line(done: int, total: int, name: str) -> None:
    """Print one step at once: the app reads along."""
    typer.echo(json.dumps({"done": done, "total": total, "name": name}, ensure_ascii=False))
