"""What several commands can be told: which home, which snapshot, which day, in which form."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vouch import home, wording, written_days
from vouch.errors import VouchError

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help=f"The organisation's folder; else the variable {home.VARIABLE}, else the sample data.",
        show_default=False,
    ),
]
Snapshot = Annotated[
    str | None, typer.Option(help="The snapshot's day; else the newest.", metavar="DAY")
]
AsOf = Annotated[
    str | None, typer.Option(help="The day to look at it on; else the snapshot's.", metavar="DAY")
]

Language = Annotated[
    str, typer.Option(help=f"One of {', '.join(wording.LANGUAGES)}.", metavar="CODE")
]


class Format(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def read_day(option: str, text: str | None) -> date | None:
    """Read the day that an option gives."""
    if text is None:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise VouchError("problem.wrong_day", option=option, value=text) from None
    if day.year not in written_days.YEARS:
        raise VouchError("problem.wrong_year", option=option, value=text, **written_days.SPAN)
    return day


def refuse_unwritable(out: Path, language: str) -> None:
    """Refuse a file or a language before anything is built for it.

    Raises:
        VouchError: no such language or folder.
    """
    refuse_language(language)
    refuse_no_folder(out)


def refuse_language(language: str) -> None:
    """Refuse a language that nobody has written.

    Raises:
        VouchError: there is no such language.
    """
    if language not in wording.LANGUAGES:
        known = ", ".join(wording.LANGUAGES)
        raise VouchError("problem.language_unknown", language=language, known=known)


def refuse_no_folder(out: Path) -> None:
    """Refuse a place in a folder that is not there.

    Raises:
        VouchError: there is no such folder.
    """
    if not out.parent.is_dir():
        raise VouchError("problem.no_out_folder", folder=str(out.parent))
