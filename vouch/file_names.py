"""Names of files: which no export bears, which are one elsewhere, and how any can be shown."""

import fnmatch
import os
import unicodedata
from pathlib import Path

from vouch import characters

# Names that no export bears: notes about the folder, and what systems and editors leave behind.
IGNORED = (
    *("README.md", "manifest.json", "_SUCCESS"),
    *(".DS_Store", "._*", "Thumbs.db", "desktop.ini"),
    *("*~", "~$*", ".~lock.*#", ".*.swp"),
)


def is_ignored(name: str) -> bool:
    """Tell whether a file of this name is no export."""
    return any(fnmatch.fnmatch(name.casefold(), mark.casefold()) for mark in IGNORED)


def folded(name: str) -> str:
    """Write a name as systems compare it that know no case, or compose letters and accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def shown(name: str) -> str:
    """Write a file's name; what is no text in it is replaced, and such a file is not read.

    A line feed would write a line of its own, and other marks of control turn a line around.
    """
    text = name.encode("utf-8", errors="replace").decode()
    return "".join("?" if characters.is_unseen(mark) else mark for mark in text)


def is_pattern(text: str) -> bool:
    """Tell whether pathlib can look for *text* in a folder; in which one does not matter."""
    if not Path(text).parts:  # the folder itself, as "." is
        return False
    try:
        next(iter(Path("/dev/null").glob(text)), None)
    except ValueError:
        return False
    return True


def problem(path: Path) -> str:
    """Tell why something may not be read as an export; to open a pipe would wait for ever."""
    if path.is_symlink():
        return "problem.is_link"
    if path.is_dir():
        return "problem.is_folder" if os.access(path, os.R_OK | os.X_OK) else "problem.may_not_read"
    return "" if path.is_file() else "problem.is_device"
