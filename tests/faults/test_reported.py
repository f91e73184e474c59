"""Ways in which a home goes wrong without anybody touching its exports' rows."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import terminal
from tests.faults.shop import HEAD_ROWS, Shop
from vouch import home, readers, warehouse
from vouch.errors import VouchError


def run(*arguments: str) -> tuple[int, str]:
    """Run the command line; return its exit code and all that it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "vouch", *arguments], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_check_is_not_content_when_a_source_is_gone(shop: Shop) -> None:
    """A nightly check must not turn green because an export broke."""
    path = shop.put(HEAD_ROWS.replace("2020", "2026"))
    shop.build()
    assert run("check", "--home", str(shop.folder))[0] == 0
    path.write_text("id;date\na;1.2.2026\n")
    shop.build()

    code, said = run("check", "--home", str(shop.folder))
    assert code == 1
    assert "people.csv has no column ended" in said


def test_check_is_not_content_with_nothing_to_count(shop: Shop) -> None:
    shop.put("id;ended\n")
    shop.build()

    assert run("check", "--home", str(shop.folder)) == (1, "Nothing to count.\n")


def test_a_file_whose_rows_are_all_rejected_is_named(shop: Shop) -> None:
    shop.put("id;ended\na;1.2.2020;\nb;1.2.2020;\n")
    made = shop.build()

    assert [problem.key for _, _, problem in made.problems] == ["problem.all_rejected"]


def test_a_file_of_which_some_rows_are_rejected_says_why(shop: Shop) -> None:
    """A count in a table is easily passed over."""
    shop.put('id;ended\na;1.2.2020\nb\nc\n"d;1.2.2020\n')
    [(_, name, problem)] = shop.build().problems

    assert (name, problem.key) == ("crm.people", "problem.some_rejected")
    assert str(problem).startswith("people.csv: 3 rows were rejected, most often: wrong number of")


def test_a_condition_that_no_row_meets_is_named(shop: Shop) -> None:
    """A word of the export that was changed must not empty a dataset unseen."""
    path = shop.folder / "sources.toml"
    path.write_text(
        path.read_text().replace(
            "[crm.people.format]", 'only = { id = ["x", "y"] }\n[crm.people.format]'
        )
    )
    shop.put(HEAD_ROWS)
    [(_, _, problem)] = shop.build().problems

    assert problem.key == "problem.only_matches_nothing"
    assert "people.csv: no row has id = x / y;" in str(problem)


@pytest.mark.parametrize("text", ["infinity", "-infinity", "epoch"])
def test_a_word_for_a_day_is_no_day(shop: Shop, text: str) -> None:
    """Some databases export such words, and DuckDB would take them for days."""
    shop.put(f"id;ended\na;{text}\nb;1.2.2020\n")
    shop.build()

    state = "SELECT start_state FROM rec_records WHERE record_id = 'a'"
    assert shop.ask("records", state) == [("unreadable",)]


@pytest.mark.parametrize("content", ["", "secret", "0" * 31, "é" * 32])
def test_what_is_no_key_is_refused(shop: Shop, content: str) -> None:
    """With an empty key every hash could be undone by guessing."""
    shop.put(HEAD_ROWS)
    key = shop.folder / "key"
    key.write_text(content, encoding="utf-8")
    key.chmod(0o600)

    with pytest.raises(VouchError) as refused:
        shop.build()
    assert refused.value.key == "problem.wrong_key"


def test_a_key_that_is_out_of_reach_is_not_replaced_by_a_new_one(shop: Shop) -> None:
    """Under another key nobody would be found who was asked to be deleted."""
    shop.put("id;ended\na;1.2.2020\n")
    (shop.folder / "key").symlink_to(shop.folder / "share" / "key")
    with pytest.raises(VouchError) as refused:
        shop.build()

    assert refused.value.key == "problem.link_to_nothing"
    assert (shop.folder / "key").is_symlink()


def test_a_key_that_others_may_read_is_refused(shop: Shop) -> None:
    shop.put(HEAD_ROWS)
    shop.build()
    (shop.folder / "key").chmod(0o644)

    with pytest.raises(VouchError) as refused:
        shop.build()
    assert refused.value.key == "problem.open_key"


@pytest.mark.parametrize("name", ['a."b.c"', '"a.b".c', 'a."b\\nc"', '"a\\u0000".b'])
def test_a_dataset_needs_a_plain_name(shop: Shop, name: str) -> None:
    """Two names may otherwise make the same id, and one dataset disappears."""
    text = (shop.folder / "sources.toml").read_text().replace("crm.people", name)
    (shop.folder / "sources.toml").write_text(text)

    with pytest.raises(VouchError) as refused:
        home.load(shop.folder)
    assert refused.value.key == "problem.wrong_dataset_id"


def test_a_country_without_a_calendar_is_refused(shop: Shop) -> None:
    rules = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
    (shop.folder / "policy.toml").write_text(rules.replace('"FI"', '"XX"'), encoding="utf-8")

    with pytest.raises(VouchError) as refused:
        home.load(shop.folder)
    assert refused.value.key == "problem.country_unknown"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_a_damaged_generation_is_said_and_made_anew(shop: Shop) -> None:
    shop.put(HEAD_ROWS)
    generation = shop.build().generation
    _cut(warehouse.figures_file(shop.folder / "warehouse", generation))

    with pytest.raises(VouchError) as refused:
        readers.open(shop.folder / "warehouse", generation, readers.Role.DPO)
    assert refused.value.key == "problem.unsound_generation"
    assert run("kpis", "--home", str(shop.folder))[0] == 2
    assert shop.build().is_new
    assert run("kpis", "--home", str(shop.folder))[0] == 0


def test_a_damaged_part_is_made_anew(shop: Shop) -> None:
    shop.put(HEAD_ROWS)
    shop.build()
    for path in (shop.folder / "warehouse" / "parts").rglob("*.parquet"):
        _cut(path)
    shop.put(HEAD_ROWS, "other.csv")

    assert shop.build().is_new
    assert shop.files()[-1] == ("read", 3, 1, 0, 0, 2, None)


def test_a_file_name_that_is_no_text_is_not_read(shop: Shop) -> None:
    shop.declare(files="*.csv")
    path = shop.put(HEAD_ROWS)
    path.rename(path.with_name(os.fsdecode(b"bad\xff.csv")))
    shop.put(HEAD_ROWS)

    assert [problem.key for _, _, problem in shop.build().problems] == ["problem.name_not_text"]
    assert ("read", 3, 1, 0, 0, 2, None) in shop.files()


def test_a_folder_that_cannot_be_written_is_one_sentence(shop: Shop) -> None:
    shop.put(HEAD_ROWS)
    (shop.folder / "warehouse").write_text("in the way")

    code, said = run("build", "--home", str(shop.folder))
    assert code == 2
    assert said.startswith("The system refused: ")


def test_an_endless_line_in_an_archive_is_named_by_the_archive(shop: Shop) -> None:
    shop.declare(files="people.csv.gz")
    shop.put(gzip.compress(b"id;ended\na;" + b"9" * (40 << 20)), "people.csv.gz")
    [(_, _, problem)] = shop.build().problems

    assert problem.key == "problem.line_too_long"
    assert problem.values["file"] == "people.csv.gz"


def test_a_long_query_draws_nothing_on_the_output(tmp_path: Path) -> None:
    """Others parse it line by line, and DuckDB draws for a process without a script, as readers."""
    asked = "SELECT current_setting('enable_progress_bar')"
    code = (
        "from pathlib import Path; import duckdb; from vouch.parts import database; "
        f"ours = database.connect(Path({str(tmp_path)!r}), '250MB'); "
        f"print(*[db.execute({asked!r}).fetchone()[0] for db in (duckdb.connect(), ours)])"
    )
    end = subprocess.run(
        [sys.executable, "-c", code], cwd=terminal.ROOT, capture_output=True, text=True, check=True
    )

    assert end.stdout == "True False\n"
