"""Texts that stand for a day, as SQL: how each fits the declared formats, and which others."""

import re
from collections.abc import Sequence

from vouch.intake.columns import literal

# Tried on what no declared format reads, to say what it is; a day is never read by them.
OTHERS = (
    *("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d"),
    *("%Y.%m.%d", "%Y%m%d", "%d%m%Y", "%d-%b-%Y", "%d/%b/%Y", "%d.%b.%Y"),
)
MONTHS = "(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
PARTS = {"d": r"\d{1,2}", "m": r"\d{1,2}", "Y": r"\d{4}", "y": r"\d{2}", "j": r"\d{1,3}"}
PARTS |= {"b": MONTHS, "B": "[A-Za-z]+"}
FIELD = re.compile(r"%-?([dmYyjbB])")
SWAP = {"d": "m", "m": "d"}


def shape(form: str) -> str:
    """Write what a text of a format looks like, whether or not there is such a day."""
    texts = FIELD.split(form)
    return "".join(PARTS[text] if i % 2 else re.escape(text) for i, text in enumerate(texts))


def short(form: str) -> str:
    """Write the same with a year of two digits; empty if nothing then parts the fields."""
    is_parted = len(set(FIELD.split(form)[2:-1:2]) - {""}) > 0
    return shape(form.replace("%Y", "%y")) if "%Y" in form and is_parted else ""


def swapped(form: str) -> str:
    """Write the format with day and month in each other's place; empty without both numbers."""
    found = FIELD.findall(form)
    if not {"d", "m"} <= set(found):
        return ""
    return FIELD.sub(lambda part: f"%{SWAP.get(part[1], part[1])}", form)


def order(form: str) -> str:
    """Tell whether the day or the month is written first."""
    found = FIELD.findall(form)
    return "day_first" if found.index("d") < found.index("m") else "month_first"


def fits(declared: Sequence[str], *, with_others: bool) -> str:
    """Write raw_fits: each text beside each declared format, and beside others if any is unread."""
    if len(declared) == 1 and not with_others:
        return _all_fit(declared[0])
    listed = [_fit(position, form, "raw_days") for position, form in enumerate(declared, start=1)]
    unread = "(SELECT text FROM stg_days WHERE day IS NULL)"
    others = [form for form in OTHERS if with_others and form not in declared]
    return " UNION ALL ".join([*listed, *(_fit(None, form, unread) for form in others)])


def _all_fit(form: str) -> str:
    """Write that every text is a day of the only format: there is no other, and none is unread."""
    return (
        f"SELECT text, 1 AS position, {literal(form)} AS format, day, true AS has_shape, "
        "false AS has_short_shape, false AS is_swapped, '' AS swapped_order FROM stg_days"
    )


def _fit(position: int | None, form: str, texts: str) -> str:
    """Write how texts fit one format, which DuckDB must know before it sees them."""
    other = swapped(form)
    turned = f"try_strptime(text, {literal(other)}) IS NOT NULL" if other else "false"
    parted = short(form)
    return (
        f"SELECT text, {position or 'NULL'}::INTEGER AS position, {literal(form)} AS format, "
        f"cast(try_strptime(text, {literal(form)}) AS DATE) AS day, "
        f"regexp_full_match(text, {literal(shape(form))}) AS has_shape, "
        f"{_matches(parted)} AS has_short_shape, "
        f"{turned} AND {_matches(shape(form))} AS is_swapped, "
        f"{literal(order(other) if other else '')} AS swapped_order FROM {texts}"
    )


def _matches(pattern: str) -> str:
    return f"regexp_full_match(text, {literal(pattern)})" if pattern else "false"
