"""Bounds: no file can fill the disk or the memory, hang a build or end it."""

import gzip
import io
import json
import os
import pickle
import shutil
import signal
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from tests import process_tree
from tests.faults import workbook
from tests.faults.shop import HEAD_ROWS, SOURCES, Shop
from vouch import home
from vouch.intake import unpacking
from vouch.parts import reader

MB = 10**6
PIECE = 10 * MB
STEP = 20 * MB  # to which a few bytes may unpack at once
LINES = b"a;1.2.2020\n" * (PIECE // 11)
LATER = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
TWO = [("read", 3, 1, 0, 0, 2, None)]


def _gz(text: bytes) -> bytes:
    return gzip.compress(text, mtime=0)


def _zst(text: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(text)


def _book(text: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook.write(workbook.HEAD))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            with new.open(name, "w") as part:
                part.write(old.read(name))
                if "sheet1" in name:
                    part.writelines([text] * 50)
    return out.getvalue()


BOMBS = {
    "gz of zeros": ("people.csv.gz", _gz(b"id;ended\n") + _gz(bytes(PIECE)) * 50),
    "gz of rows": ("people.csv.gz", _gz(b"id;ended\n") + _gz(LINES) * 50),
    "zst of zeros": ("people.csv.zst", _zst(b"id;ended\n") + _zst(bytes(50 * PIECE))),
    "zst of rows": ("people.csv.zst", _zst(b"id;ended\n") + _zst(LINES) * 50),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_stopped_early_and_costs_little_memory(shop: Shop, bomb: str) -> None:
    """Half a gigabyte from a small file is stopped at 100 MB or 200 times its size."""
    name, content = BOMBS[bomb]
    shop.declare(files=name)
    shop.put(content, name)
    made = process_tree.run("-m", "vouch", "build", "--home", str(shop.folder))

    assert made.code == 0, made.said
    assert made.largest < 256
    [(problem, detail)] = shop.ask("figures", "SELECT problem, detail FROM fig_files")
    assert problem == "problem.unpacks_too_far"
    unpacked = float(json.loads(detail)["unpacked"].removesuffix(" MB")) * MB
    assert unpacked <= max(100 * MB, 200 * len(content)) + STEP


def test_a_workbook_that_says_it_is_a_bomb_is_not_unpacked(shop: Shop) -> None:
    shop.declare(files="people.xlsx", kind="xlsx")
    shop.put(_book(b" " * PIECE), "people.xlsx")

    assert [p.key for _, _, p in shop.build().problems] == ["problem.unpacks_too_far"]


@pytest.mark.parametrize("name", ["people.csv.gz", "people.csv.zst"])
def test_what_unpacks_to_little_is_never_a_bomb(shop: Shop, name: str) -> None:
    """The same line a hundred thousand times packs to next to nothing, and fills no disk."""
    shop.declare(files=name)
    text = b"id;ended\n" + b"a;1.2.2020\n" * 100_000
    shop.put(_gz(text) if name.endswith("gz") else _zst(text), name)
    shop.build()

    assert shop.files() == [("read", 100_001, 1, 0, 0, 100_000, None)]


def test_a_home_says_how_far_its_files_may_unpack(shop: Shop) -> None:
    """The sentence names the setting; once that is changed, the file is read."""
    shop.declare(files="people.csv.gz")
    text = b"id;ended\n" + b"a;1.2.2020\n" * 100_000
    shop.put(_gz(text), "people.csv.gz")
    shop.bound(unpack_at_most="1 MB")
    [(_, _, problem)] = shop.build().problems
    again = shop.build()
    shop.bound(unpack_at_most="2 MB")
    made = shop.build()

    assert problem.key == "problem.unpacks_too_large"
    assert "unpack_at_most" in str(problem)
    assert not again.is_new
    assert made.new_parts == 1
    assert shop.files() == [("read", 100_001, 1, 0, 0, 100_000, None)]


def test_other_bounds_read_nothing_again_that_was_read_well(shop: Shop) -> None:
    shop.put(HEAD_ROWS)
    shop.build()
    shop.bound(unpack_at_most="1 MB", memory_at_most="700 MB", seconds_at_most=90)

    assert shop.build().new_parts == 0


def test_several_frames_are_read_to_the_last(shop: Shop) -> None:
    """Each piece of a file may have been packed by itself; what follows the first counts too."""
    shop.declare(files="people.csv.zst")
    shop.put(
        b"".join(map(_zst, (b"id;ended\n", b"a;1.2.2020\n", b"b;1.2.2020\n"))), "people.csv.zst"
    )
    shop.build()

    assert shop.files() == TWO


@pytest.mark.parametrize(("name", "pack"), [("people.csv.gz", _gz), ("people.csv.zst", _zst)])
def test_an_archive_in_an_archive_is_refused(
    shop: Shop, name: str, pack: Callable[[bytes], bytes]
) -> None:
    shop.declare(files=name)
    shop.put(pack(_gz(HEAD_ROWS.encode())), name)

    assert [problem.key for _, _, problem in shop.build().problems] == ["problem.packed_twice"]


@pytest.mark.parametrize("name", ["people.json.gz", "people.json.zst"])
def test_a_packed_array_is_verified_as_well(shop: Shop, name: str) -> None:
    """DuckDB would unpack it by itself, and compare no checksum."""
    shop.declare(files=name, kind="json")
    text = b'[{"id": "a", "ended": "1.2.2020"}, {"id": "b", "ended": "1.2.2020"}]'
    packed = _gz(text) if name.endswith("gz") else _zst(text)
    shop.put(packed, name)
    shop.build()
    whole = shop.files()
    shop.put(packed[:-6], name)

    assert whole == [("read", 2, 0, 0, 0, 2, None)]
    assert [problem.key for _, _, problem in shop.build().problems] == ["problem.archive_damaged"]


def test_a_disk_without_room_is_no_fault_of_the_file(shop: Shop, tmp_path: Path) -> None:
    """Once there is room the same file is read; so nothing is remembered against it."""
    free = shutil.disk_usage(tmp_path).free
    pieces = unpacking.with_room(iter([b"a"]), tmp_path / "plain", room=free + 10 * MB)

    with pytest.raises(unpacking.NoRoom, match="too little to unpack"):
        next(pieces)
    assert next(unpacking.with_room(iter([b"a"]), tmp_path / "plain", room=1)) == b"a"


@contextmanager
def _hunted(shop: Shop, sign: signal.Signals, most: int = 99) -> Iterator[None]:
    """Send a signal to each reader of a build as it is ready, up to a number of them."""
    is_over, hit = threading.Event(), set[Path]()

    def hunt() -> None:
        while not is_over.wait(0.001):
            for mark in set(shop.folder.glob("warehouse/scratch/reader-*")) - hit:
                if len(hit) < most:
                    hit.add(mark)
                    os.kill(int(mark.name.partition("-")[2]), sign)

    hunter = threading.Thread(target=hunt)
    hunter.start()
    try:
        yield
    finally:
        is_over.set()
        hunter.join()
    assert hit


@pytest.fixture
def beside(shop: Shop) -> Shop:
    """Return a home with a second dataset, which is built."""
    with (shop.folder / "sources.toml").open("a") as file:
        staff = SOURCES.replace("crm.people", "hr.people").replace("{files}", "staff.csv")
        file.write(staff.format(type="csv", encoding="utf-8"))
    shop.put(HEAD_ROWS.replace("a;", "c;"), "staff.csv")
    shop.build()
    shop.put(HEAD_ROWS)
    return shop


def test_a_reader_that_is_killed_once_costs_nothing(beside: Shop) -> None:
    """Whoever killed it need not have meant the file."""
    with _hunted(beside, signal.SIGKILL, most=1):
        made = beside.build()

    assert made.problems == []
    assert beside.files() == TWO * 2


def test_a_file_that_ends_every_reader_costs_itself_alone(beside: Shop) -> None:
    """It is tried again only when it changes, or each build would be ended by it once more."""
    with _hunted(beside, signal.SIGKILL):
        made = beside.build()
    again = beside.build()
    beside.put(HEAD_ROWS + "c;1.2.2020\n")
    mended = beside.build()

    assert [(name, problem.key) for _, name, problem in made.problems] == [
        ("crm.people", "problem.reader_ended")
    ]
    assert not again.is_new
    assert mended.problems == []
    assert beside.files() == [("read", 4, 1, 0, 0, 3, None), *TWO]


def test_readers_that_cannot_start_are_no_files_fault(
    beside: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a fault of the program would refuse every file, and that would be remembered."""
    monkeypatch.setattr(reader, "serve", _absent)
    with pytest.raises(RuntimeError, match="did not start"):
        beside.build()
    monkeypatch.undo()

    assert beside.build().problems == []


def _absent(*_: object) -> None:
    """Stand for a reader that ends before it is ready."""


def test_a_reader_that_hangs_is_given_up(beside: Shop) -> None:
    beside.bound(seconds_at_most=2)
    with _hunted(beside, signal.SIGSTOP):
        made = beside.build()

    assert [(name, problem.key) for _, name, problem in made.problems] == [
        ("crm.people", "problem.reader_slow")
    ]
    assert "2 seconds" in str(made.problems[0][2])
    assert beside.files()[1:] == TWO


def test_figures_and_rows_lose_a_file_together(beside: Shop) -> None:
    """Where only the rows are made anew, figures would count what no row shows any more."""
    beside.build()
    (beside.folder / "policy.toml").write_text(LATER.replace("= 90", "= 91"), encoding="utf-8")
    with _hunted(beside, signal.SIGKILL):
        made = beside.build()

    assert {problem.key for _, _, problem in made.problems} == {"problem.reader_ended"}
    assert {kept for *_, kept, _ in beside.files()} == {0}
    assert beside.records() == []


def test_what_is_wrong_is_said_the_same_from_another_process() -> None:
    sent = unpacking.NoRoom("problem.no_room", folder="scratch", free=1)

    assert str(pickle.loads(pickle.dumps(sent))) == str(sent)  # noqa: S301  our own bytes


def test_a_file_that_needs_too_much_memory_is_named_among_its_like(shop: Shop) -> None:
    """Of a dataset's files, those that fit are kept."""
    shop.declare(files="people*.xlsx", kind="xlsx")
    shop.put(workbook.raw(_sheet(1)), "people1.xlsx")
    shop.put(workbook.raw(_sheet(200_000)), "people2.xlsx")
    shop.bound(memory_at_most="300 MB", unpack_ratio=9000)
    made = shop.build()

    assert [(p.key, p.values["file"]) for _, _, p in made.problems] == [
        ("problem.reader_large", "people2.xlsx")
    ]
    assert shop.files()[0] == ("read", 2, 1, 0, 0, 1, None)


def _sheet(rows: int) -> str:
    """Write a heading, and rows of two cells that are mapped and eighteen that are not."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    head = "".join(map(cell.format, ("id", "ended", *"abcdefghijklmnopqr")))
    row = "".join(map(cell.format, ("a", "1.2.2020", *["nothing to do with it"] * 18)))
    return f"<row>{head}</row>" + f"<row>{row}</row>" * rows


HARSH = {
    "deep.json": "[" * 1_000_000,
    "deep-objects.json": '[{"id": "a", "ended": ' + '{"a":' * 500_000 + "1" + "}" * 500_000 + "}]",
    "deep.jsonl": '{"id": "a", "ended": ' + "[" * 500_000 + "]" * 500_000 + "}\n",
    "endless.jsonl": '{"id": "' + "x" * (40 << 20),
    "endless.log": "x" * (40 << 20),
}


@pytest.mark.parametrize("name", HARSH)
def test_what_no_exporter_writes_is_one_finding(beside: Shop, name: str) -> None:
    kind = {"log": "combined-log"}.get(name.rpartition(".")[2], name.rpartition(".")[2])
    beside.declare(files=name, kind=kind)
    if kind == "combined-log":
        path = beside.folder / "sources.toml"
        text = path.read_text().replace('"id"', '"remote_addr"').replace('"ended"', '"time_local"')
        path.write_text(text)
    beside.put(HARSH[name], name)
    said = [problem for _, dataset, problem in beside.build().problems if dataset]

    assert len(said) == 1
    assert len(str(said[0]).splitlines()) == 1


def test_a_parquet_of_endless_repeats_is_counted_in_little_memory(shop: Shop) -> None:
    """A few kilobytes declare millions of rows; they are counted as they are read."""
    shop.declare(files="people.parquet", kind="parquet")
    one = pa.DictionaryArray.from_arrays(pa.array([0] * 5_000_000, pa.int8()), ["1.2.2020"])
    table = pa.table({"id": one, "ended": one})
    path = shop.put(b"", "people.parquet")
    parquet.write_table(table, path, row_group_size=5_000_000)
    made = process_tree.run("-m", "vouch", "build", "--home", str(shop.folder))

    assert made.code == 0, made.said
    assert path.stat().st_size < MB
    assert made.largest < 1000
    assert shop.ask("figures", "SELECT kept FROM fig_files") == [(5_000_000,)]
