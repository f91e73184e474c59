"""The key of the hashes: made on first use, readable by its owner alone, never in the warehouse."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from vouch.errors import VouchError

BYTES = 16  # 128 bits; a longer key, as text, would make SHA-256 work twice for each id
OWNER_ONLY, OTHERS = 0o600, 0o077
WRITTEN = re.compile(r"[0-9a-f]{32}([0-9a-f]{32})?")


def load(path: Path) -> str:
    """Read the key, as hexadecimal text; make one if there is none yet.

    Raises:
        VouchError: what lies there is no key, or leads to none, or others may read it.
    """
    if not path.exists():
        if path.is_symlink():
            raise VouchError("problem.link_to_nothing", file=path.name, folder=str(path.parent))
        replace(path)
    key = path.read_bytes().decode("ascii", errors="replace").strip()
    if not WRITTEN.fullmatch(key):
        raise VouchError("problem.wrong_key", file=path.name, digits=2 * BYTES)
    if path.stat().st_mode & OTHERS:
        raise VouchError("problem.open_key", file=str(path))
    return key


def replace(path: Path) -> None:
    """Make a new key in the place of *path*, readable by its owner alone."""
    partial = path.with_name(f"{path.name}.new")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(BYTES))
    partial.replace(path)


def fingerprint(key: str) -> str:
    """Name a key without giving it away; another key makes other parts."""
    return hashlib.sha256(f"fingerprint\0{key}".encode()).hexdigest()[:16]


def derived(key: str, use: str, name: str) -> str:
    """Derive the key of one register or space of numbers, as long as a key is, as text.

    As long for every name, so that it and an id of up to 23 bytes fill one block of SHA-256.
    """
    return hashlib.sha256(f"{key}\0{use}\0{name}".encode()).hexdigest()[: 2 * BYTES]
