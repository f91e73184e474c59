"""An entry is on the disk, whole and in its place, or whoever wrote it is told that it is not."""

import errno
import hashlib
import json
import os
import resource
import signal
import stat
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from tests.audit.conftest import event
from tests.audit.edits import rehashed
from tests.audit.test_edits import kinds
from tests.terminal import ROOT
from vouch.audit import segments, verifying
from vouch.audit.entries import Action, Event
from vouch.audit.log import Log
from vouch.errors import VouchError

EACH = 200  # entries that each of two writers writes
WRITER = """
import sys
from pathlib import Path
from tests.audit.conftest import event
from vouch.audit.log import Log
log, who, count = Log(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for number in range(count):
    log.append(event(who=who, rows=number))
    print(number, flush=True)
"""
# A writer whose system takes half a line, and then nothing more for a while.
SLOW = """
import os, time
from vouch.audit import log as module
def half(handle, text):
    os.write(handle, text[: len(text) // 2])
    print("half", flush=True)
    time.sleep(60)
module._write_all = half
"""


def start(folder, who, count, before=""):
    return subprocess.Popen(
        [sys.executable, "-c", before + WRITER, str(folder), who, str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def records(folder) -> list[dict]:
    """Read all whole entries, as anybody would."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
    return found


def test_the_first_entry_begins_the_chain(log):
    """Its fields are what an auditor asks: who, what, when, how many, from what."""
    log.append(event(snapshot="2026-10-31", policy="2023-10-01", generation="abc", session="s1"))
    [record] = records(log.folder)

    assert record.pop("hash") == rehashed(record)["hash"]
    assert record == {
        "action": "look",
        "at": "2026-11-01T12:00:00.000+00:00",
        "detail": {},
        "generation": "abc",
        "outcome": "done",
        "params": {"as_of": "2026-11-01", "state": "past"},
        "place": "retention",
        "policy": "2023-10-01",
        "previous": "0" * 64,
        "query": "evidence/deadline_rows",
        "role": "dpo",
        "rows": 1,
        "segment": "2026-11",
        "seq": 1,
        "session": "s1",
        "snapshot": "2026-10-31",
        "who": "Alpha",
    }


def test_the_log_is_for_its_owner_alone(log):
    """It says who did what: colleagues' data are personal data too."""
    log.append(event())
    path = log.folder / "2026-11.jsonl"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.folder.stat().st_mode) == 0o700


def test_a_text_that_may_be_a_name_is_not_logged(log):
    """A filter says which records were looked at; what somebody typed may say who they are."""
    given = {"record_id": "K-17", "person": "Ada Smith", "row": 4, "first_on": date(2026, 1, 2)}
    log.append(event(params={**given, "rule": None}))
    [record] = records(log.folder)

    assert record["params"] == {
        "record_id": "K-17",
        "person": "*",
        "row": 4,
        "first_on": "2026-01-02",
        "rule": None,
    }


def test_no_text_makes_an_entry_longer_than_is_read_of_an_end(log):
    """An identity provider may send any name, line breaks and lone surrogates too."""
    log.append(event(who="\ud800\n\u2028" + "x" * 100_000, params={"rule": "y" * 100_000}))
    log.append(event())

    assert kinds(log.folder) == []
    assert (log.folder / "2026-11.jsonl").stat().st_size < segments.TAIL


def test_each_month_has_its_segment(full):
    """Old months can be deleted without touching the newer ones."""
    names = [path.name for path in segments.listed(full.folder)]
    first = json.loads((full.folder / "2026-11.jsonl").read_text().splitlines()[0])
    last = json.loads((full.folder / "2026-10.jsonl").read_text().splitlines()[-1])

    assert names == ["2026-09.jsonl", "2026-10.jsonl", "2026-11.jsonl"]
    assert first["previous"] == last["hash"]


def test_a_month_ends_in_utc(log):
    """Midnight in Helsinki is not yet the next month where times are written."""
    from_helsinki = datetime.fromisoformat("2026-12-01T01:59:59+02:00")
    log.append(Event(from_helsinki, Action.LOOK, "Alpha"))
    log.append(Event(datetime(2026, 12, 1, tzinfo=UTC), Action.LOOK, "Alpha"))

    assert [record["segment"] for record in records(log.folder)] == ["2026-11", "2026-12"]


def test_a_clock_that_was_set_back_keeps_the_order(log):
    """An entry follows the one before it, whatever the clock says."""
    log.append(event(11))
    log.append(event(10))
    said = [(record["segment"], record["at"][:7]) for record in records(log.folder)]

    assert said == [("2026-11", "2026-11"), ("2026-11", "2026-10")]
    assert kinds(log.folder) == []


def test_two_processes_keep_one_chain(log):
    """Two servers of one home, or a server and a command, write at the same time."""
    writers = [start(log.folder, who, EACH) for who in ("Alpha", "Beta")]
    for writer in writers:
        writer.communicate(timeout=120)
    found = records(log.folder)

    assert [writer.returncode for writer in writers] == [0, 0]
    assert kinds(log.folder) == []
    assert [record["seq"] for record in found] == list(range(1, 2 * EACH + 1))
    for who in ("Alpha", "Beta"):
        mine = [record["rows"] for record in found if record["who"] == who]
        assert mine == list(range(EACH))


def test_what_a_killed_writer_was_told_is_there(log):
    """An entry for which rows were shown survives whatever comes after."""
    writer = start(log.folder, "Alpha", 100_000)
    told = [writer.stdout.readline() for _ in range(30)]
    writer.send_signal(signal.SIGKILL)
    told += writer.stdout.readlines()
    writer.wait()
    log.append(event(who="Beta"))
    found = [record for record in records(log.folder) if record["who"] == "Alpha"]

    assert kinds(log.folder) == []
    assert len(found) >= len([line for line in told if line.endswith("\n")])


def test_a_line_that_broke_off_is_closed_by_an_entry_that_says_so(log):
    """The piece stays where it is: repairing it away could hide what was cut off."""
    log.append(event())
    writer = start(log.folder, "Alpha", 1, SLOW)
    assert writer.stdout.readline() == "half\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    path = log.folder / "2026-11.jsonl"
    torn = path.read_bytes().splitlines()[1]
    assert kinds(log.folder) == [("torn", "2026-11", 2)]

    log.append(event(12))
    _, closing, late = records(log.folder)

    assert path.read_bytes().splitlines()[1] == torn
    assert (closing["action"], closing["seq"], late["seq"]) == ("repair", 2, 3)
    assert closing["detail"] == {"bytes": len(torn), "sha256": hashlib.sha256(torn).hexdigest()}
    assert kinds(log.folder) == []
    assert verifying.check(log.folder).closed == 1


@pytest.mark.parametrize("place", ["first line", "last byte"])
def test_a_line_may_break_off_anywhere(log, place):
    """At the beginning of a month, or when only its end is missing."""
    log.append(event(10))
    log.append(event(11))
    path = log.folder / "2026-11.jsonl"
    text = path.read_bytes()
    path.write_bytes(text[:40] if place == "first line" else text[:-1])
    assert kinds(log.folder) == [("torn", "2026-11", 1)]

    log.append(event(11))

    assert kinds(log.folder) == []
    assert [one["seq"] for one in records(log.folder)][-1] == (3 if place == "first line" else 4)


def test_a_piece_that_is_changed_after_it_was_closed_is_found(log):
    """Else a whole entry could be cut down to a piece, and pass for a crash."""
    log.append(event())
    path = log.folder / "2026-11.jsonl"
    with path.open("ab") as file:
        file.write(b'{"action":"lo')
    log.append(event())
    path.write_bytes(path.read_bytes().replace(b'{"action":"lo\n', b'{"action":"la\n'))

    assert ("repair", "2026-11", 3) in kinds(log.folder)


@pytest.mark.parametrize(
    "end", [b'{"seq":1}', b'{"seq":1}\n', b"?\n", b"\n"], ids=["piece", "line", "garbage", "blank"]
)
def test_nothing_is_added_to_an_end_that_somebody_changed(log, end):
    """What no crash leaves behind is an edit: to go on would bury it."""
    log.append(event())
    path = log.folder / "2026-11.jsonl"
    with path.open("ab") as file:
        file.write(end)
    before = path.read_bytes()
    with pytest.raises(VouchError) as told:
        log.append(event())

    assert told.value.key == "problem.audit_damaged"
    assert path.read_bytes() == before


def test_an_edited_last_entry_stops_the_log(log):
    """Whoever looks next would otherwise vouch for it."""
    log.append(event())
    path = log.folder / "2026-11.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Alpha", b"Omega"))

    with pytest.raises(VouchError, match="does not end with an entry"):
        log.append(event())


def test_a_folder_in_the_place_of_a_segment_is_one_sentence(log):
    """Nobody may write there, root neither."""
    (log.folder / "2026-11.jsonl").mkdir(parents=True)

    with pytest.raises(VouchError, match="cannot be written: Is a directory"):
        log.append(event())


def test_a_file_in_the_place_of_the_folder_is_one_sentence(tmp_path):
    """A home that was put together by hand may have anything there."""
    (tmp_path / "audit").write_text("")

    with pytest.raises(VouchError, match="cannot be written"):
        Log(tmp_path / "audit").append(event())


def test_without_room_nothing_is_left_behind(log):
    """Half a line for which no row was shown would only look like a crash."""
    log.append(event())
    path = log.folder / "2026-11.jsonl"
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))
    try:
        with pytest.raises(VouchError, match="File too large"):
            log.append(event())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert path.read_bytes() == before
    log.append(event())
    assert kinds(log.folder) == []


def test_what_did_not_reach_the_disk_counts_as_not_written(log, monkeypatch):
    """A disk may take the bytes and refuse them only when it is asked to keep them."""
    log.append(event())
    real, folder = os.fsync, log.folder

    def full(handle: int) -> None:
        if os.fstat(handle).st_size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VouchError, match="No space left"):
        log.append(event())

    assert len(records(folder)) == 1


def test_a_log_that_is_held_for_too_long_is_one_sentence(log, monkeypatch):
    """A process that hangs must not hang every page."""
    monkeypatch.setattr(segments, "PATIENCE", 0.05)
    with segments.alone(log.folder), pytest.raises(VouchError, match="held by another process"):
        log.append(event())
