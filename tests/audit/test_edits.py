"""Whatever is done to a log afterwards is found, and its place is named."""

import json
import os
import random

import pytest

from tests.audit.conftest import A_MONTH
from tests.audit.edits import edited, rehashed, written
from vouch.audit import verifying

EDITS = 1_000


def kinds(folder, head="") -> list[tuple[str, str, int]]:
    """Return what is found: kind, segment and line."""
    return [(one.kind, one.segment, one.line) for one in verifying.check(folder, head).faults]


def test_each_of_a_thousand_edits_is_found(full):
    """A log that can be changed unseen proves nothing; the head was kept elsewhere before."""
    head = verifying.check(full.folder).head.hash
    dice, missed = random.Random(17), []  # noqa: S311 - the same edits each time
    for number in range(EDITS):
        path = dice.choice(sorted(full.folder.glob("*.jsonl")))
        before = path.read_bytes()
        after = edited(number, before, dice)
        path.write_bytes(after)
        if after != before and not kinds(full.folder, head):
            missed.append((number, path.name))
        path.write_bytes(before)

    assert kinds(full.folder, head) == []
    assert missed == []


def test_each_byte_of_the_log_counts(full):
    """Without a kept head too: no byte is there that could be changed in silence."""
    path = full.folder / "2026-10.jsonl"
    text = path.read_bytes()
    for at in range(0, len(text), 7):
        path.write_bytes(text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :])
        assert kinds(full.folder), at


def test_a_tail_cut_at_the_end_of_a_line_needs_the_kept_head(full):
    """What is left is a log as it once was: only whoever knows that there was more can tell."""
    head = verifying.check(full.folder).head.hash
    path = full.folder / "2026-11.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-2]))

    assert kinds(full.folder) == []
    assert kinds(full.folder, head) == [("head", "2026-11", 0)]


def test_a_log_written_wholly_anew_needs_the_kept_head(full):
    """Whoever may write the files may hash them as well."""
    head, previous = verifying.check(full.folder).head.hash, "0" * 64
    for path in sorted(full.folder.glob("*.jsonl")):
        lines = []
        for line in path.read_text().splitlines():
            record = rehashed(json.loads(line) | {"who": "Omega", "previous": previous})
            previous = record["hash"]
            lines.append(written(record))
        path.write_bytes(b"".join(lines))

    assert kinds(full.folder) == []
    assert kinds(full.folder, head) == [("head", "2026-11", 0)]


def test_an_earlier_head_is_still_found(full):
    """A head that was kept a month ago vouches for all before it."""
    line = (full.folder / "2026-09.jsonl").read_text().splitlines()[-1]

    assert kinds(full.folder, json.loads(line)["hash"]) == []


@pytest.mark.parametrize(
    ("kind", "number", "found"),
    [
        ("delete", 3, [("number", 4)]),
        ("reword", 3, [("altered", 4)]),
        ("rehash", 3, [("link", 5)]),
        ("swap", 3, [("number", 4), ("number", 5), ("number", 6)]),
        ("garble", 3, [("unreadable", 4), ("number", 5)]),
    ],
)
def test_the_place_is_named(full, kind, number, found):
    """An auditor must be able to go to the line."""
    path = full.folder / "2026-10.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    record = json.loads(lines[number])
    match kind:
        case "delete":
            del lines[number]
        case "reword":
            lines[number] = written(record | {"who": "Omega"})
        case "rehash":
            lines[number] = written(rehashed(record | {"who": "Omega"}))
        case "swap":
            lines[number : number + 2] = lines[number + 1], lines[number]
        case "garble":
            lines[number] = b"?\n"
    path.write_bytes(b"".join(lines))

    assert kinds(full.folder) == [(name, "2026-10", line) for name, line in found]


@pytest.mark.parametrize(
    ("gone", "found"),
    [("2026-09", ("start", "2026-10", 1)), ("2026-10", ("number", "2026-11", 1))],
)
def test_a_segment_that_is_gone_is_found(full, gone, found):
    """Each segment carries the head of the one before."""
    (full.folder / f"{gone}.jsonl").unlink()

    assert kinds(full.folder) == [found]


def test_lines_moved_to_another_segment_are_found(full):
    """The chain alone would not tell: its order is the same."""
    early, late = (full.folder / f"2026-{month}.jsonl" for month in ("09", "10"))
    *lines, last = early.read_bytes().splitlines(keepends=True)
    early.write_bytes(b"".join(lines))
    late.write_bytes(last + late.read_bytes())

    assert kinds(full.folder) == [("moved", "2026-10", 1)]


def test_an_emptied_segment_is_found(full):
    """It is no month in which nobody looked."""
    (full.folder / "2026-11.jsonl").write_bytes(b"")

    assert kinds(full.folder) == [("empty", "2026-11", 0)]


def test_a_whole_log_has_no_fault(full):
    """A guard that cries always would be switched off."""
    state = verifying.check(full.folder)

    assert state.faults == ()
    assert (state.entries, state.head.seq) == (3 * A_MONTH, 3 * A_MONTH)
    assert {name: dict(n) for name, n in state.counts.items()} == {
        f"2026-{month:02}": {"look": A_MONTH} for month in (9, 10, 11)
    }


def test_an_edit_is_found_though_size_and_time_are_as_before(full):
    """A server that keeps what it verified must not be soothed by a time that was set back."""
    path = full.folder / "2026-10.jsonl"
    assert kinds(full.folder) == []
    seen, text = path.stat(), path.read_bytes()
    path.write_bytes(text.replace(b"Alpha", b"Omega", 1))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    assert path.stat().st_size == seen.st_size
    assert kinds(full.folder) == [("altered", "2026-10", 1)]
