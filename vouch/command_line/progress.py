"""How far a build is: a bar on a terminal, lines for the app, nothing in a pipe."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from vouch import steps, waiting, wording
from vouch.steps import Stage, Step


class Style(StrEnum):
    """How progress is told."""

    AUTO = "auto"
    JSON = "json"
    NONE = "none"


@dataclass
class Clock:
    """Tells how long a stage may still take, from what it took so far."""

    stage: Stage | None = None
    since: float = 0.0

    def left(self, step: Step) -> float | None:
        """Estimate the seconds that are left of the step's stage; None before there is a ground."""
        now = time.monotonic()
        if step.stage is not self.stage:
            self.stage, self.since = step.stage, now
        return step.left(now - self.since)


@contextmanager
def told(style: Style) -> Iterator[steps.Progress]:
    """Give a function that tells one step."""
    console, clock = Console(stderr=True), Clock()
    if style is Style.JSON:
        yield lambda step: _print_line(step, clock.left(step))
    elif style is Style.AUTO and console.is_terminal:
        t = wording.Words("en")
        with _bar(console) as bar:
            task = bar.add_task("", total=None)
            yield lambda step: bar.update(
                task,
                completed=step.bytes,
                total=step.of_bytes or None,
                description=waiting.told(step, clock.left(step), t),
            )
    else:
        yield lambda step: None


def _bar(console: Console) -> Progress:
    columns = (BarColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=console, transient=True)


def _print_line(step: Step, left: float | None) -> None:
    """Print one step at once: the app reads along."""
    typer.echo(json.dumps(asdict(step) | {"left": left}, ensure_ascii=False))
