"""JSON: one array of objects, or an object on each line; nested keys are JSON pointers."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from vouch.errors import VouchError
from vouch.inspection import personal
from vouch.inspection.tables import Setting, Table, seen

DEEPEST = 5
KEY = re.compile(r"[\w./-]+")  # no spaces: a name of a person has some


def text(head: bytes) -> str:
    """Decode what JSON and logs are written in; what is neither is looked at more closely."""
    return head.decode("utf-8-sig", errors="replace")


def read(text: str, file: str, most: int, *, is_whole: bool) -> Table | None:
    """Read a text that begins as JSON does; None if it does not.

    Raises:
        VouchError: it begins as an array of objects does, and is none.
    """
    begins = text.lstrip()
    if begins.startswith("{"):
        return _lines(text, most, is_whole=is_whole)
    if begins.startswith("["):
        return _array(begins, file, most, is_whole=is_whole)
    return None


def _lines(text: str, most: int, *, is_whole: bool) -> Table:
    lines = [line for line in islice(text.splitlines(), most) if line.strip()]
    found = [one for one in map(_parsed, lines) if isinstance(one, dict)]
    why = f"{len(found):,} of {len(lines):,} lines are JSON objects"
    is_all = is_whole and len(text.splitlines()) <= most
    return _table("jsonl", found, why, seen(len(lines), is_whole=is_all))


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _array(text: str, file: str, most: int, *, is_whole: bool) -> Table | None:
    """Read an array's objects one after the other, as far as the sample reaches."""
    found = list(islice(_items(text), most + 1))
    if not found and text[1:].lstrip().startswith("{"):
        raise VouchError("problem.not_json", file=file)
    if not any(isinstance(one, dict) for one in found):
        return None
    is_all = is_whole and len(found) <= most
    objects = [one for one in found[:most] if isinstance(one, dict)]
    why = "one array of objects"
    return _table("json", objects, why, seen(len(found[:most]), is_whole=is_all))


def _items(text: str) -> Iterator[Any]:
    decoder, place = json.JSONDecoder(), 1
    while True:
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        try:
            item, place = decoder.raw_decode(text, place)
        except ValueError:
            return
        yield item


def _table(kind: str, objects: list[dict[str, Any]], why: str, seen: str) -> Table:
    flat = [dict(_flat(one)) for one in objects]
    names = list(dict.fromkeys(name for one in flat for name in one))
    rows = [[one.get(name, "") for name in names] for one in flat]
    shown = [name if _is_key(name) else "" for name in names]
    return Table(kind, shown, rows, seen, [Setting("type", f'"{kind}"', why)])


def _is_key(name: str) -> bool:
    """Tell whether a key is named by a programmer; a table of people is keyed by their own."""
    return KEY.fullmatch(name) is not None and not any(map(personal.look, name.split("/")))


def _flat(value: dict[str, Any], above: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Give each leaf of an object: by its key, or below the first level by its pointer."""
    for key, one in value.items():
        step = key.replace("~", "~0").replace("/", "~1")
        if isinstance(one, dict) and depth < DEEPEST:
            yield from _flat(one, f"{above}/{step}", depth + 1)
        elif not isinstance(one, list | dict):
            yield (f"{above}/{step}" if above else key), _written(one)


def _written(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)
