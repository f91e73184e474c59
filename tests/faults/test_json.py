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


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_a_key_that_is_said_twice_makes_a_row_ambiguous(shop: Shop, kind: str) -> None:
    """Which of the two was meant nobody can tell: to take the first would be a guess."""
    twice = '{"id": "b", "ended": "1.2.2020", "ended": "1.2.2030"}'
    shop.declare(kind=kind)
    shop.put(f"[{GOOD}, {twice}]" if kind == "json" else f"{GOOD}\n{twice}\n")
    [(_, _, problem)] = shop.build().problems

    assert shop.files() == [("read", 2, 0, 0, 1, 1, None)]
    assert shop.rejects() == [(2, "reject.key_twice")]
    assert "1 row was rejected: the same key twice" in str(problem)


def test_a_key_that_nobody_reads_may_be_said_twice(shop: Shop) -> None:
    """What the mapping does not name is never looked at."""
    shop.declare(kind="jsonl")
    shop.put('{"id": "a", "ended": "1.2.2020", "x": 1, "x": "ended"}\n')

    assert shop.build().problems == []
    assert shop.records() == [("a", 1)]


@pytest.mark.parametrize("name", ["päättynyt_pvm", "it's 100%", "a/b"])
def test_any_name_of_a_key_is_seen_twice(shop: Shop, name: str) -> None:
    shop.declare(kind="jsonl")
    text = (shop.folder / "sources.toml").read_text().replace('"ended"', f'"{name}"')
    (shop.folder / "sources.toml").write_text(text, encoding="utf-8")
    good = f'{{"id": "a", "{name}": "1.2.2020"}}\n'
    shop.put(good + good.replace("}", f', "{name}": ""}}'))
    shop.build()

    assert shop.rejects() == [(2, "reject.key_twice")]


def test_a_nested_key_is_reached_by_its_pointer_and_checked_too(shop: Shop) -> None:
    shop.declare(kind="jsonl")
    text = (shop.folder / "sources.toml").read_text().replace('"ended"', '"/job/ended"')
    (shop.folder / "sources.toml").write_text(text)
    good = '{"id": "a", "job": {"ended": "1.2.2020"}}'
    shop.put(f"{good}\n" + good.replace('{"ended"', '{"ended": "1.1.2030", "ended"') + "\n")
    shop.build()

    assert shop.rejects() == [(2, "reject.key_twice")]
    assert shop.records() == [("a", 1)]


def test_a_cut_array_is_refused_whole(shop: Shop) -> None:
    shop.declare(kind="json")
    shop.put(f'[{GOOD}, {{"id":')
    shop.build()

    assert shop.files() == [("failed", 0, 0, 0, 0, 0, "problem.not_json")]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_an_array_in_another_encoding_is_told_so(shop: Shop, encoding: str) -> None:
    """Exported again, or read as another type, it would be refused again."""
    shop.declare(kind="json")
    shop.put(f"[{GOOD}, {GOOD.replace('a', 'ä', 1)}]".encode(encoding))
    [(_, _, problem)] = shop.build().problems

    assert str(problem) == "people.csv is not written in utf-8; correct encoding in sources.toml"


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
