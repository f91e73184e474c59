"""Audit packs: made for a snapshot, or left alone where nothing is new."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vouch import asked, home, viewers, wording
from vouch.audit.log import Log
from vouch.audit.trail import Trail
from vouch.command_line import audits, figures, limits, options, progress, screens
from vouch.command_line.figures import Source
from vouch.command_line.options import AsOf, Home, Language, Snapshot, read_day
from vouch.readers import Role
from vouch.report import composing, expiry, making, packs
from vouch.report.composing import Wish
from vouch.report.expiry import Expired
from vouch.report.making import Made, Place
from vouch.view import View

app = typer.Typer(add_completion=False)


class Period(StrEnum):
    """What a report covers."""

    MONTH = "month"
    YEAR = "year"


class Scheme(StrEnum):
    """The colours of the screenshots."""

    LIGHT = "light"
    DARK = "dark"


@app.command()
def write(  # noqa: PLR0913 - one for each option
    *,
    folder: Home = None,
    snapshot: Snapshot = None,
    as_of: AsOf = None,
    language: Language = "en",
    role: Annotated[Role, typer.Option(help="For whom; only the officer's has rows.")] = (
        Role.MANAGEMENT
    ),
    period: Annotated[
        Period, typer.Option(help="year adds the figures and changes of twelve months.")
    ] = Period.MONTH,
    scheme: Annotated[Scheme, typer.Option(help="The screenshots' colours.")] = Scheme.LIGHT,
    has_screens: Annotated[
        bool, typer.Option("--screens/--no-screens", help="Screenshots need Chromium.")
    ] = True,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for packs; else reports/ of the home.", metavar="DIR"),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--sign", help="Sign it with this key of ssh.", metavar="KEY"),
    ] = None,
    is_if_new: Annotated[
        bool, typer.Option("--if-new", help="Do nothing where a pack of the same is there.")
    ] = False,
    may_replace: Annotated[
        bool,
        typer.Option("--again", help="Replace the chain's last pack by one of something else."),
    ] = False,
    steps: Annotated[
        progress.Style, typer.Option("--progress", help="auto: a bar on a terminal, else nothing.")
    ] = progress.Style.AUTO,
) -> None:
    """Write an audit pack: report, screenshots, figures and what proves them, in one zip.

    New exports are read first, so that it rests on those that lie there.
    """
    options.refuse_language(language)
    days = read_day("--snapshot", snapshot), read_day("--as-of", as_of)
    where = home.load(home.find(folder))
    figures.build(where, steps)
    source = figures.open_source(where, *days, role=role)
    view = asked.look(source.home, source.reader, source.snapshot, source.as_of, language)
    wish = Wish(period.value, scheme.value, has_screens)
    place = Place(_folder(out or where.reports), may_replace, key)
    path = place.folder / composing.name(view, wish)
    if is_if_new and making.is_there(path, view, wish):
        screens.say(f"Nothing is new: {path} rests on the same exports, policy and versions.")
        return
    made = _make(view, wish, place, steps)
    screens.say(_summary(source, view, made))


def _folder(path: Path) -> Path:
    """Make the folder of packs, if only it itself is lacking."""
    options.refuse_no_folder(path)
    path.mkdir(exist_ok=True)
    return path


def _make(view: View, wish: Wish, place: Place, steps: progress.Style) -> Made:
    """Make the pack; Ctrl+C ends it and leaves nothing."""
    log, viewer = Log(view.home.audit), viewers.local(view.role)
    policy = view.home.policy.notice.version
    trail = Trail(log, viewer, "vouch report", view.generation, policy, audits.now)

    def run() -> Made:
        with progress.told(steps) as step:
            return making.make(view, wish, place, trail, step)

    return figures.cancellable(run, "problem.report_cancelled")


def _summary(source: Source, view: View, made: Made) -> str:
    """Say in one line what a schedule mails: whose, how it stands, where it lies, and its hash."""
    t, held = wording.Words("en"), limits.check(source)
    standing = f"limits broken: {len(held.broken)}"
    standing += f", exports lost or doubtful: {len(held.unread)}" if held.unread else ""
    size = f"{t.number(made.files)} files, {t.number(made.bytes / 1_000_000, 1)} MB"
    return (
        f"Report of {view.snapshot} for {view.role}, {view.t.language}: {standing}; {size} in "
        f"{made.path}; keep its SHA-256 elsewhere: {made.sha256}"
    )


def expired(where: home.Home, folder: Path, on: date) -> list[Expired]:
    """List the packs that the policy no longer allows; say if it sets no limit for any there."""
    if where.policy.settings.keep_reports is None and packs.listed(folder):
        typer.echo("policy.toml does not set keep_reports: audit packs stay for ever.")
    return expiry.find(folder, where.policy.settings, on)
