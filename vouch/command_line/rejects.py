"""The rejected rows of the newest snapshot as a file, for whoever must mend the exports."""

from pathlib import Path
from typing import Annotated

import typer

from vouch import downloads, home, readers, reject_rows, wording
from vouch.audit.entries import Action
from vouch.command_line import audits, figures
from vouch.command_line.options import Home, Language, refuse_unwritable

app = typer.Typer(add_completion=False)


@app.command()
def write(
    out: Annotated[Path, typer.Option(help="Where to write it, as CSV.", metavar="FILE")],
    folder: Home = None,
    language: Language = "en",
) -> None:
    """Write where the newest exports broke: file, row, reason and cure, and nothing personal."""
    refuse_unwritable(out, language)
    source = figures.open_source(home.load(home.find(folder)), None, None)
    reader = readers.open(source.home.warehouse, source.generation, readers.Role.DPO)
    given = [("snapshot", source.snapshot)]
    policy = source.home.policy.notice.version
    trail = audits.trail(source.home, "rejects", source.generation, policy)
    found = reader.rows("evidence", "rejects", **dict(given))
    trail.note(Action.EXPORT, "evidence/rejects", given, len(found))
    ground = figures.ground(source) | downloads.chosen(reader.role, {})
    out.write_bytes(reject_rows.as_csv(found, wording.Words(language), ground))
    typer.echo(f"Wrote the rejected rows to {out}: {len(found)}.")
