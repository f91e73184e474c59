"""A small home to damage."""

from pathlib import Path

import pytest

from tests.faults.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Return a home with its declaration and no snapshot yet."""
    made = Shop(tmp_path)
    made.declare()
    return made
