"""Planted faults for the recount: each kind found again by plain Python over the files.

``COUNTS`` has one function per kind. Those of one snapshot take its ``View`` and a file's
name; ``HISTORY`` ones take the views of all snapshots.
"""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta

from tests import recount, recount_days
from tests.recount_views import FORMS, View, count, day

LOOKS_LIKE_CODE = re.compile(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]")
LOG_DAY = re.compile(r"^\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:")
KEPT_YEARS = {
    "tilaukset.csv": 1,
    "hakemukset.csv": 1,
    "yhteydenotot-arkisto.csv.gz": 10,
    "yhteydenotot.csv": 10,
    "tyontekijat.csv": 10,
    "kirjautumiset.jsonl.zst": 3,
}


def _misfits(view: View, file: str) -> tuple[int, int, int, int]:
    """Count rows with too few fields, too many, shifted ones, and the footer."""
    head, *rows = view.records(file)
    few = count(0 < len(row) < len(head) and "".join(row).strip() for row in rows)
    shifted = count(len(row) == len(head) + 1 and row[-1] == "" for row in rows)
    many = count(len(row) > len(head) for row in rows) - shifted
    footer = int(0 < len(rows[-1]) < len(head) and bool("".join(rows[-1]).strip()))
    return few - footer, many, shifted, footer


def _blank(view: View, file: str) -> int:
    if ".csv" in file:
        return count(not "".join(row).strip() for row in view.records(file))
    return count(not line.strip() for line in view.lines(file))


def _json(view: View, file: str) -> tuple[int, int]:
    """Count lines that are no JSON, and those that are but hold no object."""
    broken, other = 0, 0
    for line in filter(str.strip, view.lines(file)):
        try:
            other += not isinstance(json.loads(line), dict)
        except ValueError:
            broken += 1
    return broken, other


def _in_fields(text: str) -> Callable[[View, str], int]:
    return lambda view, file: count(
        any(text in field for field in row) for row in view.records(file)[1:]
    )


def _quoted_delimiter(view: View, file: str) -> int:
    head, *rows = view.records(file)
    delimiter = FORMS[file][1]
    return count(len(row) == len(head) and any(delimiter in field for field in row) for row in rows)


def _unreadable(view: View, file: str) -> int:
    if file == "oikeuspyynnot.csv":
        return count(day(row["Vastaanotettu"]) is None for row in view.table(file))
    return count(row.start_state == "unreadable" for row in view.rows(file))


def _ordered(pattern: str, *, is_other: bool = False) -> Callable[[View, str], int]:
    """Count orders whose unreadable day has this look, or none of those looks."""

    def found(view: View, file: str) -> int:
        texts = [row["Tilattu"].strip() for row in view.table(file)]
        bad = [text for text in texts if text and day(text) is None]
        return count(bool(re.fullmatch(pattern, text)) != is_other for text in bad)

    return found


TWO_DIGITS, SERIAL, IMPOSSIBLE = r"\d+\.\d+\.\d\d", r"\d{5}", r"\d+\.\d+\.\d{4}"


def _starts(test: Callable[[date, View, str], bool]) -> Callable[[View, str], int]:
    return lambda view, file: count(
        row.starts_on is not None and test(row.starts_on, view, file) for row in view.rows(file)
    )


def _last_day(step: int) -> Callable[[date, View, str], bool]:
    """Ask whether the last permitted day lies *step* days from the snapshot's."""

    def test(start: date, view: View, file: str) -> bool:
        last_on = recount_days.add_months(start, 12 * KEPT_YEARS[file])
        return last_on == view.look.day + timedelta(days=step)

    return test


def _ids(view: View, file: str) -> list[str]:
    return [row.ours.get("record_id", "") for row in view.rows(file)]


def _id_like(pattern: str) -> Callable[[View, str], int]:
    return lambda view, file: count(re.fullmatch(pattern, name) for name in _ids(view, file))


def _duplicates(view: View, file: str) -> int:
    names = [name for name in _ids(view, file) if name]
    return len(names) - len(set(names))


def _lookalikes(view: View, file: str) -> int:
    texts = [row.ours.get("free_text", "") for row in view.rows(file)]
    return count(LOOKS_LIKE_CODE.search(text) and not recount_days.has_code(text) for text in texts)


def _rows(test: Callable[[recount.Record], object]) -> Callable[[View, str], int]:
    return lambda view, file: count(map(test, view.rows(file)))


COUNTS: dict[str, Callable[[View, str], int]] = {
    "too-few-fields": lambda view, file: _misfits(view, file)[0],
    "too-many-fields": lambda view, file: _misfits(view, file)[1],
    "shifted-row": lambda view, file: _misfits(view, file)[2],
    "footer-line": lambda view, file: _misfits(view, file)[3],
    "blank-line": _blank,
    "quoted-line-break": _in_fields("\n"),
    "quoted-delimiter": _quoted_delimiter,
    "mojibake": _in_fields("Ã"),
    "not-json": lambda view, file: _json(view, file)[0],
    "not-an-object": lambda view, file: _json(view, file)[1],
    "broken-log-line": lambda view, file: count(
        line.strip() and not LOG_DAY.match(line) for line in view.lines(file)
    ),
    "unreadable-date": _unreadable,
    "wrong-format": _ordered(f"{TWO_DIGITS}|{SERIAL}|{IMPOSSIBLE}", is_other=True),
    "two-digit-year": _ordered(TWO_DIGITS),
    "excel-serial": _ordered(SERIAL),
    "impossible-day": _ordered(IMPOSSIBLE),
    "empty-start": _rows(lambda row: row.start_state == "empty"),
    "epoch-date": _starts(lambda start, view, file: start == date(1970, 1, 1)),
    "future-date": _starts(lambda start, view, file: start > view.look.day),
    "leap-day-start": _starts(lambda start, view, file: (start.month, start.day) == (2, 29)),
    "last-day-is-the-snapshot": _starts(_last_day(0)),
    "past-by-one-day": _starts(_last_day(-1)),
    "duplicate-id": _duplicates,
    "missing-id": _rows(lambda row: not row.ours["record_id"]),
    "email-as-id": _id_like(r".+@.+"),
    "phone-as-id": _id_like(r"0\d+-[\d ]+"),
    "code-as-id": lambda view, file: count(map(recount_days.has_code, _ids(view, file))),
    "company-only": _rows(lambda row: row.is_company_only),
    "person-unknown": _rows(lambda row: row.person is None and not row.is_company_only),
    "identity-code": _rows(lambda row: row.has_identity_code),
    "stray-code": _rows(lambda row: row.has_stray_code),
    "code-lookalike": _lookalikes,
    "deletion-notice": _rows(lambda row: row.is_deleted),
}
