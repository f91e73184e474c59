"""A manifest binds: a file that is not what it says is refused, and every other one is read."""

import gzip
import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from tests import terminal
from tests.faults.shop import DAY, HEAD_ROWS
from vouch import home, sealing
from vouch.errors import VouchError

LATER = date(2026, 11, 30)


def listed(content, name="people.csv", **other):
    """Return an entry that is true of *content*, but for what *other* says."""
    raw = content.encode()
    true = {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest(), "rows": 2}
    return {"name": name} | true | other


def put_manifest(shop, *entries, **other):
    """Write the manifest of the usual snapshot."""
    shop.put(json.dumps({"files": entries} | other), "manifest.json")


def sentences(shop):
    """Build, and return what is wrong, each with its dataset."""
    return [(name, str(problem)) for _, name, problem in shop.build().problems]


@pytest.fixture
def listing(shop):
    """Return a home with one export and its true manifest."""
    shop.put(HEAD_ROWS)
    put_manifest(shop, listed(HEAD_ROWS))
    return shop


def test_a_true_manifest_is_silent(listing):
    """What is as it was exported needs no word."""
    assert sentences(listing) == []
    assert listing.files() == [("read", 3, 1, 0, 0, 2, None)]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"bytes": 25}, "people.csv has 31 bytes, and manifest.json says 25; deliver it again"),
        ({"rows": 3}, "people.csv has 2 rows, and manifest.json says 3; deliver it again"),
        ({"rows": 1}, "people.csv has 2 rows, and manifest.json says 1; deliver it again"),
    ],
)
def test_another_count_is_refused_with_both_numbers(shop, other, said):
    """Half an export would otherwise look like a month of deletions."""
    shop.put(HEAD_ROWS)
    put_manifest(shop, listed(HEAD_ROWS, **other))

    assert sentences(shop) == [("crm.people", said)]
    [(state, physical, *_, kept, _)] = shop.files()
    assert (state, physical, kept) == ("failed", 3, 0)


def test_another_content_of_the_same_size_is_refused(shop):
    """One changed digit is seen by the hash alone."""
    changed = HEAD_ROWS.replace("2020", "2021")
    shop.put(changed)
    put_manifest(shop, listed(HEAD_ROWS))

    [(_, said)] = sentences(shop)
    assert hashlib.sha256(changed.encode()).hexdigest() in said
    assert hashlib.sha256(HEAD_ROWS.encode()).hexdigest() in said


def test_a_listed_file_that_is_absent_is_named_at_its_dataset(shop):
    """The other files of the dataset are read; what is lacking is said, not passed over."""
    shop.declare("people*.csv")
    shop.put(HEAD_ROWS)
    put_manifest(shop, listed(HEAD_ROWS), listed(HEAD_ROWS, "people2.csv"))

    assert sentences(shop) == [
        (
            "crm.people",
            "people2.csv is not there, though manifest.json lists it with 31 bytes; "
            "deliver it again",
        )
    ]
    assert [row[0] for row in shop.files()] == ["read", "failed"]


@pytest.mark.parametrize("pattern", ["**/people2.csv", "in/*.csv", "in/people?.csv"])
def test_an_absent_file_in_an_inner_folder_belongs_to_its_pattern(shop, pattern):
    shop.declare(pattern)
    put_manifest(shop, listed(HEAD_ROWS, "in/people2.csv"))

    assert [name for name, _ in sentences(shop)] == ["crm.people"]


def test_an_absent_file_of_no_dataset_is_named_too(listing):
    put_manifest(listing, listed(HEAD_ROWS), listed("x", "other.csv", rows=None))

    assert [said.split(" is ")[0] for _, said in sentences(listing)] == ["other.csv"]


def test_a_listed_file_of_no_dataset_is_held_to_its_bytes(listing):
    listing.put("xy", "other.txt")
    put_manifest(listing, listed(HEAD_ROWS), listed("x", "other.txt", rows=None))

    assert sentences(listing) == [
        (None, "other.txt has 2 bytes, and manifest.json says 1; deliver it again")
    ]


def test_a_file_that_is_not_listed_is_named_and_counted(listing):
    """The home's declaration says that it is an export; nobody says that it is whole."""
    listing.declare("people*.csv")
    listing.put("id;ended\nc;1.2.2020\n", "people2.csv")

    assert [said.split(",")[0] for _, said in sentences(listing)] == [
        "people2.csv is not in manifest.json"
    ]
    assert [row[5] for row in listing.files()] == [2, 1]


def test_rows_are_counted_without_heading_and_blank_lines(shop):
    """A rejected row was exported, a blank line was not."""
    content = "id;ended\na;1.2.2020\n\nb;1.2.2020;x;y\n"
    shop.put(content)
    put_manifest(shop, listed(content, rows=2))
    shop.build()

    assert shop.files() == [("read", 4, 1, 1, 1, 1, None)]


def test_lines_are_counted_with_care_before_they_are_refused(shop):
    """The fast way counts blank lines first; a promise must not be broken by that."""
    shop.declare("people.jsonl", "jsonl")
    content = '{"id": "a", "ended": "1.2.2020"}\n\n{"id": "b", "ended": "1.2.2020"}\n'
    shop.put(content, "people.jsonl")
    put_manifest(shop, listed(content, "people.jsonl", rows=2))

    assert sentences(shop) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "manifest.json is not JSON"),
        ("[]", "manifest.json"),
        ('{"version": 2, "files": []}', "version"),
        ('{"files": [{"name": "people.csv"}]}', "bytes"),
        (json.dumps({"files": [listed("x", sha256="abc")]}), "64 hexadecimal digits"),
        (json.dumps({"files": [listed("x"), listed("x")]}), "people.csv is listed twice"),
        (json.dumps({"files": [listed("x", "../people.csv")]}), "leads out of the snapshot folder"),
        (json.dumps({"files": [listed("x", "/people.csv")]}), "leads out of the snapshot folder"),
    ],
)
def test_a_manifest_that_is_none_vouches_for_nothing(shop, content, said):
    """Files beside it may be half written: none is taken, and the other snapshots are shown."""
    shop.put(HEAD_ROWS, day=date(2026, 9, 30))
    shop.put(HEAD_ROWS)
    shop.put(content, "manifest.json")

    [(name, sentence)] = sentences(shop)
    assert name == "crm.people"
    assert said in sentence
    assert "manifest.json" in sentence
    assert shop.ask("figures", "SELECT kept FROM fig_files ORDER BY snapshot") == [(2,), (0,)]


def test_a_changed_manifest_makes_the_part_anew(listing):
    listing.build()
    put_manifest(listing, listed(HEAD_ROWS, rows=7))

    assert len(sentences(listing)) == 1


def finished_by(shop):
    """Let the home wait for the mark of its exporter."""
    text = (terminal.ROOT / "sample_data" / "policy.toml").read_text(encoding="utf-8")
    text = text.replace("[settings]", '[settings]\nfinished_by = "_SUCCESS"')
    (shop.folder / "policy.toml").write_text(text, encoding="utf-8")


def test_a_snapshot_without_its_mark_is_not_taken_yet(shop):
    """A build in the middle of an export would count half of it."""
    finished_by(shop)
    shop.put(HEAD_ROWS)
    shop.put("", "_SUCCESS")
    shop.put(HEAD_ROWS, day=LATER)

    [(name, said)] = sentences(shop)
    assert name is None
    assert said.startswith("the snapshot of 2026-11-30 is still being written")
    assert shop.ask("figures", "SELECT snapshot FROM ref_snapshots") == [(DAY,)]

    shop.put("", "_SUCCESS", day=LATER)
    assert sentences(shop) == []
    assert shop.ask("figures", "SELECT count(*) FROM ref_snapshots") == [(2,)]


def test_without_the_setting_the_mark_says_nothing(shop):
    """Neither the mark nor a manifest is a file that nobody declared."""
    shop.put(HEAD_ROWS)
    shop.put("", "_SUCCESS")
    put_manifest(shop, listed(HEAD_ROWS))

    assert sentences(shop) == []


def test_a_home_in_which_nothing_is_finished_says_so(shop):
    finished_by(shop)
    shop.put(HEAD_ROWS)

    with pytest.raises(VouchError, match="No snapshot is finished yet: 2026-10-31"):
        shop.build()


def seal(shop, *options):
    """Run the command over the usual snapshot."""
    return terminal.run(
        "seal", shop.folder / "snapshots" / DAY.isoformat(), *options, "--home", shop.folder
    )


def test_a_seal_is_what_a_build_then_holds_to(shop):
    """Rows are those of the home's declaration, of unpacked content too."""
    shop.declare("people.csv*")
    shop.put(HEAD_ROWS)
    shop.put(gzip.compress(b"id;ended\nc;1.2.2020\n\n", mtime=0), "people.csv.gz")
    shop.put("x", "note.txt")
    shown = seal(shop)

    assert shown.returncode == 0
    assert "people.csv: 31 bytes, 2 rows, " in shown.stdout
    folder = shop.folder / "snapshots" / DAY.isoformat()
    said = json.loads((folder / "manifest.json").read_text())
    assert [(entry["name"], entry.get("rows")) for entry in said["files"]] == [
        ("note.txt", None),
        ("people.csv", 2),
        ("people.csv.gz", 1),
    ]
    assert said["files"][1]["sha256"] == hashlib.sha256(HEAD_ROWS.encode()).hexdigest()
    assert [name for name, _ in sentences(shop)] == [None]
    shop.put(HEAD_ROWS + "d;1.2.2020\n")
    assert "crm.people" in [name for name, _ in sentences(shop)]


def test_a_seal_is_not_replaced_by_chance(shop):
    """To seal a changed file again would hide the change."""
    shop.put(HEAD_ROWS)
    assert seal(shop).returncode == 0
    assert seal(shop).returncode == 0
    shop.put(HEAD_ROWS + "d;1.2.2020\n")
    refused = seal(shop)

    assert refused.returncode == 2
    assert "says something else" in refused.stderr
    assert seal(shop, "--again").returncode == 0
    assert sentences(shop) == []


def test_what_cannot_be_read_is_not_sealed(shop):
    """A seal over a file that the home cannot read would vouch for nothing."""
    shop.put("id\na\n")
    refused = seal(shop)

    assert refused.returncode == 2
    assert (
        refused.stderr == "people.csv has no column ended; export it again, or name the column "
        "in sources.toml as the file does\n"
    )
    assert not (shop.folder / "snapshots" / DAY.isoformat() / "manifest.json").exists()


@pytest.mark.parametrize("name", ["", ".", "October", "2026-10-31/crm", "9999-12-31", "../other"])
def test_a_folder_that_no_build_takes_is_not_sealed(shop, name):
    """The seal would stand there as if it bound, and the figures would know nothing of it."""
    shop.put(HEAD_ROWS, "crm/people.csv")
    folder = shop.folder / "snapshots" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "people.csv").write_text(HEAD_ROWS)
    with pytest.raises(VouchError) as refused:
        sealing.seal(home.load(shop.folder), folder)

    assert refused.value.key == "problem.no_snapshot_folder"
    assert f"such as {shop.folder / 'snapshots'}/2026-10-31." in str(refused.value)
    assert not (folder / "manifest.json").exists()


def test_a_snapshot_may_be_named_by_any_path(shop, tmp_path, monkeypatch):
    """From inside its folder, or through a link to the home; and its exports may lie elsewhere."""
    shop.put(HEAD_ROWS)
    kept = (shop.folder / "snapshots").rename(tmp_path / "kept")
    (shop.folder / "snapshots").mkdir()
    (shop.folder / "snapshots" / str(DAY)).symlink_to(kept / str(DAY))
    (tmp_path / "link").symlink_to(shop.folder)
    monkeypatch.chdir(tmp_path / "link" / "snapshots")

    for path in (Path(str(DAY)), tmp_path / "link" / "snapshots" / str(DAY) / "."):
        sealing.seal(home.load(shop.folder), path)
    assert (kept / str(DAY) / "manifest.json").exists()


@pytest.mark.parametrize("name", ["nowhere", "2026-11-30"])
def test_nothing_is_no_seal(shop, name):
    (shop.folder / "snapshots" / "2026-11-30").mkdir(parents=True)
    folder = shop.folder / "snapshots" / name
    refused = terminal.run("seal", folder, "--home", shop.folder)

    assert refused.returncode == 2
    assert str(folder) in refused.stderr
