"""The key of the hashes: made on first use, readable by its owner alone, never in the warehouse."""

import hashlib
import os
import secrets
from pathlib import Path

BYTES = 16  # 128 bits; a longer key would make SHA-256 work twice for each id
OWNER_ONLY = 0o600


def load(path: Path) -> str:
    """Read the key, as hexadecimal text; make one if there is none yet."""
    if not path.exists():
        partial = path.with_name(f"{path.name}.new")
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(BYTES))
        partial.replace(path)
    return path.read_text(encoding="ascii").strip()


def fingerprint(key: str) -> str:
    """Name a key without giving it away; another key makes other parts."""
    return hashlib.sha256(f"fingerprint\0{key}".encode()).hexdigest()[:16]
