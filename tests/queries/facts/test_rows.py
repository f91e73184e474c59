"""Holds over rows: a hold is precise, and ends on the day of its release."""

import pytest

from vouch import build, home, readers, warehouse

ROWS = """
    row | record_id | subject_id
    1   | A         | C1
    2   | B         | C1
    3   | C         | C2
    4   |           |
"""
SOURCES = """
[crm.orders]
files = "orders.csv"
category = "relationship"
rule = "order"
[crm.orders.columns]
record_id = "id"
subject_id = "customer"
starts_on = "ordered"

[hr.notes]
files = "notes.csv"
category = "relationship"
rule = "order"
[hr.notes.columns]
record_id = "id"
subject_id = "customer"
starts_on = "ordered"

[crm.holds]
files = "holds.csv"
kind = "holds"
category = "other"
rule = "case-by-case"
[crm.holds.columns]
record_id = "record"
dataset = "dataset"
subject_id = "customer"
opened_on = "opened"
released_on = "released"
"""
THINGS = "id,customer,ordered\nA,C1,2020-01-01\nB,C1,2020-01-01\nC,C2,2020-01-01\n"


@pytest.mark.parametrize(
    ("holds", "held"),
    [
        ("", []),
        ("A |", [1]),
        ("| C1", [1, 2]),
        ("A | \n | C2", [1, 3]),
        ("Z |", []),
    ],
)
def test_a_hold_keeps_its_record_or_its_person(stage, holds, held):
    """A row without an id or a person is held by neither, and is not unknown for it."""
    found = stage(
        "facts",
        "fct_rows",
        "row is_held",
        stg_rows=ROWS,
        ref_holds=f"record_id | subject_id \n {holds}" if holds else "",
    )

    assert sorted(found) == [(row, row in held) for row in (1, 2, 3, 4)]


@pytest.mark.parametrize(("is_log", "listed"), [("true", [1]), ("false", [1, 2, 3])])
@pytest.mark.parametrize("records", ["rec_due_rows", "rec_identity_codes"])
def test_a_line_that_is_none_of_a_log_is_listed_nowhere(stage, records, is_log, listed):
    """It is rejected, and counted as that: listed as well, it would be more than the figure."""
    found = stage(
        "records",
        records,
        "row",
        fct_rows="""
            file_no | row | line_text  | has_stray_code | is_company_only | is_elsewhere
            0       | 1   | 2026-10-01 | true           | false           | false
            0       | 2   |            | true           | false           | false
            0       | 3   | 32.10.2026 | true           | false           | false
        """,
        fig_row_deadlines="file_no | start_reading \n 0 | empty",
        ref_files="file_no | file \n 0 | access.log",
        stg_days="text | day \n 2026-10-01 | 2026-10-01 \n 32.10.2026 |",
        ref_part=f"""
            snapshot   | dataset | is_log
            2026-10-31 | web.log | {is_log}
        """,
    )

    assert sorted(row for (row,) in found) == listed


def test_a_hold_on_a_dataset_keeps_all_of_it(stage):
    """Also rows that name nobody: the seizure of a register asks no row for its id."""
    found = stage(
        "facts",
        "fct_rows",
        "row is_held",
        stg_rows=ROWS,
        ref_part="""
            snapshot   | dataset    | is_log | is_dataset_held
            2026-10-31 | crm.orders | false  | true
        """,
    )

    assert all(is_held for _, is_held in found)
    assert len(found) == 4


@pytest.mark.parametrize(
    ("hold", "held"),
    [
        ("A,crm.orders,,2026-10-01,", {"crm.orders": 1}),
        ("A,hr.notes,,2026-10-01,", {"hr.notes": 1}),
        ("A,,,2026-10-01,", {}),
        (",,C1,2026-10-01,", {"crm.orders": 2}),
        (",crm.orders,C1,2026-10-01,", {"crm.orders": 2}),
        (",hr.notes,C1,2026-10-01,", {}),
        (",hr.notes,,2026-10-01,", {"hr.notes": 3}),
        (",crm.orders,,2026-10-31,", {"crm.orders": 3}),
        (",crm.orders,,2026-11-01,", {}),
        (",crm.orders,,2026-10-01,2026-11-01", {"crm.orders": 3}),
        (",crm.orders,,2026-10-01,2026-10-31", {}),
    ],
)
def test_what_a_hold_keeps_through_a_real_build(tmp_path, hold, held):
    """Record and dataset; a person in one space of numbers; a dataset; from opening to release."""
    counted = past_and_held(tmp_path, f"record,dataset,customer,opened,released\n{hold}\n")

    assert counted == {
        name: (3 - held.get(name, 0), held.get(name, 0)) for name in ("crm.orders", "hr.notes")
    }


def past_and_held(folder, holds: str) -> dict[str, tuple[int, int]]:
    """Build a small home with these holds; count what is past and on hold in each dataset."""
    exports = folder / "snapshots" / "2026-10-31"
    exports.mkdir(parents=True)
    (folder / "sources.toml").write_text(SOURCES)
    for name, text in (("orders", THINGS), ("notes", THINGS), ("holds", holds)):
        (exports / f"{name}.csv").write_text(text)
    made = home.load(folder)
    generation = build.run(made).generation
    reader = readers.open(made.warehouse, generation, readers.Role.MANAGEMENT)
    (day,) = reader.snapshots()
    states = reader.rows("series", "states", snapshot=day, as_of=day)
    counts = states.pivot_table(index="dataset", columns="state", values="records")
    assert warehouse.current(made.warehouse) == generation
    return {
        name: (int(counts.loc[name, "past"]), int(counts.loc[name, "on_hold"]))
        for name in ("crm.orders", "hr.notes")
    }


def test_rows_that_no_dataset_takes_are_counted_unless_they_are_rejected(stage):
    """A rejected row has its own fate, and a log line without a day is rejected."""
    found = stage(
        "facts",
        "fct_unclaimed_rows",
        "file_no records",
        ref_part="dataset | is_log\nweb.access | true",
        raw_rows="""
            file_no | is_elsewhere | is_unclaimed | line_text  | reject_reason | records
            0       | true         | true         | 2026-10-31 |               | 1
            0       | true         | true         | 2026-10-31 |               | 2
            0       | true         | true         | 2026-10-31 | reject.fields | 4
            0       | true         | true         | ?          |               | 8
            0       | true         | true         |            |               | 16
            0       | true         | false        | 2026-10-31 |               | 32
            1       | true         | false        | 2026-10-31 |               | 64
        """,
        stg_days="text | day\n2026-10-31 | 2026-10-31\n? |",
    )

    assert found == [(0, 3)]
