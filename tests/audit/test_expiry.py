"""What was logged goes when its time has come, and the chain of what stays is whole."""

import json
from datetime import UTC, date, datetime

import pytest

from tests.audit.conftest import event
from tests.audit.test_edits import kinds
from tests.audit.test_writing import records
from vouch import periods
from vouch.audit import anchors, expiry, verifying
from vouch.errors import VouchError

AT = datetime(2027, 1, 1, 12, tzinfo=UTC)
LATE = date(2029, 1, 1)


def names(log, period, on) -> list[str]:
    return [one.path.stem for one in expiry.find(log.folder, periods.parse(period), on)]


def delete(log, upto=2) -> None:
    expired = expiry.find(log.folder, periods.parse("1 month"), LATE)[:upto]
    expiry.delete(log.folder, expired, "Alpha", AT)


@pytest.mark.parametrize(
    ("period", "on", "gone"),
    [
        ("24 months", date(2028, 9, 30), []),
        ("24 months", date(2028, 10, 1), ["2026-09"]),
        ("24 months", date(2028, 10, 31), ["2026-09"]),
        ("24 months", date(2028, 11, 1), ["2026-09", "2026-10"]),
        ("2 years", date(2028, 10, 1), ["2026-09"]),
        ("5 months", date(2027, 2, 28), []),
        ("5 months", date(2027, 3, 1), ["2026-09"]),
        ("10 days", date(2026, 10, 10), []),
        ("10 days", date(2026, 10, 11), ["2026-09"]),
    ],
)
def test_a_period_counts_from_the_end_of_the_month(full, period, on, gone):
    """A segment goes as a whole, so its last entry decides."""
    assert names(full, period, on) == gone


def test_the_newest_segment_always_stays(full):
    """The chain needs an end to go on from."""
    assert names(full, "1 month", date(2099, 1, 1)) == ["2026-09", "2026-10"]


def test_a_home_without_a_limit_deletes_nothing(full):
    """Nobody has decided how long."""
    assert expiry.find(full.folder, None, LATE) == []


def test_a_shortened_log_is_verified_from_its_anchor(full):
    """What remains of the deleted part is its last hash, and an entry that says so."""
    last = records(full.folder)[23]
    delete(full)
    found = records(full.folder)

    assert [path.name for path in sorted(full.folder.glob("*.jsonl"))] == [
        "2026-11.jsonl",
        "2027-01.jsonl",
    ]
    assert kinds(full.folder) == []
    assert (found[-1]["action"], found[-1]["who"]) == ("prune", "Alpha")
    assert found[-1]["detail"] == {
        "segment": "2026-10",
        "seq": last["seq"],
        "hash": last["hash"],
        "segments": 2,
    }
    full.append(event(12))
    assert kinds(full.folder) == []


def test_it_may_be_shortened_again(full):
    """Each anchor takes the place of the one before, whose entry may go in its turn."""
    delete(full, 1)
    delete(full, 2)

    assert kinds(full.folder) == []
    assert anchors.read(full.folder).segment == "2026-11"


def test_more_than_was_said_to_be_deleted_is_found(full):
    """An anchor excuses what lies before it, and no line more."""
    delete(full, 1)
    (full.folder / "2026-10.jsonl").unlink()

    assert kinds(full.folder) == [("start", "2026-11", 1)]


@pytest.mark.parametrize("change", ["gone", "other", "garbage"])
def test_a_changed_anchor_is_found(full, change):
    """Else whoever cuts the beginning away would write an anchor to fit."""
    delete(full)
    path = full.folder / anchors.NAME
    said = json.loads(path.read_text())
    match change:
        case "gone":
            path.unlink()
        case "other":
            path.write_text(json.dumps(said | {"seq": said["seq"] + 1}))
        case "garbage":
            path.write_text("?")

    assert kinds(full.folder) != []


def test_a_forged_anchor_is_found(full):
    """An anchor counts only if an entry of the chain names it."""
    first = json.loads((full.folder / "2026-10.jsonl").read_text().splitlines()[0])
    (full.folder / "2026-09.jsonl").unlink()
    anchors.write(full.folder, anchors.Anchor("2026-09", first["seq"] - 1, first["previous"]))

    assert kinds(full.folder) == [("anchor", "2026-09", 0)]


@pytest.mark.parametrize("touch", range(5))
def test_a_deletion_that_dies_leaves_a_whole_chain_and_can_be_run_again(full, monkeypatch, touch):
    """A power cut does not wait for the last file."""
    left = iter(range(touch))

    def dying(real):
        def run(*args, **more):
            if next(left, None) is None:
                raise OSError(5, "Input/output error")
            return real(*args, **more)

        return run

    with monkeypatch.context() as dies:
        dies.setattr(anchors, "write", dying(anchors.write))
        dies.setattr("pathlib.Path.replace", dying(expiry.Path.replace))
        dies.setattr("pathlib.Path.unlink", dying(expiry.Path.unlink))
        if touch < 4:
            with pytest.raises(VouchError, match="Input/output error"):
                delete(full)
        else:
            delete(full)

    assert kinds(full.folder) == []
    delete(full)
    assert kinds(full.folder) == []
    assert not {"2026-09", "2026-10"} & verifying.check(full.folder).counts.keys()


def test_nothing_is_deleted_from_a_broken_log(full):
    """The proof of an edit would go with it."""
    path = full.folder / "2026-09.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Alpha", b"Omega", 1))

    with pytest.raises(VouchError, match="The audit log is broken"):
        delete(full)
    assert path.exists()
