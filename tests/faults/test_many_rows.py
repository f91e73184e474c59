"""Many rows are read by another way than few: it must lead to the same rows and figures."""

import pytest

from vouch.intake import load

ROWS = """id;customer;ended
a;C1;1.2.2020
b; C1;  1.2.2020
c;  ;1.2.2020 10:15:00
d;C2;1.2.2026
e;-;
f; ;-
g;!;31.2.2020
h;C3;2020-02-01
i;C3;1.2.2020T10:15
"""
ASKED = (
    ("records", "SELECT * EXCLUDE (row) FROM rec_records ORDER BY record_id"),
    ("figures", "SELECT * FROM fig_holdings ORDER BY ALL"),
    ("figures", "SELECT * FROM fig_people ORDER BY ALL"),
    ("figures", "SELECT * FROM fig_files"),
)


@pytest.fixture
def both(shop, monkeypatch, made_here):
    """Build the same rows as few and as many, and return what is published of each."""
    shop.declare()
    place = shop.folder / "sources.toml"
    place.write_text(place.read_text().replace('subject_id = "id"', 'subject_id = "customer"'))
    shop.put(ROWS)
    found = []
    for most in (100_000, 0):
        monkeypatch.setattr(load, "FEW_ROWS", most)
        (shop.folder / "warehouse" / "CURRENT").unlink(missing_ok=True)
        for path in (shop.folder / "warehouse" / "parts").glob("*"):
            path.rename(path.with_name(f"{path.name}-{most}"))
        shop.build()
        found.append([shop.ask(kind, sql) for kind, sql in ASKED])
    return found


def test_rows_to_act_on_are_chosen_before_their_texts_are_cut(both):
    """A space or a time around the day must not hide a record that is past its date."""
    few, many = both

    assert [row[5] for row in few[0]] == ["a", "b", "c", "e", "f", "g", "h", "i"]
    assert many == few


NAMES = ("row", "file_no", "records", "line", "c0", "t0", "k0", "start_key", "ID")


@pytest.mark.parametrize("most", [100_000, 0])
@pytest.mark.parametrize("name", NAMES)
def test_a_column_may_have_any_name(shop, monkeypatch, made_here, name, most):
    """How our own tables call theirs is nobody's concern who writes an export."""
    monkeypatch.setattr(load, "FEW_ROWS", most)
    shop.declare()
    place = shop.folder / "sources.toml"
    place.write_text(place.read_text().replace('"ended"', f'"{name}"'))
    shop.put(ROWS.replace("ended", name, 1))

    shop.build()

    known = "SELECT sum(records) FROM fig_holdings WHERE starts_on IS NOT NULL"
    assert shop.ask("figures", known) == [(5,)]
