"""Personal identity codes out of place: what a figure counts is found, and has its row."""

import pytest

from tests.faults.shop import DAY, Shop
from vouch import readers

ORDERS = """
[shop.orders]
files = "orders.csv"
[shop.orders.columns]
subject_id = "person"
company_id = "company"
starts_on = "day"
free_text = "note"
"""
TAPES = """
[phone.tapes]
files = "orders.csv"
kind = "recordings"
[phone.tapes.columns]
recording_id = "tape"
record_id = "note"
deleted_on = "day"
"""
CODE = "131052-308T"  # the authorities' specimen


@pytest.mark.parametrize(
    ("declared", "rows"),
    [
        (ORDERS, f"person,company,day,note\n,F1,2026-09-01,caller {CODE} asked\n"),
        (TAPES, f"tape,day,note\nT1,2026-10-31,{CODE}\n"),
    ],
    ids=["company", "deletion"],
)
def test_a_code_in_a_row_that_is_no_personal_record_is_found(
    shop: Shop, declared: str, rows: str
) -> None:
    """It names a person, whatever else its row is about (1050/2018 §29)."""
    (shop.folder / "sources.toml").write_text(declared)
    shop.put(rows, "orders.csv")
    generation = shop.build().generation
    reader = readers.open(shop.folder / "warehouse", generation, readers.Role.DPO)
    about = {"snapshot": DAY, "as_of": DAY, "finding": "stray_code"}
    found = reader.rows("series", "findings_in_declarations", **about)
    listed = reader.rows("evidence", "finding_rows", **about)
    places = reader.rows("series", "stray_codes")

    assert list(reader.rows("series", "identity_code_history")["stray_codes"]) == [1]
    assert list(found[found["finding"] == "stray_code"]["records"]) == [1]
    assert list(zip(listed["name"], listed["row"], strict=True)) == [("note", 2)]
    assert list(reader.rows("evidence", "identity_codes", **about)["is_stray"]) == [True]
    assert list(zip(places["column_name"], places["codes"], strict=True)) == [("note", 1)]
