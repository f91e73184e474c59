"""Erasures: people whose request to be erased was granted, and who may still be held elsewhere."""

from pathlib import Path

from pyarrow import parquet

FILE = "erasures.parquet"


def read(folder: Path) -> tuple[int, ...]:
    """Read the keyed hashes of the people whom a part of kind ``rights_requests`` names."""
    return tuple(sorted(parquet.read_table(folder / FILE)["person"].to_pylist()))
