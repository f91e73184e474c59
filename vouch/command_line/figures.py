"""The figures of one snapshot on one day, printed."""

import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import typer
from rich import box
from rich.table import Table

from vouch import (
    asked,
    characters,
    downloads,
    exit_codes,
    kpi_files,
    kpis,
    readers,
    warehouse,
    wording,
)
from vouch import build as builder
from vouch.command_line import progress, screens
from vouch.errors import VouchError
from vouch.home import Home
from vouch.policy import Policy

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """Where figures are read from, the days they are asked for, and the policy of the first."""

    home: Home
    generation: str
    reader: readers.Reader
    snapshot: date
    as_of: date


def build(home: Home, style: progress.Style = progress.Style.AUTO) -> builder.Summary:
    """Build a home and tell how far it is; Ctrl+C ends it with one sentence.

    Raises:
        typer.Exit: it was cancelled.
    """

    def run() -> builder.Summary:
        with progress.told(style) as step:
            return builder.run(home, step)

    return cancellable(run, "problem.build_cancelled")


def cancellable(run: Callable[[], T], said: str) -> T:
    """Do long work; Ctrl+C ends it, and the message called *said* tells what is left of it.

    Raises:
        typer.Exit: it was cancelled.
    """
    pressed: list[int] = []

    def cancel(sign: int, _: object) -> None:
        pressed.append(sign)
        signal.signal(sign, signal.SIG_IGN)  # pressed again, it would only disturb the tidying up
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, cancel)
    try:
        # Whoever starts us to be cancelled holds it back until now: an import may swallow it.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        return run()
    except BaseException:  # whatever a library, DuckDB for one, makes of the interrupt
        if not pressed:
            raise
        typer.echo(str(VouchError(said)), err=True)
        raise typer.Exit(exit_codes.CANCELLED) from None
    finally:
        signal.signal(signal.SIGINT, before)


def open_source(
    home: Home,
    snapshot: date | None,
    as_of: date | None,
    chosen: Policy | None = None,
    role: readers.Role = readers.Role.MANAGEMENT,
) -> Source:
    """Open the published generation, building it if there is none yet.

    Figures are judged by the *chosen* policy, else by the one of the snapshot's day.

    Raises:
        VouchError: there is no such snapshot, or the build found something to mend.
    """
    generation = warehouse.current(home.warehouse) or build(home).generation
    judged, reader, day = asked.opened(home, generation, role, snapshot, chosen)
    return Source(judged, generation, reader, day, as_of or day)


def measure(source: Source) -> list[kpis.Kpi]:
    """Measure every KPI."""
    return kpis.measure_all(source.reader, source.snapshot, source.as_of)


def as_json(source: Source, measured: list[kpis.Kpi]) -> str:
    """Write the figures in the form that other programs rely on."""
    past = kpis.past_range(source.reader, source.snapshot, source.as_of)
    return kpi_files.as_json(measured, past, source.home.policy.notice, source.generation)


def as_csv(source: Source, measured: list[kpis.Kpi]) -> str:
    """Write one line for each KPI and dataset; no line is a sum of others."""
    return kpi_files.as_csv(measured, ground(source))


def ground(source: Source) -> dict[str, str]:
    """Say what figures and rows rest on, as the files of the pages do."""
    notice = source.home.policy.notice
    return downloads.ground(source.snapshot, source.as_of, notice, source.generation)


def show(source: Source, measured: list[kpis.Kpi]) -> None:
    """Print the figures for a person."""
    t = wording.Words("en")
    version = characters.in_line(source.home.policy.notice.version)
    title = f"snapshot {source.snapshot}, as of {source.as_of}, policy {version}"
    table = Table("figure", title=title, box=box.SIMPLE)
    for name in ("count", "of", "share", "status"):
        table.add_column(name, justify="left" if name == "status" else "right")
    for kpi in measured:
        numbers = (t.number(kpi.numerator), t.number(kpi.denominator), t.share(kpi.ratio))
        table.add_row(kpi.id, *numbers, str(kpi.status))
    screens.show(table)
