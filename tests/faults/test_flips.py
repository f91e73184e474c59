"""Single flipped bits in packed exports: each is refused, or changes no row.

A bit that turns on a disk or on the way is what an archive's checksums are for; they are worth
nothing unless they are compared before any row counts. Formats without one are read as well: there
a flip may change a value, and only a manifest can tell.
"""

import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from tests.faults import survivors
from tests.faults.shop import Shop
from tests.faults.survivors import points
from vouch import hashes, home, manifests
from vouch.bench import Bench
from vouch.errors import VouchError
from vouch.intake import counts
from vouch.parts import database
from vouch.parts.identity import Part

ROWS = [(f"person-{n}", f"{n % 28 + 1}.{n % 12 + 1}.20{n % 20:02}") for n in range(60)]
TEXT = "id;ended\n" + "".join(f"{name};{day}\n" for name, day in ROWS)
AT_ONCE = 20  # flips in one test: a test of its own costs more than a flip


def packed() -> bytes:
    """Write a gzip as a system does, with the name and the time of the file in its header."""
    out = io.BytesIO()
    with gzip.GzipFile("people.csv", "wb", fileobj=out, mtime=1_700_000_000) as file:
        file.write(TEXT.encode())
    return out.getvalue()


def table() -> bytes:
    """Write a Parquet file."""
    out = io.BytesIO()
    names, days = zip(*ROWS, strict=True)
    pq.write_table(pa.table({"id": names, "ended": days}), out)
    return out.getvalue()


@dataclass(frozen=True)
class Reader:
    """One dataset of one file, read again for each flip."""

    bench: Bench
    part: Part
    content: bytes

    def read(self, content: bytes) -> list[tuple] | VouchError:
        """Read the file with another content: its rows, or why it was refused."""
        [(file, _)] = self.part.files
        file.path.write_bytes(content)
        try:
            loaded = database.load_part(
                self.bench.db, self.part, self.bench.scratch, keeps_rows=True
            )
            [count] = loaded.counts
            if count.state == counts.FAILED:
                return VouchError(str(count.problem), **count.detail)
            return self.bench.db.execute(f"{loaded.rows} ORDER BY ALL").fetchall()
        finally:
            database.clear(self.bench.db)

    def flipped(self, seed: int) -> bytes:
        """Turn one bit."""
        content = bytearray(self.content)
        place = survivors.dice(seed).randrange(8 * len(content))
        content[place // 8] ^= 1 << place % 8
        return bytes(content)


@pytest.fixture
def reader(shop: Shop, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """Return a reader of one file, named and filled as the test asks."""
    name, kind, content = request.param
    shop.declare(files=name, kind=kind)
    shop.put(content, name)
    scratch = shop.folder / "scratch"
    scratch.mkdir()
    bench = Bench(home.load(shop.folder), scratch, lambda *_: None)
    with bench:
        yield Reader(bench, bench.plan().parts[0], content)


GZIP = ("people.csv.gz", "csv", packed())
ZST = (
    "people.csv.zst",
    "csv",
    zstandard.ZstdCompressor(write_checksum=True).compress(TEXT.encode()),
)
PARQUET = ("people.parquet", "parquet", table())


@pytest.mark.parametrize("block", points(50, 3))
@pytest.mark.parametrize("reader", [GZIP], indirect=True, ids=["gzip"])
def test_a_flipped_bit_in_a_gzip_changes_no_row(reader: Reader, block: int) -> None:
    """Only the name and the time in its header may differ: no row depends on them."""
    look(reader, range(block * AT_ONCE, (block + 1) * AT_ONCE))


@pytest.mark.parametrize("block", points(10, 1))
@pytest.mark.parametrize("reader", [ZST], indirect=True, ids=["zst"])
def test_a_flipped_bit_in_a_zst_changes_no_row(reader: Reader, block: int) -> None:
    """With the checksum that the zstd command writes."""
    look(reader, range(block * AT_ONCE, (block + 1) * AT_ONCE))


def look(reader: Reader, seeds: range) -> None:
    """See that each flip is refused in one sentence, or read as if it were not there."""
    right = reader.read(reader.content)
    assert isinstance(right, list)
    assert len(right) == len(ROWS)
    for seed in seeds:
        found = reader.read(reader.flipped(seed))
        is_told = isinstance(found, VouchError) and len(str(found).splitlines()) == 1
        assert is_told or found == right, seed


@pytest.mark.parametrize("block", points(10, 1))
@pytest.mark.parametrize("reader", [PARQUET], indirect=True, ids=["parquet"])
def test_a_manifest_refuses_each_flipped_bit(reader: Reader, block: int) -> None:
    """Parquet needs no checksum, and a flip may be another person: the manifest has one."""
    [(file, digest)] = reader.part.files
    entry = manifests.Entry(name=file.name, bytes=file.size, sha256=digest)
    for seed in range(block * AT_ONCE, (block + 1) * AT_ONCE):
        file.path.write_bytes(reader.flipped(seed))
        with pytest.raises(VouchError) as refused:
            manifests.hold(entry, file.path.stat().st_size, hashes.digest(file.path))
        assert len(str(refused.value).splitlines()) == 1


def test_the_file_as_it_is_has_no_fault(tmp_path: Path) -> None:
    """Else every flip would be refused for another reason."""
    assert gzip.decompress(packed()).decode() == TEXT
    assert zstandard.decompress(ZST[2]).decode() == TEXT
    assert pq.read_table(io.BytesIO(table())).num_rows == len(ROWS)
