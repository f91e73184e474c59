"""Homes that are built once for many tests, each of which gets a copy that is its own."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Copies:
    """Where built homes are kept, by what they were made of."""

    kept: Path

    def put(self, folder: Path, made_of: str, make: Callable[[Path], object]) -> Path:
        """Put a copy into *folder*; the first time that it is asked for, *make* builds the home.

        *made_of* must say everything by which one home differs from another.
        """
        home = self.kept / hashlib.sha256(made_of.encode()).hexdigest()[:16]
        if not home.exists():
            begun = home.with_suffix(".begun")
            begun.mkdir()
            make(begun)
            begun.rename(home)
        return shutil.copytree(home, folder, dirs_exist_ok=True)
