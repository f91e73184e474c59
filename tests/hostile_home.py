"""A home in which every text that comes from outside tries to be something else."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from tests import hostile
from vouch import build, home

DAY = "2026-10-31"
LONGEST = 200  # bytes of a file's name, without what is put behind it
VERSIONS = ("<b>1<br>", "**2** :red[x]", "=1+1", "{0}", "$x$ datum.x")
DATASETS = (":red[x] $x$", "<img src=x onerror=window__pwned=1>", "=1+1", "**bold**", "{0}")


@dataclass(frozen=True)
class Hostile:
    """A built home, and which texts stand in it as what."""

    folder: Path
    ids: tuple[str, ...]
    files: tuple[str, ...]
    folders: tuple[str, ...]
    measures: tuple[str, ...]


def write(folder: Path) -> Hostile:
    """Write the home and build it."""
    ids = tuple(text for text in hostile.STRINGS if _is_id(text))
    files = tuple(text for text in hostile.STRINGS if _is_name(text))
    snapshot = folder / "snapshots" / DAY
    snapshot.mkdir(parents=True)
    _table(snapshot / "people.csv", ["id", "ended"], [[text, "2020-01-01"] for text in ids])
    _table(
        snapshot / "requests.csv",
        ["id", "right", "received"],
        [[text, text, "2026-10-01"] for text in ids[::8]],
    )
    for text in files:
        (snapshot / f"{text}.empty").write_bytes(b"")
    for text in (folders := files[::6]):
        (folder / "snapshots" / text).mkdir()
        (snapshot / text).mkdir()
        (snapshot / text / f"{text}.txt").write_text("x")
    measures = _write_policy(folder)
    _declare(folder)
    build.run(home.load(folder))
    return Hostile(folder, ids, files, folders, measures)


def _is_id(text: str) -> bool:
    """Tell whether the intake keeps a text as an id: none that could be a person's, or nothing."""
    is_shown = bool(text) and text == text.strip()
    return is_shown and "@" not in text and not re.search(r"^\+358|[\r\n\0]", text)


def _is_name(text: str) -> bool:
    """Tell whether a file can be called so and is read."""
    is_path = "/" in text or text in (".", "..")
    return text.isprintable() and not is_path and len(text.encode()) < LONGEST


def _table(path: Path, head: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows([head, *rows])


def quoted(text: str) -> str:
    """Write a text as a TOML string, each character by its number."""
    return '"' + "".join(f"\\U{ord(mark):08x}" for mark in text) + '"'


def _write_policy(folder: Path) -> tuple[str, ...]:
    """Give the sample's policy other texts, and as many measures as are needed for the rest."""
    rules = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
    texts = iter(hostile.STRINGS)
    rules = re.sub(r'^en = ".*"$', lambda _: f"en = {quoted(next(texts))}", rules, flags=re.M)
    rules = re.sub(
        r'^(controller|dpo|address|owner|revision) = ".*"$',
        lambda found: f"{found[1]} = {quoted(next(texts))}",
        rules,
        flags=re.M,
    )
    measures = tuple(texts)
    titles = (
        f"[security.measure-{n}.title]\nen = {quoted(text)}\n" for n, text in enumerate(measures)
    )
    rules = "\n".join([rules, *titles])
    (folder / "policy.toml").write_text(rules, encoding="utf-8")
    (folder / "policies").mkdir()
    for n, version in enumerate(VERSIONS):
        later = rules.replace("valid_from = 2023-10-01", f"valid_from = 2027-01-0{n + 1}")
        later = later.replace('version = "2023-10-01"', f"version = {quoted(version)}")
        (folder / "policies" / f"{version}.toml").write_text(later, encoding="utf-8")
    return measures


def _declare(folder: Path) -> None:
    """Declare people and requests, files that are empty, and columns that are not there."""
    declared = [
        _dataset("crm.people", "people.csv", record_id="id", subject_id="id", starts_on="ended"),
        _dataset(
            "crm.requests", "requests.csv", record_id="id", right="right", received_on="received"
        ).replace("[crm.requests.format]", 'kind = "rights_requests"\n[crm.requests.format]'),
        _dataset("crm.empty", "*.empty", record_id="id", starts_on="ended"),
        *(_dataset(f"crm.{quoted(name)}", "people.csv", record_id=name) for name in DATASETS),
    ]
    (folder / "sources.toml").write_text("\n".join(declared), encoding="utf-8")


def _dataset(name: str, files: str, **columns: str) -> str:
    mapped = [f"{ours} = {quoted(theirs)}" for ours, theirs in columns.items()]
    lines = [
        f'[{name}]\nfiles = "{files}"\ncategory = "basic"\nrule = "job-application"',
        f'[{name}.format]\ndelimiter = ";"\n[{name}.columns]',
    ]
    return "\n".join([*lines, *mapped, ""])
