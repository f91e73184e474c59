"""Check an audit pack of vouch with Python's own library alone, 3.11 or newer.

    python3 verify.py PACK.zip --sha256 HASH

Take this file from a place that you trust, and HASH from whoever had it printed: whoever could
change a pack could change the copy of this file in it as well.
"""

import argparse
import csv
import hashlib
import io
import json
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MANIFEST, REPORT, FIGURES, PACKS = "manifest.json", "report.pdf", "figures", "vouch-report-*.zip"
NAMESPACE = "vouch-report"  # of signatures: one made for anything else is none of a pack
ENTRY, LISTED, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
VERSION, UNIX, FILE, NO_DATE = 20, 3 << 8, 0o100644 << 16, 33  # 33 is 1 January 1980
EMBEDDED = re.compile(rb"<</Type/Filespec/F\(([^()\\]*)\).*?/EF<</F (\d+) 0 R")
STREAM = re.compile(rb"<</Length (\d+)/Type/EmbeddedFile(/Filter/FlateDecode)?[^\n]*\nstream\n")
MOST = 1 << 30  # bytes to which an embedded file may unpack
SERIES = ("role", "language", "period")  # packs that agree in these are one chain
Entries = list[tuple[str, bytes]]


class Unable(Exception):  # noqa: N818 - what is in the way, not an error of ours
    """What keeps a pack from being checked at all: a file or a program that is not there."""


@dataclass
class Found:
    """What was checked, what was not, and what is wrong, each as a sentence."""

    checked: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, faults: Sequence[str], checked: str) -> None:
        """Add what a check found wrong; if that is nothing, say what holds."""
        self.faults.extend(faults)
        self.checked.extend([] if faults else [checked])


@dataclass(frozen=True)
class Trusted:
    """What is known of a pack from elsewhere: its hash, or a signature and who may sign."""

    sha256: str | None = None
    signature: Path | None = None
    signers: Path | None = None


def sha256(data: bytes) -> str:
    """Return what a file is told apart by."""
    return hashlib.sha256(data).hexdigest()


def packed(entries: Entries) -> bytes:
    """Write files as the one zip that a pack can be: stored, dateless, nothing between them."""
    body, listed = bytearray(), bytearray()
    for name, data in entries:
        raw = name.encode("latin-1")
        told = (0, 0, 0, NO_DATE, zlib.crc32(data), len(data), len(data), len(raw), 0)
        head = struct.pack("<4s6H3L5H2L", LISTED, UNIX + VERSION, VERSION, *told, *[0] * 3, FILE, 0)
        listed += head[:-4] + struct.pack("<L", len(body)) + raw
        body += struct.pack("<4s5H3L2H", ENTRY, VERSION, *told) + raw + data
    many = len(entries)
    return bytes(
        body + listed + struct.pack("<4s4H2LH", END, 0, 0, many, many, len(listed), len(body), 0)
    )


def unpacked(pack: bytes) -> Entries:
    """Read the files of a pack one after the other, as far as they follow each other."""
    found, at = [], 0
    while pack[at : at + 4] == ENTRY and at + 30 <= len(pack):
        size, length = struct.unpack_from("<LH", pack, at + 22)
        start = at + 30 + length
        found.append((pack[at + 30 : start].decode("latin-1"), pack[start : start + size]))
        at = start + size
    return found


def check(path: Path, trusted: Trusted = Trusted(), previous: Sequence[Path] = ()) -> Found:
    """Check a pack from itself alone, and against what is *trusted* from elsewhere.

    Earlier packs of its chain are those of *previous*, else those that lie beside it.

    Raises:
        Unable: a file cannot be read, or what checks signatures is not there.
    """
    found, pack = Found(), _read(path)
    _whole(found, path, pack, trusted)
    manifest = inspect(found, pack)
    if manifest is not None:
        _chain(found, path, manifest, previous)
        found.unchecked.append("What the report says in words and the screenshots show.")
    return found


def inspect(found: Found, pack: bytes) -> dict[str, Any] | None:
    """Check a pack by what is in it alone; return its manifest, None if that cannot be read.

    What is wrong is told behind the name of the file that it is about, and a colon.
    """
    entries = unpacked(pack)
    found.add([*_slack(pack, entries)], "Not a byte lies before, between or behind its files.")
    files = dict(entries)
    manifest = _manifest(files)
    if manifest is None:
        found.faults.append(f"{MANIFEST}: it is missing, or it is not what it has to be.")
        return None
    many = len(manifest["files"])
    found.add([*_contents(files, manifest)], f"All {many} files are as the manifest lists them.")
    many = len(manifest["embedded"])
    told = f"The {many} files embedded in {REPORT} are those of the pack."
    found.add([*_embedded(files, manifest)], told)
    found.add([*_sums(files)], "Every key figure is the sum of its rows.")
    return manifest


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unable(f"{path}: {error.strerror}.") from error


def _whole(found: Found, path: Path, pack: bytes, trusted: Trusted) -> None:
    """Hold the pack as a whole against its printed hash and its signature."""
    if trusted.sha256 is not None:
        is_it = sha256(pack) == trusted.sha256.strip().lower()
        said = f"{path.name}: its SHA-256 is not the one that was printed; bytes were changed."
        found.add([] if is_it else [said], "The pack has the hash that was printed.")
    if trusted.signature and trusted.signers:
        fault = _signature(pack, trusted.signature, trusted.signers)
        found.add([fault] if fault else [], "The signature is by one of the signers.")
    elif trusted.sha256 is None:
        found.unchecked.append(
            "The pack as a whole: without its printed hash or a signature it is held against "
            "itself alone, and whoever changed it may have changed what it says of itself."
        )


def _signature(pack: bytes, signature: Path, signers: Path) -> str:
    """Say what is wrong with a signature; nothing if one of the *signers* made it of the pack."""
    program = shutil.which("ssh-keygen")
    if program is None:
        raise Unable("ssh-keygen is not installed, and nothing else here checks signatures.")
    _read(signature)
    _read(signers)
    asked = ["-s", str(signature), "-f", str(signers), "-n", NAMESPACE]
    told = _run([program, "-Y", "find-principals", *asked], b"")
    who = told.stdout.decode(errors="replace").partition("\n")[0]
    if told.returncode or not who:
        return f"{signature.name}: it is the signature of nobody whom {signers.name} names."
    if _run([program, "-Y", "verify", *asked, "-I", who], pack).returncode:
        return f"{signature.name}: it is not the signature of this pack; bytes were changed."
    return ""


def _run(command: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603


def _slack(pack: bytes, entries: Entries) -> Iterator[str]:
    """Find the first byte that is not where the files themselves put it."""
    exact, names = packed(entries), [name for name, _ in entries]
    if names != sorted(set(names)):
        yield "The files do not stand in the order of their names, each once."
    if exact == pack:
        return
    pairs = enumerate(zip(exact, pack, strict=False))
    first = next((at for at, (one, other) in pairs if one != other), min(len(exact), len(pack)))
    at, place = 0, "the list at the end"
    for name, data in entries:
        if at <= first < (at := at + 30 + len(name) + len(data)):
            place = name
    yield f"{place}: byte {first} of the zip is not what it has to be."


def _manifest(files: dict[str, bytes]) -> dict[str, Any] | None:
    """Read the manifest; None unless it has all that is asked of it."""
    try:
        said = json.loads(files[MANIFEST])
        lists = all(isinstance(said[name], list) for name in ("files", "embedded", "exports"))
        texts = [said[name] for name in (*SERIES, "snapshot")] + said["embedded"]
        texts += [entry[name] for entry in said["files"] for name in ("name", "sha256")]
        earlier = said["previous"]
        texts += [earlier["name"], earlier["sha256"]] if earlier else []
        sizes = all(isinstance(entry["bytes"], int) for entry in said["files"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return said if lists and sizes and all(isinstance(text, str) for text in texts) else None


def _contents(files: dict[str, bytes], manifest: dict[str, Any]) -> Iterator[str]:
    listed = {entry["name"]: (entry["bytes"], entry["sha256"]) for entry in manifest["files"]}
    for name in sorted(listed.keys() - files.keys()):
        yield f"{name}: the manifest lists it, and it is not there."
    for name in sorted(files.keys() - listed.keys() - {MANIFEST}):
        yield f"{name}: it is there, and the manifest does not list it."
    for name in sorted(listed.keys() & files.keys()):
        if listed[name] != (len(files[name]), sha256(files[name])):
            yield f"{name}: it was changed; its SHA-256 is not the one in the manifest."


def embedded(pdf: bytes) -> dict[str, bytes]:
    """Read the files embedded in a PDF that lists its objects by their places, as a report does.

    Raises:
        ValueError: it is not such a PDF, or is damaged.
    """
    [(where, _)] = re.findall(rb"startxref\n(\d+)\n(%)%EOF\s*\Z", pdf)
    lines = pdf[int(where) :].split(b"\n")[2:]
    places = [int(line[:10]) for line in lines if re.fullmatch(rb"\d{10} 00000 n ?\r?", line)]
    starts = {int(pdf[at:].split(b" ", 1)[0]): at for at in places}
    found = {}
    for at in places:
        if one := EMBEDDED.match(pdf, pdf.index(b"\n", at) + 1):
            place = pdf.index(b"\n", starts[int(one[2])]) + 1
            stream = STREAM.match(pdf, place)
            if stream is None:
                raise ValueError("no embedded file where one is named")
            data = pdf[stream.end() : stream.end() + int(stream[1])]
            whole = zlib.decompressobj().decompress(data, MOST) if stream[2] else data
            found[one[1].decode("latin-1")] = whole
    return found


def _embedded(files: dict[str, bytes], manifest: dict[str, Any]) -> Iterator[str]:
    """Hold what is embedded in the report against the files of the pack."""
    try:
        inside = embedded(files[REPORT])
    except (ValueError, KeyError, zlib.error):
        yield f"{REPORT}: the files embedded in it cannot be read."
        return
    if sorted(inside) != sorted(manifest["embedded"]):
        yield f"{REPORT}: it does not embed the files that the manifest names."
    for name, data in inside.items():
        if files.get(name) != data:
            yield f"{REPORT}: the file {name} embedded in it is not the one of the pack."


def _sums(files: dict[str, bytes]) -> Iterator[str]:
    """Add up the rows of each figure, and hold rows and sums against figures/kpis.json."""
    try:
        for kpi in json.loads(files[f"{FIGURES}/kpis.json"])["kpis"]:
            text = files[f"{FIGURES}/kpis/{kpi['id']}.csv"].decode("utf-8-sig")
            counts = [
                (int(row["numerator"]), int(row["denominator"]))
                for row in csv.DictReader(io.StringIO(text, newline=""))
            ]
            rows = [(row["numerator"], row["denominator"]) for row in kpi["rows"]]
            if counts != rows:
                yield f"{FIGURES}/kpis/{kpi['id']}.csv: its rows are not those of kpis.json."
            if [sum(column) for column in zip((0, 0), *counts, strict=True)] != [
                kpi["numerator"],
                kpi["denominator"],
            ]:
                yield f"{FIGURES}/kpis.json: {kpi['id']} is not the sum of its rows."
    except (ValueError, KeyError, TypeError, RecursionError, csv.Error):
        yield f"{FIGURES}: the figures cannot be added up."


def _chain(found: Found, path: Path, manifest: dict[str, Any], previous: Sequence[Path]) -> None:
    """Follow the chain from pack to earlier pack, as far as these are at hand."""
    beside = [one for one in sorted(path.parent.glob(PACKS)) if one.name != path.name]
    packs = [_read(one) for one in (previous or beside)]
    known = {sha256(pack): said for pack in packs if (said := _manifest(dict(unpacked(pack))))}
    step, passed = manifest, 0
    while step["previous"] and step["previous"]["sha256"] in known:
        step, passed = known[step["previous"]["sha256"]], passed + 1
    if not step["previous"]:
        found.checked.append(f"The chain is whole to its first pack; earlier ones: {passed}.")
        return
    lacking = step["previous"]["name"]
    earlier = [
        one
        for one in known.values()
        if all(one[name] == step[name] for name in SERIES) and one["snapshot"] < step["snapshot"]
    ]
    if previous or earlier or lacking in {one.name for one in beside}:
        found.faults.append(
            f"{lacking}: this pack stood before that of {step['snapshot']} in the chain, and it is "
            f"missing or was replaced; its SHA-256 must be {step['previous']['sha256']}."
        )
    else:
        found.unchecked.append(
            f"The chain before {step['snapshot']}: {lacking} is not here; name it by --previous."
        )


def lines(found: Found) -> Iterator[str]:
    """Write what was found; what stands in a pack may be no command of a terminal."""
    for title, sentences in (
        ("Checked", found.checked),
        ("Not checked", found.unchecked),
        ("WRONG", found.faults),
    ):
        for sentence in sentences:
            yield f"{title}: " + "".join(one if one.isprintable() else "?" for one in sentence)
    yield "The pack is NOT as it was made." if found.faults else "Nothing is wrong with the pack."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check as a command: 0 nothing is wrong, 1 something is, 2 it cannot be told."""
    asked = argparse.ArgumentParser(description="Check an audit pack of vouch by itself.")
    asked.add_argument("pack", nargs="?", type=Path, help="else the only one in this folder")
    asked.add_argument("--sha256", metavar="HASH", help="as it was printed when it was made")
    asked.add_argument("--signature", type=Path, metavar="FILE", help="PACK.zip.sig")
    asked.add_argument("--signers", type=Path, metavar="FILE", help="allowed signers, as for ssh")
    asked.add_argument("--previous", type=Path, action="append", metavar="FILE", default=[])
    given = asked.parse_args(arguments)
    if (given.signature is None) != (given.signers is None):
        asked.error("--signature and --signers are given together")
    try:
        trusted = Trusted(given.sha256, given.signature, given.signers)
        found = check(given.pack or _only(), trusted, given.previous)
    except Unable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in lines(found)))
    return 1 if found.faults else 0


def _only() -> Path:
    here = sorted(Path().glob(PACKS))
    if len(here) != 1:
        raise Unable(f"Name the pack to check: there are {len(here)} in this folder.")
    return here[0]


if __name__ == "__main__":
    sys.exit(main())
