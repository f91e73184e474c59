"""The audit log on the command line: what whoever keeps the head elsewhere can run."""

import json
import shutil
from datetime import date

import pytest

from tests import terminal
from tests.audit.conftest import event
from tests.audit.test_writing import records
from vouch import home
from vouch.audit.log import Log


@pytest.fixture
def copied(tmp_path, sample_home):
    """Return a copy of the built sample home, its log empty."""
    folder = tmp_path / "home"
    shutil.copytree(sample_home, folder, ignore=shutil.ignore_patterns("audit"))
    return folder


@pytest.fixture
def small(tmp_path):
    """Return a home that declares nothing, with two entries in its log."""
    log = Log(tmp_path / "audit")
    log.append(event(9))
    log.append(event(11))
    return tmp_path


def test_the_head_can_be_kept_and_held_against_the_log(small):
    """A scheduled job prints it to another machine, and brings it back."""
    said = terminal.run("audit", "head", home=small).stdout.split()
    told = terminal.run("audit", "verify", "--head", said[0], home=small)

    assert said == [records(small / "audit")[-1]["hash"], "2", "2026-11-01T12:00:00.000+00:00"]
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == (
        "The log is unbroken: 2 entries say who looked at what, or took it away.\n"
    )


def test_a_broken_log_ends_with_1_and_names_the_place(small):
    """A schedule needs the exit code, a person the line."""
    path = small / "audit" / "2026-09.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Alpha", b"Omega"))
    told = terminal.run("audit", "verify", "--home", small)

    assert told.returncode == 1
    assert told.stdout.splitlines() == [
        "The log is broken in 1 place: there it is not as it was written.",
        "2026-09.jsonl, line 1: the entry does not match its own hash; it was edited.",
    ]


def test_a_head_that_is_not_there_ends_with_1(small):
    """So a cut tail is found."""
    told = terminal.run("audit", "verify", "--home", small, "--head", "a" * 64)

    assert told.returncode == 1
    assert "No entry has the head " + "a" * 64 in told.stdout


def test_what_is_no_head_ends_with_2(small):
    """A slip of the hand is no broken log."""
    told = terminal.run("audit", "verify", "--home", small, "--head", "abc")

    assert told.returncode == 2
    assert told.stderr.startswith("--head: abc is no head;")


def test_an_empty_log_is_said_to_be_empty(tmp_path):
    """Nobody has looked: that is no fault."""
    told = terminal.run("audit", "verify", "--home", tmp_path)

    assert told.returncode == 0
    assert told.stdout.startswith("Nothing is logged yet")
    assert terminal.run("audit", "head", "--home", tmp_path).stdout.split() == ["0" * 64, "0"]


def test_a_list_of_records_is_logged_before_it_is_written(copied, tmp_path):
    """A file of rejected rows is taken away as one from the page is."""
    out = tmp_path / "rejects.csv"
    told = terminal.run("rejects", "--out", out, "--home", copied)
    [record] = records(copied / "audit")

    assert told.returncode == 0, told.stderr
    asked = ("who", "role", "action", "place", "query", "snapshot", "outcome")
    assert [record[name] for name in asked] == [
        "local operator",
        "dpo",
        "export",
        "vouch rejects",
        "evidence/rejects",
        "2026-10-31",
        "done",
    ]
    assert record["rows"] == len(out.read_text(encoding="utf-8-sig").splitlines()) - 1


def test_without_a_log_no_file_is_written(copied, tmp_path):
    """No log, no rows: on the command line too."""
    (copied / "audit").write_text("")
    out = tmp_path / "rejects.csv"
    told = terminal.run("rejects", "--out", out, "--home", copied)

    assert told.returncode == 2
    assert len(told.stderr.splitlines()) == 1
    assert not out.exists()


def test_pruning_lists_segments_first_and_deletes_when_asked(copied):
    """A list to read comes first, as for exports."""
    log = Log(copied / "audit")
    for month in (9, 10, 11):
        log.append(event(month))
    on = ("--on", date(2028, 10, 31), "--home", copied)
    listed = terminal.run("prune", *on)
    assert "2026-09: audit log to be deleted, kept until 2028-09-30" in listed.stdout
    assert len(records(log.folder)) == 3

    done = terminal.run("prune", *on, "--delete")

    assert "2026-09: audit log deleted, kept until 2028-09-30." in done.stdout
    assert [json.dumps(one["action"]) for one in records(log.folder)] == [
        '"look"',
        '"look"',
        '"prune"',
    ]
    assert terminal.run("audit", "verify", "--home", copied).returncode == 0


def test_a_home_without_a_limit_is_told(copied):
    """Who looked at whom is personal data as well."""
    path = copied / "policy.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("keep_audit_log")]
    path.write_text("\n".join(kept), encoding="utf-8")
    told = terminal.run("prune", "--home", copied, "--on", "2026-11-01")

    assert home.load(copied).policy.settings.keep_audit_log is None
    assert "does not set keep_audit_log" in told.stdout
