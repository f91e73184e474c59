"""Packs made here: without screenshots, which take a browser, unless a test is about them."""

import json
import random
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import typst

from tests import readme
from vouch import asked, build, home, viewers, warehouse
from vouch.audit.log import Log
from vouch.audit.trail import Trail
from vouch.readers import Role
from vouch.report import making, verify
from vouch.report.composing import Wish
from vouch.report.making import Made, Place
from vouch.view import View

DAYS = ("2026-08-31", "2026-09-30", "2026-10-31")
WISH = Wish(has_screens=False)
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def shop(folder: Path) -> Path:
    """Write the README's home with three snapshots, of which each has a row more, and build it."""
    where = readme.write_home(folder)
    newest = where / "snapshots" / DAYS[-1]
    text = (newest / "invoices_all.csv").read_text(encoding="utf-8")
    for number, day in enumerate(DAYS):
        place = where / "snapshots" / day
        place.mkdir(exist_ok=True)
        rows = text.splitlines(keepends=True)[: 3 + number]
        (place / "invoices_all.csv").write_text("".join(rows), encoding="utf-8")
    shutil.copy(home.SAMPLE / "policy.toml", where)
    build.run(home.load(where))
    return where


def copied(shop: Path, folder: Path) -> Path:
    """Copy a home with a log of its own: others have made packs of the same one."""
    return shutil.copytree(shop, folder / "home", ignore=shutil.ignore_patterns("audit"))


def look(
    folder: Path, role: Role = Role.MANAGEMENT, language: str = "en", day: str | None = None
) -> View:
    """Look at a built home as a report does."""
    where = home.load(folder)
    generation = warehouse.current(where.warehouse)
    assert generation is not None
    chosen = date.fromisoformat(day) if day else None
    judged, reader, snapshot = asked.opened(where, generation, role, chosen)
    return asked.look(judged, reader, snapshot, snapshot, language)


def trail(view: View) -> Trail:
    """Return the trail of a report, at noon."""
    viewer = viewers.local(view.role)
    return Trail(Log(view.home.audit), viewer, "vouch report", view.generation, "1", lambda: NOON)


def make(view: View, out: Path, wish: Wish = WISH, *, again: bool = False) -> Made:
    """Make the pack of a view in a folder."""
    out.mkdir(exist_ok=True)
    return making.make(view, wish, Place(out, again), trail(view), lambda step: None)


def name(role: str = "management", language: str = "en", day: str = DAYS[-1]) -> str:
    """Name the pack of a month."""
    return f"vouch-report-{day}-{role}-{language}.zip"


def dice(seed: int) -> random.Random:
    """Return dice that fall the same way in each run."""
    return random.Random(seed)  # noqa: S311 - nothing is kept secret by it


def changed(pack: bytes, at: int, dice: random.Random) -> bytes:
    """Change one byte of a pack into another one."""
    return pack[:at] + bytes([(pack[at] + dice.randrange(1, 256)) % 256]) + pack[at + 1 :]


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Write a pack anew with one file changed, and a manifest that says so: a skilled hand."""
    files = dict(verify.unpacked(path.read_bytes()))
    files[name] = change(files[name])
    lie(files, name)
    path.write_bytes(verify.packed(sorted(files.items())))


def lie(files: dict[str, bytes], name: str) -> None:
    """Let the manifest list a file as it is now."""
    said = json.loads(files[verify.MANIFEST])
    for entry in said["files"]:
        if entry["name"] == name:
            entry |= {"bytes": len(files[name]), "sha256": verify.sha256(files[name])}
    files[verify.MANIFEST] = json.dumps(said).encode()


def without_evidence(files: dict[str, bytes]) -> None:
    """Typeset a report that embeds nothing, and let the manifest say so."""
    files[verify.REPORT] = typst.compile(b"#set document(title: [Report])\nAll is well.")
    lie(files, verify.REPORT)
    said = json.loads(files[verify.MANIFEST])
    files[verify.MANIFEST] = json.dumps(said | {"embedded": []}).encode()
