"""The register of a home's snapshot, written as the command line and the pages write it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vouch import home
from vouch.command_line import figures, registers
from vouch.register import content
from vouch.register.shape import Register

Write = Callable[..., Register]
DAY = date(2026, 10, 31)


@pytest.fixture
def write() -> Write:
    """Write the register of a home; it is built first if need be."""

    def run(folder: Path, language: str = "en", day: date | None = None) -> Register:
        source = figures.open_source(home.load(folder), day, None)
        return content.write(registers.look(source, language))

    return run


@pytest.fixture
def sample_register(write: Write, sample_home: Path) -> Register:
    """Write the register of the sample's newest snapshot, in English."""
    return write(sample_home)
