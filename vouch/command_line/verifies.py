"""Checking an audit pack: by itself, as verify.py does, and against the exports."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from vouch import exit_codes, home
from vouch.command_line import figures, progress, screens
from vouch.command_line.options import Home
from vouch.errors import VouchError
from vouch.report import declared, grounds, packs, recomputing, verify
from vouch.report.recomputing import Difference
from vouch.report.verify import Found, Trusted

app = typer.Typer(add_completion=False)

NAMED = 20  # values that differ; whoever needs more compares the files
GONE = {
    recomputing.MISSING: "it is not there any more",
    recomputing.CHANGED: "it is not the one that was read; its SHA-256 differs",
}


@app.command()
def check(  # noqa: PLR0913 - one for each option
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="The zip of an audit pack.")],
    *,
    folder: Home = None,
    sha256: Annotated[
        str | None, typer.Option("--sha256", help="Its hash, as it was printed.", metavar="HASH")
    ] = None,
    signature: Annotated[
        Path | None, typer.Option(help="Its signature, PACK.sig.", metavar="FILE")
    ] = None,
    signers: Annotated[
        Path | None, typer.Option(help="Who may sign, as ssh lists them.", metavar="FILE")
    ] = None,
    previous: Annotated[
        list[Path] | None,
        typer.Option(help="An earlier pack; else those beside it.", metavar="FILE"),
    ] = None,
) -> None:
    """Check an audit pack, and compute its figures anew from the exports; exit 1 if one differs."""
    if (signature is None) != (signers is None):
        raise typer.BadParameter("--signature and --signers are given together")
    try:
        found = verify.check(pack, Trusted(sha256, signature, signers), previous or ())
    except verify.Unable as error:
        raise VouchError("problem.pack_unchecked", reason=str(error)) from error
    _hold(found, pack, folder)
    for line in verify.lines(found):
        screens.say(line)
    if found.faults:
        raise typer.Exit(exit_codes.BROKEN)


def _hold(found: Found, pack: Path, folder: Path | None) -> None:
    """Hold a pack against the exports, where they are at hand and it is whole in itself."""
    if folder is None and not os.environ.get(home.VARIABLE):
        found.unchecked.append("The exports: name the home that has them by --home.")
    elif found.faults:
        found.unchecked.append("The exports: a pack that was changed is not computed anew.")
    else:
        _recompute(found, packs.Pack.at(pack), home.load(home.find(folder)))


def _recompute(found: Found, pack: packs.Pack, where: home.Home) -> None:
    """Hold the exports, and every figure computed from them, against the pack."""
    files = pack.files
    said = grounds.read(packs.manifest(files))
    changes = recomputing.changes(where, said)
    told = [f"{one.day}/{one.file}: {GONE[one.state]}." for one in changes if one.state in GONE]
    found.add(told, f"The exports at hand are those of the pack, of {len(said.exports)} files.")
    pruned = [one.day for one in changes if one.state == recomputing.PRUNED]
    found.unchecked.extend(_pruned(pruned, said.snapshot))
    if said.snapshot in pruned:
        return
    if not declared.versions().items() <= said.versions.items():
        found.unchecked.append("Versions: the pack was made with others than those at hand.")
    differing = figures.cancellable(
        lambda: _differences(where, files, said), "problem.verify_cancelled"
    )
    found.add([*_told(differing)], "Every figure is the same when it is computed anew.")


def _differences(
    where: home.Home, files: dict[str, bytes], said: grounds.Grounds
) -> list[Difference]:
    with progress.told(progress.Style.AUTO) as step:
        return recomputing.differences(where, files, said, step)


def _pruned(days: Sequence[date], own: date) -> Iterator[str]:
    if own in days:
        yield f"The figures: the exports of {own} were pruned; they can no longer be recomputed."
    if others := [day for day in days if day != own]:
        listed = ", ".join(map(str, others))
        yield f"Earlier snapshots whose exports were pruned, by their kept figures: {listed}."


def _told(differing: Sequence[Difference]) -> Iterator[str]:
    """Say which values differ, the first ones in full, and in which files the others are."""
    for one in differing[:NAMED]:
        yield (
            f"{one.file}, line {one.line} ({one.row}): {one.column} is {one.said or 'nothing'} in "
            f"the pack and {one.computed or 'nothing'} computed anew."
        )
    if rest := differing[NAMED:]:
        files = ", ".join(dict.fromkeys(one.file for one in rest))
        yield f"Values that differ besides: {len(rest)}, in {files}."
