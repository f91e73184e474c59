"""What went wrong with whole files of single snapshots."""

from dataclasses import replace
from datetime import date

from vouch.sample import logs
from vouch.sample.exports import Export
from vouch.sample.items import Item

MISSING = (date(2026, 4, 30), "hakemukset.csv")
RENAMED = (date(2026, 3, 31), "maksut.csv", "Maksupäivä", "Maksettu")
SUSPECT = (logs.SUSPECT, "laitteet.parquet")
# Files that nobody declared: (day, name, the export whose copy it is; none: an old list).
UNDECLARED = (
    (date(2026, 2, 28), "vanha_asiakaslista.csv", None),
    (date(2026, 7, 31), "kopio tilaukset.csv", "tilaukset.csv"),
)
OLD_LIST = "nimi;sähköposti\nÅke Esimerkki;ake@example.com\nOona Malli;oona@example.com\n"


def held(export: Export, day: date) -> list[Item]:
    """List what an export of *day* holds; in one, most rows are lacking."""
    found = [item for item in export.items if item.is_in(day)]
    return found[: logs.SUSPECT_ROWS] if (day, export.file) == SUSPECT else found


def dressed(export: Export, day: date) -> Export:
    """Return the export as it is written on *day*; in one, a column has another name."""
    when, file, old, new = RENAMED
    if (day, export.file) != (when, file):
        return export
    return replace(export, columns=tuple(new if name == old else name for name in export.columns))
