"""The records to delete as a file, for the owner of a system; and what became of earlier lists."""

from pathlib import Path
from typing import Annotated

import typer

from vouch import downloads, home, readers, worklists
from vouch.audit.entries import Action
from vouch.command_line import audits, figures, options, screens
from vouch.command_line.options import Home
from vouch.errors import VouchError

app = typer.Typer(add_completion=False)


@app.command()
def write(
    out: Annotated[
        Path | None,
        typer.Option(help="Where to write it; .csv, .xlsx or .parquet.", metavar="FILE"),
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Only this source system, such as crm.", metavar="NAME")
    ] = None,
    rule: Annotated[
        str | None, typer.Option(help="Only this deletion rule of policy.toml.", metavar="NAME")
    ] = None,
    folder: Home = None,
) -> None:
    """List the newest snapshot's records past their date; without --out, what became of lists."""
    opened = figures.open_source(home.load(home.find(folder)), None, None)
    _check(opened, source, rule)
    if out is None:
        _follow_up(opened, source, rule)
        return
    _refuse_unread_holds(opened)
    form = out.suffix.lower().removeprefix(".")
    if form not in worklists.FORMS:
        raise VouchError("problem.worklist_suffix", file=out.name)
    options.refuse_unwritable(out, "en")
    reader = readers.open(opened.home.warehouse, opened.generation, readers.Role.DPO)
    chosen = {"source": source, "rule": rule}
    given = [("snapshot", opened.snapshot), *chosen.items()]
    trail = audits.trail(
        opened.home, "worklist", opened.generation, opened.home.policy.notice.version
    )
    found = reader.rows("evidence", "worklist", **dict(given))
    trail.note(Action.EXPORT, "evidence/worklist", given, len(found))
    ground = figures.ground(opened) | downloads.chosen(reader.role, chosen)
    out.write_bytes(worklists.FORMS[form](found[list(worklists.COLUMNS)], ground))
    screens.say(f"Wrote the worklist to {out}: {len(found)}.")


def _check(opened: figures.Source, source: str | None, rule: str | None) -> None:
    """Refuse a system or a rule that the home does not know.

    Raises:
        VouchError: there is none of that name.
    """
    systems = list(dict.fromkeys(name.partition(".")[0] for name in opened.home.sources.datasets))
    if source is not None and source not in systems:
        raise VouchError("problem.unknown_source", source=source, known=", ".join(systems))
    if rule is not None and rule not in opened.home.policy.rules:
        known = ", ".join(opened.home.policy.rules)
        raise VouchError("problem.unknown_rule_asked", rule=rule, known=known)


def _refuse_unread_holds(opened: figures.Source) -> None:
    """Give no list while nobody knows all that is on hold."""
    unread = opened.reader.rows("series", "unread_holds", snapshot=opened.snapshot)
    if refused := worklists.refusal(unread, opened.snapshot):
        raise refused


def _follow_up(opened: figures.Source, source: str | None, rule: str | None) -> None:
    """Print what is left of each snapshot's list, as CSV: counts, and no record."""
    found = opened.reader.rows("series", "worklists")
    found = found if source is None else found[found["source"] == source]
    found = found if rule is None else found[found["rule"] == rule]
    lines = found.itertuples(index=False, name=None)
    typer.echo(downloads.text(found.columns, lines), nl=False)
