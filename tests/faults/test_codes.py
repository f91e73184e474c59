"""Codes that nobody mapped: unknown is a fate too, and has to be told."""

import pytest

from tests.faults.shop import Shop

CALLS = """
[phone.calls]
files = "calls.csv"
kind = "calls"
[phone.calls.columns]
started_at = "at"
direction = "way"
is_recorded = "taped"
"""
VALUES = """
[phone.calls.values]
direction = { "I" = "inbound", "O" = "outbound" }
is_recorded = { "J" = "yes", "N" = "no" }
"""


def _problems(shop: Shop, rows: str, values: str = VALUES) -> list[tuple]:
    (shop.folder / "sources.toml").write_text(CALLS + values)
    shop.put(f"at,way,taped\n{rows}", "calls.csv")
    return sorted(
        (problem.key, problem.values["ours"], problem.values["n"])
        for _, name, problem in shop.build().problems
        if name == "phone.calls"
    )


@pytest.mark.parametrize("unknown", ["X", "inbound", "i"])
def test_a_code_that_is_not_mapped_is_counted_by_column(shop: Shop, unknown: str) -> None:
    """Our own word is no exception: where values are given, they say all that may stand there."""
    rows = f"2026-10-01,I,J\n2026-10-01,{unknown},N\n2026-10-01,{unknown},true\n2026-10-01,,\n"

    assert _problems(shop, rows) == [
        ("problem.codes_unknown", "direction", 2),
        ("problem.codes_unknown", "is_recorded", 1),
    ]
    known = "SELECT sum(calls) FROM fig_calls WHERE direction IS NOT NULL"
    assert shop.ask("figures", known) == [(1,)]


def test_without_values_our_own_codes_are_understood(shop: Shop) -> None:
    rows = "".join(f"2026-10-01,inbound,{flag}\n" for flag in ("yes", "true", "1", "no", "0"))

    assert _problems(shop, rows + "2026-10-01,in,Yes\n", "") == [
        ("problem.codes_unknown", "direction", 1),
        ("problem.codes_unknown", "is_recorded", 1),
    ]


def test_what_stands_in_place_of_a_code_stays_unsaid(shop: Shop) -> None:
    """A column mapped by mistake may hold names."""
    (shop.folder / "sources.toml").write_text(CALLS + VALUES)
    shop.put("at,way,taped\n2026-10-01,Matti Virtanen,J\n", "calls.csv")
    [(_, _, problem)] = shop.build().problems

    assert "Virtanen" not in str(problem)
    assert "calls.csv: 1 row has something in the column way" in str(problem)
