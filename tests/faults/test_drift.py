"""Exports that look otherwise than before: found, named, and never counted as something else."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.faults import workbook
from tests.faults.shop import Shop
from tests.faults.test_reported import run
from vouch import home, pruning

JUL, AUG, SEP, OCT = (
    date(2026, month, day) for month, day in ((7, 31), (8, 31), (9, 30), (10, 31))
)
CANARY = "Virtanen"
BODY = [(f"a{n}", f"{n}.2.2020", f"{CANARY} {n}") for n in range(1, 9)]
HEAD = ("id", "ended", "name")


def csv(*rows: tuple, mark: str = ";") -> str:
    """Write rows as delimited text."""
    return "".join(mark.join(map(str, row)) + "\n" for row in rows)


def moved(*rows: tuple) -> list[tuple]:
    """Put an empty column before each row, in place of its last field."""
    return [("", *row[:-1]) for row in rows]


def stops(shop: Shop) -> list[tuple]:
    """Return snapshot, first and last good day, message and values of each stop."""
    found = shop.ask(
        "figures",
        "SELECT snapshot, since_on, good_on, problem, detail FROM fig_stops ORDER BY snapshot",
    )
    return [(*days, problem, json.loads(detail)) for *days, problem, detail in found]


def notices(shop: Shop) -> list[tuple]:
    """Return message and values of what changed in exports that were read."""
    found = shop.ask("figures", "SELECT problem, detail FROM fig_problems ORDER BY ALL")
    return [(problem, json.loads(detail)) for problem, detail in found]


def kept(shop: Shop) -> list[tuple]:
    """Return the records that count, by snapshot."""
    return shop.ask(
        "figures", "SELECT snapshot, sum(records) FROM fig_holdings GROUP BY ALL ORDER BY ALL"
    )


def drift(shop: Shop, content: str, before: str = csv(HEAD, *BODY)) -> list[tuple]:
    """Build a good snapshot and a later one; return message and values of the stop."""
    shop.put(before, day=SEP)
    shop.put(content, day=OCT)
    shop.build()
    return [(problem, detail) for *_, problem, detail in stops(shop)]


def test_a_renamed_column_stops_the_dataset_and_is_named(shop: Shop) -> None:
    """The rest of the heading is known, so what stands in its place is a name."""
    found = drift(shop, csv(("id", "finished", "name"), *BODY))

    said = {"file": "people.csv", "column": "ended", "near": "finished"}
    assert found == [("problem.drift_renamed", said)]
    assert stops(shop)[0][:3] == (OCT, OCT, SEP)
    assert kept(shop) == [(SEP, 8)]


def test_a_name_among_columns_that_are_not_known_is_not_told(shop: Shop) -> None:
    """With less than half of the heading known it may be no heading at all."""
    found = drift(shop, csv((CANARY, "1.2.2020", "x"), *BODY))

    assert found == [("problem.drift_no_heading", {"file": "people.csv"})]


@pytest.mark.parametrize("cell", ["anna@example.com", "010190-123A", "x" * 61])
def test_what_looks_like_no_name_is_never_told(shop: Shop, cell: str) -> None:
    found = drift(shop, csv(("id", cell, "name"), *BODY))

    said = {"file": "people.csv", "column": "ended", "place": 2}
    assert found == [("problem.drift_renamed_unknown", said)]


def test_a_removed_column_stops_the_dataset(shop: Shop) -> None:
    found = drift(shop, csv(("id", "name"), *[(one, name) for one, _, name in BODY]))

    assert found == [("problem.drift_removed", {"file": "people.csv", "column": "ended"})]


def test_a_missing_heading_stops_the_dataset_and_shows_no_value(shop: Shop) -> None:
    found = drift(shop, csv(*[(name, day, one) for one, day, name in BODY]))

    assert found == [("problem.drift_no_heading", {"file": "people.csv"})]
    names = shop.ask("figures", f"SELECT name FROM fig_columns WHERE snapshot = '{OCT}'")
    assert names == []


def test_a_line_above_the_heading_stops_the_dataset(shop: Shop) -> None:
    found = drift(shop, f"{CANARY} {OCT}\n" + csv(HEAD, *BODY))

    assert found == [("problem.drift_no_heading", {"file": "people.csv"})]


def test_another_delimiter_stops_the_dataset(shop: Shop) -> None:
    found = drift(shop, csv(HEAD, *BODY, mark=","))

    said = {"file": "people.csv", "delimiter": ";", "found": ","}
    assert found == [("problem.wrong_delimiter", said)]


def test_rows_of_another_width_than_the_heading_stop_the_dataset(shop: Shop) -> None:
    """A new column whose name was forgotten: every row is refused, and no zero is counted."""
    found = drift(shop, csv(HEAD, *[("x", *row) for row in BODY]))

    said = {"file": "people.csv", "n": 4, "expected": 3}
    assert found == [("problem.drift_width", said)]


def test_values_one_column_to_the_right_of_their_names_stop_the_dataset(shop: Shop) -> None:
    """The ids stand where the days were; read on, all records would be without a start."""
    found = drift(shop, csv(HEAD, *moved(*BODY)))

    said = {"file": "people.csv", "column": "ended"}
    assert found == [("problem.drift_shifted_right", said)]


def test_values_one_column_to_the_left_of_their_names_stop_the_dataset(shop: Shop) -> None:
    found = drift(shop, csv(HEAD, *[(day, name, "") for _, day, name in BODY]))

    said = {"file": "people.csv", "column": "id"}
    assert found == [("problem.drift_shifted_left", said)]


def test_numbers_among_the_days_show_where_they_came_from(shop: Shop) -> None:
    """Nothing else changed so that it shows: the new first column looks like the ids."""
    before = [(n, day, name) for n, (_, day, name) in enumerate(BODY)]

    found = drift(shop, csv(HEAD, *[(7, *row[:-1]) for row in before]), csv(HEAD, *before))
    said = {"file": "people.csv", "column": "ended"}
    assert found == [("problem.drift_shifted_right", said)]


def test_days_that_no_longer_read_stop_the_dataset(shop: Shop) -> None:
    found = drift(shop, csv(HEAD, *[(one, f"2020/02/0{one[1]}", name) for one, _, name in BODY]))

    assert found == [("problem.drift_days", {"file": "people.csv", "column": "ended"})]
    assert kept(shop) == [(SEP, 8)]


@pytest.mark.parametrize(("unread", "is_stop"), [(4, False), (5, True)])
def test_half_of_the_days_must_read(shop: Shop, unread: int, is_stop: bool) -> None:
    """Of eight days, four that read are half of them, three are fewer."""
    rows = [(f"a{n}", "soon" if n <= unread else f"{n}.2.2020", "") for n in range(1, 9)]

    assert bool(drift(shop, csv(HEAD, *rows))) == is_stop


@pytest.mark.parametrize(("unread", "is_stop"), [(1, True), (2, False)])
def test_days_that_never_read_are_no_change(shop: Shop, unread: int, is_stop: bool) -> None:
    """Of twenty, nineteen are 95 %; with eighteen the column was not one of days before."""
    before = [(f"a{n}", "soon" if n <= unread else f"{n}.2.2020", "") for n in range(1, 21)]
    now = [(f"a{n}", "soon", "") for n in range(1, 21)]

    assert bool(drift(shop, csv(HEAD, *now), csv(HEAD, *before))) == is_stop


@pytest.mark.parametrize(("rows", "is_stop"), [(4, False), (5, True)])
def test_a_handful_of_rows_tells_nothing_of_a_column(shop: Shop, rows: int, is_stop: bool) -> None:
    now = [(one, "soon", name) for one, _, name in BODY]

    found = drift(shop, csv(HEAD, *now[:rows]), csv(HEAD, *BODY[:rows]))
    assert bool(found) == is_stop


def test_days_that_are_gone_stop_the_dataset(shop: Shop) -> None:
    """Where an empty start means that a period has not begun, this would look like order."""
    found = drift(shop, csv(HEAD, *[(one, "", name) for one, _, name in BODY]))

    assert found == [("problem.drift_emptied", {"file": "people.csv", "column": "ended"})]


def test_numbers_that_are_text_stop_the_dataset(shop: Shop) -> None:
    path = shop.folder / "sources.toml"
    text = path.read_text().replace("[crm.people]\n", '[crm.people]\nkind = "calls"\n')
    path.write_text(text.replace("starts_on", "started_at") + 'seconds = "name"\n')
    before = [(one, day, 60) for one, day, _ in BODY]
    now = [(one, day, "a minute") for one, day, _ in BODY]

    found = drift(shop, csv(HEAD, *now), csv(HEAD, *before))
    assert found == [("problem.drift_numbers", {"file": "people.csv", "column": "name"})]


def test_an_added_column_is_a_notice_without_its_name(shop: Shop) -> None:
    """No mapping and no earlier snapshot knows that it is one."""
    assert drift(shop, csv((*HEAD, CANARY), *[(*row, 1) for row in BODY])) == []
    assert notices(shop) == [("problem.drift_added", {"file": "people.csv", "place": 4})]
    assert kept(shop) == [(SEP, 8), (OCT, 8)]


def test_a_column_that_is_not_read_may_go(shop: Shop) -> None:
    assert drift(shop, csv(HEAD[:2], *[row[:2] for row in BODY])) == []
    assert notices(shop) == [("problem.drift_gone", {"file": "people.csv", "column": "name"})]


def test_another_order_is_a_notice(shop: Shop) -> None:
    """Columns are read by their names, so nothing is wrong with the figures."""
    assert drift(shop, csv(HEAD[::-1], *[row[::-1] for row in BODY])) == []
    assert notices(shop) == [("problem.drift_reordered", {"file": "people.csv"})]
    assert kept(shop) == [(SEP, 8), (OCT, 8)]


def test_a_heading_that_stands_there_twice_is_a_notice(shop: Shop) -> None:
    assert drift(shop, csv(HEAD, HEAD, *BODY)) == []
    assert notices(shop) == [("problem.drift_heading_twice", {"file": "people.csv"})]


def test_nothing_changed_is_said_nowhere(shop: Shop) -> None:
    """More of the same is what a next snapshot is."""
    assert drift(shop, csv(HEAD, *BODY, ("a9", "9.2.2020", CANARY))) == []
    assert notices(shop) == []


def test_the_first_snapshot_has_nothing_to_be_compared_with(shop: Shop) -> None:
    """What cannot be read is told as such, and nothing has stopped."""
    shop.put(csv(("id", "finished", "name"), *BODY))
    [(_, _, problem)] = shop.build().problems

    assert problem.key == "problem.missing_column"
    assert stops(shop) == []


def test_a_first_row_of_data_is_not_taken_for_a_name_that_was_meant(shop: Shop) -> None:
    """A surname may be spelled much like a column."""
    shop.put("ids;Ende\nb;2.2.2020\n")
    [(_, _, problem)] = shop.build().problems

    assert problem.key == "problem.missing_column"


def test_without_a_heading_another_number_of_columns_stops_the_dataset(shop: Shop) -> None:
    _headless(shop)

    found = drift(shop, csv(*[("x", *row) for row in BODY]), csv(*BODY))
    assert found == [("problem.drift_width", {"file": "people.csv", "n": 4, "expected": 3})]


def test_without_a_heading_columns_in_another_order_stop_the_dataset(shop: Shop) -> None:
    """There the place is all that is known of a column."""
    _headless(shop)

    found = drift(shop, csv(*[(one, name, day) for one, day, name in BODY]), csv(*BODY))
    assert found == [("problem.drift_days", {"file": "people.csv", "column": "ended"})]


def _headless(shop: Shop) -> None:
    path = shop.folder / "sources.toml"
    layout = 'header = false\nnames = ["id", "ended", "name"]\n'
    text = path.read_text().replace('delimiter = ";"\n', f'delimiter = ";"\n{layout}')
    path.write_text(text)


def parquet(*columns: tuple[str, list]) -> bytes:
    """Write columns as a Parquet file."""
    out = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), out)
    return out.getvalue()


IDS, DAYS = [row[0] for row in BODY], [date(2020, 2, n) for n in range(1, 9)]


@pytest.mark.parametrize(
    ("column", "key"),
    [
        (("ended", [f"{day:%d/%m/%Y}" for day in DAYS]), "problem.drift_days"),
        (("finished", DAYS), "problem.drift_renamed"),
    ],
)
def test_parquet_stops_by_names_and_by_what_reads(shop: Shop, column: tuple, key: str) -> None:
    shop.declare(files="people.parquet", kind="parquet")
    shop.put(parquet(("id", IDS), ("ended", DAYS)), "people.parquet", SEP)
    shop.put(parquet(("id", IDS), column), "people.parquet", OCT)
    shop.build()

    assert [stop[3] for stop in stops(shop)] == [key]


def test_a_parquet_type_that_still_reads_is_a_notice(shop: Shop) -> None:
    shop.declare(files="people.parquet", kind="parquet")
    shop.put(parquet(("id", IDS), ("ended", DAYS)), "people.parquet", SEP)
    text = [f"{day:%d.%m.%Y}" for day in DAYS]
    shop.put(parquet(("id", IDS), ("ended", text)), "people.parquet", OCT)
    shop.build()

    assert stops(shop) == []
    said = {"file": "people.parquet", "column": "ended"}
    assert notices(shop) == [("problem.drift_type", said)]


def jsonl(*names: str) -> str:
    return "".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in BODY)


def array(*names: str) -> str:
    return json.dumps([dict(zip(names, row, strict=True)) for row in BODY])


@pytest.mark.parametrize("write", [jsonl, array])
def test_a_key_of_json_that_is_renamed_stops_the_dataset(
    shop: Shop, write: Callable[..., str]
) -> None:
    kind = {jsonl: "jsonl", array: "json"}[write]
    shop.declare(files=f"people.{kind}", kind=kind)
    shop.put(write(*HEAD), f"people.{kind}", SEP)
    shop.put(write("id", "finished", "name"), f"people.{kind}", OCT)
    shop.build()

    said = {"file": f"people.{kind}", "column": "ended", "near": "finished"}
    assert [stop[3:] for stop in stops(shop)] == [("problem.drift_renamed", said)]


def test_keys_of_json_have_no_order(shop: Shop) -> None:
    shop.declare(files="people.jsonl", kind="jsonl")
    shop.put(jsonl(*HEAD), "people.jsonl", SEP)
    turned = [json.dumps({"ended": day, "id": one, "name": name}) for one, day, name in BODY]
    shop.put("\n".join(turned) + "\n", "people.jsonl", OCT)
    shop.build()

    assert (stops(shop), notices(shop)) == ([], [])


def test_a_column_put_into_a_workbook_is_a_notice_where_it_has_a_name(shop: Shop) -> None:
    workbook.declare(shop)
    shop.put(workbook.write(HEAD, *BODY), workbook.NAME, SEP)
    wider = [(one, 1, day, name) for one, day, name in BODY]
    shop.put(workbook.write(("id", "new", "ended", "name"), *wider), workbook.NAME, OCT)
    shop.build()

    assert stops(shop) == []
    assert notices(shop) == [("problem.drift_added", {"file": workbook.NAME, "place": 2})]


def test_a_column_put_into_a_workbook_below_its_heading_stops_the_dataset(shop: Shop) -> None:
    """Its last column leaves the heading, and every row would be refused without a reason."""
    workbook.declare(shop)
    shop.put(workbook.write(HEAD, *BODY), workbook.NAME, SEP)
    wider = [(one, "", day, name) for one, day, name in BODY]
    shop.put(workbook.write(HEAD, *wider), workbook.NAME, OCT)
    shop.build()

    assert [stop[:4] for stop in stops(shop)] == [(OCT, OCT, SEP, "problem.all_rejected")]


def test_two_drifts_in_a_row_have_one_beginning(shop: Shop) -> None:
    """The reader must know since when nothing is known, not when it was last said."""
    shop.put(csv(HEAD, *BODY), day=AUG)
    shop.put(csv(("id", "finished", "name"), *BODY), day=SEP)
    shop.put(csv(("id", "name"), *[(one, name) for one, _, name in BODY]), day=OCT)
    shop.build()

    assert [stop[:4] for stop in stops(shop)] == [
        (SEP, SEP, AUG, "problem.drift_renamed"),
        (OCT, SEP, AUG, "problem.drift_removed"),
    ]


def test_a_repaired_export_is_held_against_the_last_good_one(shop: Shop) -> None:
    """And the next fault begins anew."""
    shop.put(csv(HEAD, *BODY), day=JUL)
    shop.put(csv(("id", "finished", "name"), *BODY), day=AUG)
    shop.put(csv(HEAD, *BODY), day=SEP)
    shop.put(csv(("id", "finished", "name"), *BODY), day=OCT)
    shop.build()

    assert [stop[:3] for stop in stops(shop)] == [(AUG, AUG, JUL), (OCT, OCT, SEP)]
    assert kept(shop) == [(JUL, 8), (SEP, 8)]
    assert notices(shop) == []


def test_an_earlier_snapshot_that_changes_has_the_later_judged_anew(shop: Shop) -> None:
    """Only its own part is made: the later export is not read again."""
    shop.put(csv(HEAD, *BODY), day=SEP)
    shop.put(csv(HEAD, *[(one, "soon", name) for one, _, name in BODY]), day=OCT)
    shop.build()
    assert [stop[0] for stop in stops(shop)] == [OCT]
    shop.put(csv(HEAD, *[(one, "then", name) for one, _, name in BODY]), day=SEP)
    made = shop.build()

    assert made.new_parts == 1
    assert stops(shop) == []
    assert kept(shop) == [(SEP, 8), (OCT, 8)]
    assert not shop.build().is_new


def test_deleted_exports_keep_their_stops_and_are_a_measure_still(shop: Shop) -> None:
    """What a dataset looked like stays when the export goes, and nothing is told twice."""
    shop.put(csv(HEAD, *BODY), day=JUL)
    for day in (AUG, OCT):
        shop.put(csv(("id", "finished", "name"), *BODY), day=day)
    shop.put(csv(HEAD[::-1], *[row[::-1] for row in BODY]), day=SEP)
    shop.build()
    before = stops(shop), notices(shop), kept(shop)
    gone = pruning.prune(home.load(shop.folder), date(2027, 11, 15))

    assert [one.day for one in gone if one.exports] == [JUL, AUG, SEP]
    assert (stops(shop), notices(shop), kept(shop)) == before
    assert [stop[:3] for stop in before[0]] == [(AUG, AUG, JUL), (OCT, OCT, SEP)]


def test_a_dataset_that_is_not_there_stops_too(shop: Shop) -> None:
    shop.put(csv(HEAD, *BODY), day=SEP)
    shop.put("x", "README.md", OCT)
    shop.build()

    assert stops(shop) == [(OCT, OCT, SEP, "problem.not_in_snapshot", {})]


def test_the_files_of_a_dataset_stop_together_and_others_load(shop: Shop) -> None:
    """One file alone would count as a fall; another dataset has nothing to do with it."""
    shop.declare(files="people*.csv")
    path = shop.folder / "sources.toml"
    other = path.read_text().replace("crm.people", "shop.buyers").replace("people*", "buyers")
    path.write_text(path.read_text() + other)
    for day in (SEP, OCT):
        shop.put(csv(HEAD, *BODY), "people-1.csv", day)
        shop.put(csv(HEAD, *BODY), "buyers.csv", day)
    shop.put(csv(HEAD, *BODY), "people-2.csv", SEP)
    shop.put(csv(("id", "finished", "name"), *BODY), "people-2.csv", OCT)
    shop.build()

    assert [stop[3:] for stop in stops(shop)] == [
        ("problem.drift_renamed", {"file": "people-2.csv", "column": "ended", "near": "finished"})
    ]
    assert kept(shop) == [(SEP, 24), (OCT, 8)]
    assert [row for row in shop.files() if row[0] == "failed"] == [
        ("failed", 9, 0, 0, 9, 0, "problem.stopped_beside"),
        ("failed", 9, 0, 0, 9, 0, "problem.drift_renamed"),
    ]


def test_no_value_of_a_file_without_its_heading_is_told_anywhere(shop: Shop) -> None:
    """Its first row names a person; it must not reach figures, output, errors or parts."""
    shop.put(csv(HEAD, *BODY), day=SEP)
    shop.put(csv(*[(CANARY, f"{CANARY}@example.com", day) for _, day, _ in BODY]), day=OCT)
    folder = str(shop.folder)
    said = "".join(run(command, "--home", folder)[1] for command in ("build", "check", "kpis"))

    assert "the heading is missing" in said
    assert CANARY not in said
    for path in filter(Path.is_file, (shop.folder / "warehouse").rglob("*")):
        assert CANARY.encode() not in path.read_bytes(), path


def test_build_and_check_say_since_when_and_check_fails(shop: Shop) -> None:
    shop.put(csv(HEAD, *BODY), day=SEP)
    shop.put(csv(("id", "finished", "name"), *BODY), day=OCT)
    folder = str(shop.folder)
    sentence = (
        "crm.people: not read since 31 Oct 2026 (people.csv: the column ended is missing, "
        "perhaps renamed to finished); the last good snapshot is 30 Sep 2026."
    )

    assert f"2026-10-31 {sentence}" in run("build", "--home", folder)[1].splitlines()
    code, said = run("check", "--home", folder)
    assert (code, sentence in said.splitlines()) == (1, True)


def rows(n: int) -> str:
    return csv(HEAD, *[(f"a{i}", "1.2.2026", "") for i in range(n)])


def suspects(shop: Shop) -> list[tuple]:
    return shop.ask("figures", "SELECT snapshot, records, good_on, good_records FROM fig_suspects")


@pytest.mark.parametrize(
    ("before", "now", "is_suspect"),
    [
        (100, 50, False),
        (100, 49, True),
        (100, 300, False),
        (100, 301, True),
        (50, 24, True),
        (49, 24, False),
        (49, 148, False),
        (1, 0, True),
        (0, 0, False),
        (0, 100, False),
    ],
)
def test_rows_may_fall_by_half_and_grow_threefold(
    shop: Shop, before: int, now: int, is_suspect: bool
) -> None:
    """By at most 0.5 and 2.0 of the rows before, where there were fifty; to nothing, never."""
    shop.put(rows(before), day=SEP)
    shop.put(rows(now), day=OCT)
    shop.build()

    assert suspects(shop) == [(OCT, now, SEP, before)] * is_suspect


@pytest.mark.parametrize(("now", "is_suspect"), [(71, False), (70, True)])
def test_a_dataset_may_have_limits_of_its_own(shop: Shop, now: int, is_suspect: bool) -> None:
    """At the limit is within it, whatever binary fractions make of 0.29."""
    path = shop.folder / "sources.toml"
    path.write_text(
        path.read_text().replace("[crm.people]\n", "[crm.people]\nfall_at_most = 0.29\n")
    )
    shop.put(rows(100), day=SEP)
    shop.put(rows(now), day=OCT)
    shop.build()

    assert bool(suspects(shop)) == is_suspect


def test_a_suspect_export_is_counted_and_is_no_measure_for_the_next(shop: Shop) -> None:
    """When the rows are back nothing has risen; while they are not, it is still suspect."""
    for day, n in zip((JUL, AUG, SEP, OCT), (100, 10, 10, 100), strict=True):
        shop.put(rows(n), day=day)
    shop.build()

    assert suspects(shop) == [(AUG, 10, JUL, 100), (SEP, 10, JUL, 100)]
    assert kept(shop) == [(JUL, 100), (AUG, 10), (SEP, 10), (OCT, 100)]


def test_a_snapshot_that_was_not_read_is_no_fall(shop: Shop) -> None:
    for day in (AUG, OCT):
        shop.put(rows(100), day=day)
    shop.put(rows(100).replace("ended", "finished"), day=SEP)
    shop.build()

    assert suspects(shop) == []


def test_build_and_check_say_that_an_export_is_suspect(shop: Shop) -> None:
    shop.put(rows(1200), day=SEP)
    shop.put(rows(12), day=OCT)
    folder, sentence = str(shop.folder), "crm.people: suspect export of 12 rows, after 1,200 on"

    assert f"2026-10-31 {sentence} 30 Sep 2026" in run("build", "--home", folder)[1]
    code, said = run("check", "--home", folder)
    assert (code, sentence in said) == (1, True)
