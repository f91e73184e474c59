"""A complete home of an invented hosting company: one world, exported on twelve days."""

import shutil
from pathlib import Path

from vouch.sample import days, draft, exports, files, mishaps, readme

HERE = Path(__file__).parent
# The policy is written by hand; a home elsewhere gets a copy of it.
POLICY = HERE.parents[1] / "sample_data" / "policy.toml"
ATTRIBUTES = """\
# Exports keep their bytes: line ends and encodings are part of the sample.
snapshots/** -text
"""


def write(folder: Path) -> None:
    """Write policies, sources, README and twelve snapshots into *folder*; the same bytes each time.

    What stands there already is replaced; a policy.toml that stands there is left alone.
    """
    made = exports.build()
    snapshots = folder / "snapshots"
    shutil.rmtree(snapshots, ignore_errors=True)
    for day in days.SNAPSHOTS:
        _snapshot(snapshots / day.isoformat(), made, day)
    shutil.copyfile(HERE / "sources.toml", folder / "sources.toml")
    if not (folder / "policy.toml").exists():
        shutil.copyfile(POLICY, folder / "policy.toml")
    _draft(folder / "policies")
    (folder / ".gitattributes").write_text(ATTRIBUTES, encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(readme.text(made), encoding="utf-8", newline="\n")


def _draft(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    said = draft.text(POLICY.read_text(encoding="utf-8"))
    (folder / draft.NAME).write_text(said, encoding="utf-8", newline="\n")


def _snapshot(folder: Path, made: list[exports.Export], day: days.date) -> None:
    folder.mkdir(parents=True)
    for export in made:
        held = mishaps.held(export, day)
        if held and (day, export.file) != mishaps.MISSING:
            files.write(folder, mishaps.dressed(export, day), held, day)
    for when, name, copied in mishaps.UNDECLARED:
        if when == day and copied:
            shutil.copyfile(folder / copied, folder / name)
        elif when == day:
            (folder / name).write_text(mishaps.OLD_LIST, encoding="utf-8", newline="\n")
