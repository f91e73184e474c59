"""What ``python -m vouch`` can do with what a home keeps: prune, seal, rotate its key."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from vouch import home, pruning, rotation, sealing, viewers
from vouch.audit import expiry
from vouch.command_line import audits, prunes, reports, rotations, screens, seals
from vouch.command_line.options import Home, read_day
from vouch.report import expiry as of_reports

app = typer.Typer(add_completion=False)


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
