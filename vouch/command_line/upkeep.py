"""What ``python -m vouch`` can be told to do with files of a home: write, seal and prune them."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from vouch import home, pruning, rotation, sealing, viewers
from vouch.audit import expiry
from vouch.command_line import (
    audits,
    inspects,
    prunes,
    rejects,
    reports,
    rotations,
    screens,
    seals,
    verifies,
    worklists,
)
from vouch.command_line.options import Home, read_day
from vouch.report import expiry as of_reports

app = typer.Typer()


@app.command()
def prune(
    folder: Home = None,
    on: Annotated[
        str | None,
        typer.Option(help="The day to look at; else today.", metavar="DAY", show_default=False),
    ] = None,
    reports_in: Annotated[
        Path | None,
        typer.Option("--reports", help="Folder of packs; else the home's.", metavar="DIR"),
    ] = None,
    is_meant: Annotated[
        bool, typer.Option("--delete", help="Delete what is listed; without it nothing is.")
    ] = False,
) -> None:
    """List exports, keyed hashes, audit log and packs kept longer than allowed, and delete them."""
    where = home.load(home.find(folder))
    today = read_day("--on", on) or datetime.today().date()
    log = audits.expired(where, today)
    made = reports.expired(where, reports_in or where.reports, today)
    if is_meant:  # the log first: where it is broken, nothing that it tells of may go either
        expiry.delete(where.audit, log, viewers.LOCAL, audits.now())
    expired = (pruning.prune if is_meant else pruning.find)(where, today)
    if is_meant:
        of_reports.delete(made)
    for line in prunes.lines(expired, log, made, is_done=is_meant):
        typer.echo(line)


@app.command("rotate-key")
def rotate_key(
    folder: Home = None,
    is_meant: Annotated[
        bool, typer.Option("--rotate", help="Do it; without it only what it costs is said.")
    ] = False,
) -> None:
    """Replace the key of the hashes, after saying which comparisons that ends."""
    where = home.load(home.find(folder))
    lost = rotation.rotate(where, datetime.today().date()) if is_meant else rotation.find(where)
    for line in rotations.lines(lost, is_done=is_meant):
        typer.echo(line)


@app.command()
def seal(
    where: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a snapshot.")],
    folder: Home = None,
    again: Annotated[
        bool, typer.Option("--again", help="Replace a manifest that says something else.")
    ] = False,
) -> None:
    """Write manifest.json: bytes, SHA-256 and rows of each file, to which builds then hold it."""
    made = sealing.seal(home.load(home.find(folder)), where, again=again)
    for line in seals.lines(made, where):
        screens.say(line)


app.add_typer(audits.app, name="audit")
app.command("inspect")(inspects.show)
app.command("rejects")(rejects.write)
app.command("worklist")(worklists.write)
app.command("report")(reports.write)
app.command("verify")(verifies.check)


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

    starter.write(folder, read_day("--day", day) or datetime.today().date())
    typer.echo(f"Wrote a home to {folder}. Build it: python -m vouch build --home {folder}")
