"""Unpacking: files as they were before, with their checksums verified and their size bounded."""

import gzip
import re
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import zstandard
from isal import igzip, isal_zlib

from vouch import bounds
from vouch.errors import VouchError

CHUNK = 1 << 20
SIP = 512  # bytes of a zst file
DAMAGED: tuple[Any, ...] = (  # the unpackers' own exceptions are not typed
    EOFError,
    zlib.error,
    isal_zlib.error,
    gzip.BadGzipFile,
    zstandard.ZstdError,
)
PACKED = {".gz": b"\x1f\x8b", ".zst": b"\x28\xb5\x2f\xfd"}  # first bytes by ending
SKIPPED = re.compile(
    rb"[\x50-\x5f]\x2a\x4d\x18"
)  # a zst frame of somebody's own, before the others
ZIP = b"PK\x03\x04"
WEB_PAGE = (b"<!doctype html", b"<html")
ROOM = 256 << 20  # of the disk: stays free, and is looked after as often as a quarter is written


class NoRoom(VouchError):  # noqa: N818 - the name says what happened, not that it failed
    """The disk is too full to unpack a file: no fault of the file, so nothing is counted."""


def refuse_misnamed(path: Path) -> None:
    """Refuse a file whose ending and first bytes disagree about its packing.

    Raises:
        VouchError: it is packed and not named so, or named so and not packed.
    """
    with path.open("rb") as file:
        head = file.read(1 << 8)
    if head.startswith(ZIP):
        raise VouchError("problem.is_zip", file=path.name)
    if head.lstrip().lower().startswith(WEB_PAGE):
        raise VouchError("problem.is_web_page", file=path.name)
    ending = _ending(head)
    if ending and path.suffix != ending:
        raise VouchError("problem.packed_unsaid", file=path.name, ending=ending)
    if head and path.suffix in PACKED and not ending:
        raise VouchError("problem.not_packed", file=path.name, ending=path.suffix)


def _ending(head: bytes) -> str:
    """Return the ending that a file of these first bytes should have; empty if it is not packed."""
    if SKIPPED.match(head):
        return ".zst"
    return next((ending for ending, mark in PACKED.items() if head.startswith(mark)), "")


def with_room(chunks: Iterator[bytes], target: Path, room: int = ROOM) -> Iterator[bytes]:
    """Pass on what is to be written to *target*, as long as its disk has *room* besides.

    Raises:
        NoRoom: it has not.
    """
    unlooked = room
    for chunk in chunks:
        unlooked += len(chunk)
        if unlooked > room // 4:
            unlooked, free = 0, shutil.disk_usage(target.parent).free
            if free < room:
                raise NoRoom("problem.no_room", folder=str(target.parent), free=free // bounds.MB)
        yield chunk


def chunks(path: Path, within: bounds.Bounds | None = None) -> Iterator[bytes]:
    """Read a file as it was before packing, to its end, so that the checksum is compared."""
    packed, total = path.stat().st_size, 0
    try:
        with _open(path) as source:
            while chunk := source.read(CHUNK):
                _refuse_packed_twice(path, chunk if not total else b"")
                total += len(chunk)
                if within and path.suffix in PACKED:
                    within.hold(path.name, packed, total)
                yield chunk
    except DAMAGED as error:
        raise VouchError("problem.archive_damaged", file=path.name) from error


def _refuse_packed_twice(path: Path, head: bytes) -> None:
    """Refuse an archive in an archive: what is in the inner one is no text yet."""
    if path.suffix in PACKED and (head.startswith(ZIP) or _ending(head)):
        raise VouchError("problem.packed_twice", file=path.name)


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], igzip.open(path, "rb"))
    if path.suffix == ".zst":
        return cast(IO[bytes], _Zst(path))
    return path.open("rb")


class _Zst:
    """A zst file that refuses to end before its frame does; the library alone would not.

    It is fed in sips: 4 bytes may unpack to 128 kB, all of which would be in memory at once.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._frame = zstandard.ZstdDecompressor().decompressobj()

    def __enter__(self) -> "_Zst":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, size: int) -> bytes:
        """Return *size* unpacked bytes or a sip's more; fewer only at the true end."""
        texts, length = [], 0
        while length < size and (packed := self._file.read(SIP)):
            text = self._unpack(packed)
            texts.append(text)
            length += len(text)
        if not length and not self._frame.eof:
            raise EOFError
        return b"".join(texts)

    def _unpack(self, packed: bytes) -> bytes:
        """Unpack a sip, in which one frame may end and others begin."""
        text = b""
        while packed:
            if self._frame.eof:
                self._frame = zstandard.ZstdDecompressor().decompressobj()
            text += self._frame.decompress(packed)
            packed = self._frame.unused_data if self._frame.eof else b""
        return text
