"""The benchmarks still run; what they measure on a few rows means nothing."""

import math

import pytest

from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.workshop import Workshop

ROWS = 2_000


@pytest.mark.parametrize("number", BENCHMARKS)
def test_it_gives_a_number(tmp_path, number):
    """A benchmark that nobody runs is broken within a month."""
    result = BENCHMARKS[number](Workshop(tmp_path, ROWS, 1))

    assert math.isfinite(result.value)
    assert result.value > 0
