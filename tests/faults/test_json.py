"""JSON that is not as it should be: what is no object is no record, and is named."""

import pytest

from tests.faults.shop import Shop

GOOD = '{"id": "a", "ended": "1.2.2020"}'


@pytest.mark.parametrize(
    ("kind", "content", "row"),
    [
        ("json", f"[1, {GOOD}]", 1),
        ("json", f'[{GOOD}, "b"]', 2),
        ("jsonl", f"{GOOD}\n[1]\n", 2),
        ("jsonl", f"not json\n{GOOD}\n", 1),
    ],
)
def test_what_is_no_object_is_rejected(shop: Shop, kind: str, content: str, row: int) -> None:
    shop.declare(kind=kind)
    shop.put(content)
    shop.build()

    assert shop.files() == [("read", 2, 0, 0, 1, 1, None)]
    assert shop.rejects() == [(row, "reject.not_json")]


def test_a_cut_array_is_refused_whole(shop: Shop) -> None:
    shop.declare(kind="json")
    shop.put(f'[{GOOD}, {{"id":')
    shop.build()

    assert shop.files() == [("failed", 0, 0, 0, 0, 0, "problem.not_json")]


def test_a_key_that_no_line_has_is_a_missing_column(shop: Shop) -> None:
    """One that only some lines lack is an empty value."""
    shop.declare(kind="jsonl")
    shop.put('{"id": "a"}\n{"id": "b"}\n')
    shop.build()

    assert shop.files() == [("failed", 2, 0, 0, 2, 0, "problem.missing_column")]


def test_an_empty_array_holds_nothing(shop: Shop) -> None:
    shop.declare(kind="json")
    shop.put("[]")
    shop.build()

    assert shop.files() == [("read", 0, 0, 0, 0, 0, None)]
