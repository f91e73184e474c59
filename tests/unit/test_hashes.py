"""Files are told apart by their bytes, and looked at once."""

import gzip
import hashlib
import json
import os
import zlib
from pathlib import Path

import pytest

from vouch import hashes, snapshots
from vouch.checksums import Checksum

LENGTHS = (0, 1, hashes.PIECE - 1, hashes.PIECE, hashes.PIECE + 1, 3 * hashes.PIECE)


def export(folder: Path, data: bytes) -> snapshots.File:
    path = folder / "export.csv"
    path.write_bytes(data)
    return snapshots.File(path, path.name, len(data))


@pytest.mark.parametrize("length", LENGTHS)
def test_what_is_found_is_what_others_find(tmp_path, length):
    data = os.urandom(length)
    found = hashes.Hashes(tmp_path / "hashes.json").of(export(tmp_path, data))

    assert found == (hashlib.sha256(data).hexdigest(), f"{length}:{zlib.crc32(data):08x}")


def test_a_checksum_is_the_one_that_gzip_keeps():
    data = os.urandom(1000)
    checksum = Checksum()
    for start in range(0, len(data), 7):
        checksum.add(data[start : start + 7])

    kept = gzip.compress(data)[-8:]
    length, crc = int.from_bytes(kept[4:], "little"), int.from_bytes(kept[:4], "little")
    assert checksum.text == f"{length}:{crc:08x}"


def test_a_file_is_read_again_only_if_it_was_touched(tmp_path):
    memory = tmp_path / "hashes.json"
    file, known = export(tmp_path, b"one"), hashes.Hashes(memory)
    first = known.of(file)
    known.save()
    was = file.path.stat()
    file.path.write_bytes(b"two")
    os.utime(file.path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert hashes.Hashes(memory).load().of(file) == first

    os.utime(file.path, ns=(was.st_atime_ns, was.st_mtime_ns + 1))
    assert hashes.Hashes(memory).load().of(file) != first


@pytest.mark.parametrize("drop", [1, 2, 4])
def test_a_memory_that_knows_less_is_not_trusted(tmp_path, drop):
    """An earlier version remembered no checksum."""
    memory = tmp_path / "hashes.json"
    file, known = export(tmp_path, b"one"), hashes.Hashes(memory)
    found = known.of(file)
    known.save()
    entries = {path: entry[:-drop] for path, entry in json.loads(memory.read_text()).items()}
    memory.write_text(json.dumps(entries))

    assert hashes.Hashes(memory).load().of(file) == found
