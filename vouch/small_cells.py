"""Numbers of people as they are written: in full, or as what is told of a number withheld."""

from typing import Any

import pandas as pd

from vouch.wording import Words, is_nothing

MARKS = ["people_below", "is_withheld"]  # columns that say what is told in place of a number


def write(row: Any, t: Words) -> str:
    """Write the number of people in a row of a query; small or covering ones are withheld."""
    if not row.is_withheld:
        return t.write(row.people)
    if is_nothing(row.people_below):
        return t("people.withheld")
    return t("people.below", n=int(row.people_below))


def told(row: Any) -> tuple[str, int]:
    """Return how the message ends that says a number of people, and the number that it needs."""
    if not row.is_withheld:
        return "people", int(row.people)
    if is_nothing(row.people_below):
        return "people_withheld", 0
    return "people_below", int(row.people_below)


def written_out(rows: pd.DataFrame, t: Words) -> pd.DataFrame:
    """Put what is told of withheld numbers in their column, for whoever takes *rows* away."""
    people = [row.people if not row.is_withheld else write(row, t) for row in rows.itertuples()]
    column = pd.Series(people, rows.index, dtype=object)
    return rows.assign(people=column).drop(columns=MARKS)


def note(rows: pd.DataFrame, t: Words) -> str:
    """Say why numbers of people are withheld, where some of *rows* are."""
    return t("people.note") if rows["is_withheld"].any() else ""
