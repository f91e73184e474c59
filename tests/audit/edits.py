"""Ways to change a segment of the log afterwards, each at a place that the dice choose."""

import hashlib
import json
import random
from collections.abc import Callable

Lines = list[bytes]
FIELDS = ("who", "rows", "at", "query", "snapshot", "seq", "action")


def rehashed(record: dict) -> dict:
    """Hash an entry as the log does, by the words of its description."""
    bare = {name: value for name, value in record.items() if name != "hash"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"))
    made = hashlib.sha256((record["previous"] + text).encode()).hexdigest()
    return record | {"hash": made}


def written(record: dict) -> bytes:
    """Write an entry as the log does."""
    return json.dumps(record, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def flip(text: bytes, dice: random.Random) -> bytes:
    """Change one bit."""
    at = dice.randrange(len(text))
    return text[:at] + bytes([text[at] ^ (1 << dice.randrange(8))]) + text[at + 1 :]


def truncate(text: bytes, dice: random.Random) -> bytes:
    """Cut the end off, at any byte."""
    return text[: dice.randrange(len(text))]


def delete(lines: Lines, place: int, dice: random.Random) -> None:
    """Take a line away."""
    del lines[place]


def swap(lines: Lines, place: int, dice: random.Random) -> None:
    """Exchange two lines."""
    other = dice.choice([n for n in range(len(lines)) if n != place])
    lines[place], lines[other] = lines[other], lines[place]


def insert(lines: Lines, place: int, dice: random.Random) -> None:
    """Put a forged entry in, its own hash right."""
    forged = rehashed(json.loads(lines[place]) | {"who": "Omega"})
    lines.insert(dice.randrange(len(lines) + 1), written(forged))


def double(lines: Lines, place: int, dice: random.Random) -> None:
    """Write an entry a second time."""
    lines.insert(dice.randrange(len(lines) + 1), lines[place])


def reword(lines: Lines, place: int, dice: random.Random) -> None:
    """Change a field, and leave the hash as it was."""
    said = {dice.choice(FIELDS): dice.choice(["Omega", 4711])}
    lines[place] = written(json.loads(lines[place]) | said)


def rehash(lines: Lines, place: int, dice: random.Random) -> None:
    """Change a field, and the entry's own hash with it."""
    lines[place] = written(rehashed(json.loads(lines[place]) | {"who": "Omega"}))


OF_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, truncate)
OF_LINES: tuple[Callable[[Lines, int, random.Random], None], ...] = (
    *(delete, swap, insert, double),
    *(reword, rehash),
)
KINDS = (*OF_BYTES, *OF_LINES)


def edited(number: int, text: bytes, dice: random.Random) -> bytes:
    """Change a segment; the kinds of change take turns."""
    kind = number % len(KINDS)
    if kind < len(OF_BYTES):
        return OF_BYTES[kind](text, dice)
    lines = text.splitlines(keepends=True)
    OF_LINES[kind - len(OF_BYTES)](lines, dice.randrange(len(lines)), dice)
    return b"".join(lines)
