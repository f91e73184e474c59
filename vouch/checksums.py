"""Checksums: what tells at a glance that two files had the same bytes before packing.

Length and CRC-32, as gzip keeps them of what it packs (RFC 1952). Nobody is convicted by them: that
a file is the one that a manifest or a report names is told by its SHA-256.
"""

from isal import isal_zlib


class Checksum:
    """Length and CRC-32 of bytes that come piece by piece."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._length = self._sum = 0

    def add(self, piece: bytes | memoryview) -> None:
        """Take in the next piece."""
        self._length += len(piece)
        self._sum = isal_zlib.crc32(piece, self._sum)

    @property
    def text(self) -> str:
        """Return both, as ``length:sum``, the sum in eight hexadecimal digits."""
        return f"{self._length}:{self._sum:08x}"
