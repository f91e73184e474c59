"""The published warehouse: two files of one generation, and the name of the current one."""

import fcntl
import hashlib
import os
from functools import cache
from pathlib import Path

import duckdb

CURRENT = "CURRENT"
SIZE = "SELECT block_size * total_blocks FROM pragma_database_size()"
PACKAGE = Path(__file__).parent
# What decides which tables and columns the two files have.
LAID_OUT_BY = (
    *("reference.py", "contents.py", "press.py", "people.py", "practice.py"),
    *("sought.py", "tracing.py"),
    *("drift/*.py", "deletion/*.py"),
    "../queries/[fr]*/*.sql",
)


@cache
def layout() -> str:
    """Hash what the tables are laid out by: files of another layout cannot be asked."""
    texts = [path.read_bytes() for name in LAID_OUT_BY for path in sorted(PACKAGE.glob(name))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:12]


def current(folder: Path) -> str | None:
    """Name the published generation of a warehouse folder.

    None if there is none yet, or if another version of vouch made it: it is then made anew.
    """
    try:
        name, *made_as = (folder / CURRENT).read_text(encoding="ascii").split()
    except (FileNotFoundError, ValueError):
        return None
    if made_as != [layout()]:
        return None
    return name if figures_file(folder, name).exists() else None


def figures_file(folder: Path, generation: str) -> Path:
    """Return where a generation's figures lie: counts only, no record and no person."""
    return folder / f"figures-{generation}.duckdb"


def records_file(folder: Path, generation: str) -> Path:
    """Return where a generation's rows lie: for the data protection officer alone."""
    return folder / f"records-{generation}.duckdb"


def publish(folder: Path, generation: str) -> None:
    """Name *generation* as the current one, atomically; its files are on disk before that."""
    sync(folder)
    name = folder / f"{CURRENT}.new"
    name.write_text(f"{generation} {layout()}\n", encoding="ascii")
    sync(name)
    name.replace(folder / CURRENT)
    sync(folder)


def is_sound(folder: Path, generation: str) -> bool:
    """Tell whether both files of a generation can be opened and are as long as they say."""
    try:
        for path in (figures_file(folder, generation), records_file(folder, generation)):
            with duckdb.connect(str(path), read_only=True) as db:
                [(promised,)] = db.execute(SIZE).fetchall()
            if path.stat().st_size < promised:
                return False
    except duckdb.Error:
        return False
    return True


def clear(folder: Path, generation: str) -> None:
    """Remove generations other than *generation*, as far as nobody reads them any more."""
    (folder / f"{CURRENT}.new").unlink(missing_ok=True)
    keep = {figures_file(folder, generation), records_file(folder, generation)}
    for path in (*folder.glob("figures-*"), *folder.glob("records-*")):
        if path not in keep and not _is_read(path):
            path.unlink()


def _is_read(path: Path) -> bool:
    """Tell whether another process has the file open: DuckDB then holds a lock on it."""
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        return False


def sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
