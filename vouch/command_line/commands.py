"""What ``python -m vouch`` can be told."""

import os
from pathlib import Path
from typing import Annotated

import typer

from vouch import __version__, exit_codes, home, readers, wording
from vouch.command_line import figures, late, limits, progress, screens, summary
from vouch.command_line.options import AsOf, Format, Home, Language, Snapshot, read_day

app = typer.Typer(
    cls=late.Late,
    help="Trace every compliance figure back to the export row that proves it.",
    epilog="Exit codes: 0 done, 1 a limit (check) or the log (audit verify) is broken, 2 something "
    "that you can mend, 130 cancelled.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # its traceback would print local values, personal data too
)


@app.callback(invoke_without_command=True)
def show_version(
    is_asked: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Trace every compliance figure back to the export row that proves it."""
    if is_asked:
        typer.echo(f"vouch {__version__}")
        raise typer.Exit


@app.command()
def serve(
    folder: Home = None,
    port: Annotated[
        int, typer.Option(min=1, max=65_535, help="Port on this machine; else the next free one.")
    ] = 8501,
    address: Annotated[
        str, typer.Option(help="Address to listen on; without login only one of this machine's.")
    ] = "127.0.0.1",
    names: Annotated[
        list[str] | None,
        typer.Option("--name", help="Name by which a proxy asks for it; may be repeated."),
    ] = None,
    figures_only: Annotated[
        bool, typer.Option("--figures-only", help="Leave records alone, whoever asks for them.")
    ] = False,
) -> None:
    """Open the dashboard, after a first build if there is none yet."""
    from vouch import server  # Streamlit takes a second to import
    from vouch.ui import doors

    where = home.find(folder).absolute()
    if not where.is_dir():
        home.load(where)
    os.environ[home.VARIABLE] = str(where)
    if figures_only:
        os.environ[readers.FIGURES_ONLY] = "1"
    application = server.prepare(address, names or ())
    doors.check(where)
    server.build_first(where)
    server.run(application, port, address)


@app.command()
def build(
    folder: Home = None,
    steps: Annotated[
        progress.Style, typer.Option("--progress", help="auto: a bar on a terminal, else nothing.")
    ] = progress.Style.AUTO,
) -> None:
    """Read the exports, compute the figures and publish them."""
    made = figures.build(home.load(home.find(folder)), steps)
    if steps is not progress.Style.JSON:
        summary.show(made)


@app.command()
def kpis(
    folder: Home = None,
    snapshot: Snapshot = None,
    as_of: AsOf = None,
    form: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.TABLE,
    version: Annotated[
        str | None,
        typer.Option(
            "--policy",
            help="The policy's version, or a file, to judge by; else that of the snapshot's day.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print the figures; csv and json have a line for each dataset too."""
    source = _source(folder, snapshot, as_of, version)
    measured = figures.measure(source)
    match form:
        case Format.JSON:
            typer.echo(figures.as_json(source, measured))
        case Format.CSV:
            typer.echo(figures.as_csv(source, measured), nl=False)
        case Format.TABLE:
            figures.show(source, measured)


@app.command()
def register(
    out: Annotated[Path, typer.Option(help="Where to write it; .xlsx or .pdf.", metavar="FILE")],
    folder: Home = None,
    snapshot: Snapshot = None,
    language: Language = "en",
) -> None:
    """Write the register of processing (GDPR Art. 30) as a workbook or a PDF."""
    from vouch.command_line import registers  # no other command needs what makes files

    registers.check(out, language)
    registers.write(_source(folder, snapshot, None), out, language)
    screens.say(f"Wrote the register of processing to {out}.")


@app.command()
def check(folder: Home = None, snapshot: Snapshot = None, as_of: AsOf = None) -> None:
    """Hold the figures against the policy's limits; exit 1 if one is broken or cannot be held."""
    source = _source(folder, snapshot, as_of)
    found = limits.check(source)
    for name in found.without_figure:
        screens.say(f"policy.toml, table limits: no figure is called {name}.", err=True)
    content = f"No limit is broken; {found.held} hold." if found.held else "Nothing to count."
    for line in [*found.broken, *found.unread] or [content]:
        screens.say(line)
    if found.without_figure:
        raise typer.Exit(exit_codes.MENDABLE)
    if found.broken or found.unread or not found.held:
        raise typer.Exit(exit_codes.BROKEN)


def _source(
    folder: Path | None, snapshot: str | None, as_of: str | None, version: str | None = None
) -> figures.Source:
    """Open the figures that the options name, and say where they cannot tell all."""
    where = home.load(home.find(folder))
    chosen = None
    if version:
        from vouch.command_line import policies  # what words another policy takes long to import

        chosen = policies.find(where, version)
    days = read_day("--snapshot", snapshot), read_day("--as-of", as_of)
    source = figures.open_source(where, *days, chosen)
    if source.as_of < source.snapshot:
        hint = {"as_of": source.as_of.isoformat(), "snapshot": source.snapshot.isoformat()}
        typer.echo(wording.Words("en")("hint.before_snapshot", **hint), err=True)
    return source
