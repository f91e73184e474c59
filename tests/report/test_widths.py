"""Columns of tables: every number in full, every word whole where there is room."""

import pytest

from vouch.report import widths

TEXTS = ("Providing the service and managing the customer relationship", "crm.contacts", "Consent")


def test_the_columns_fill_the_page():
    """A table that is too wide runs off the paper."""
    made = widths.allot(["What", "Count"], [["crm.contacts", "12"]], [0])

    assert sum(made) == pytest.approx(widths.PAGE - 2 * widths.GAP)


@pytest.mark.parametrize("numbers", [1, 4, 8, 12])
def test_a_number_is_never_broken(numbers):
    """Digits on two lines are two numbers."""
    rows = [[*TEXTS, *["12,345,678"] * numbers]]
    made = widths.allot(["a"] * 3 + ["Records held"] * numbers, rows, [0, 1, 2])

    assert min(made[3:]) > len("12,345,678")


def test_a_word_stands_on_one_line_where_there_is_room():
    """A dataset's name in two pieces is looked for in vain."""
    made = widths.allot(["Purpose", "Dataset", "Basis", "n"], [[*TEXTS, "1"]], [0, 1, 2])

    assert made[1] > len("crm.contacts")
    assert made[2] > len("Consent")
    assert made[0] > made[1]


def test_heads_give_way_to_texts():
    """A head of numbers can stand on several lines, a text would need as many for each row."""
    head = ["Dataset", "Compared", *["Deleted in time"] * 10]
    rows = [["crm.support", "with 30 Sep 2026, by counts per starting day", *["1"] * 10]]
    made = widths.allot(head, rows, [0, 1])

    assert max(made[2:]) < len("Deleted in time")
    assert made[1] > 20


def test_an_empty_text_needs_no_room():
    """Where no row has anything the page is the others'."""
    made = widths.allot(["", "What"], [["", "crm.contacts"]], [0, 1])

    assert made[0] < made[1]
