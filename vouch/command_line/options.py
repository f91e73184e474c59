"""What several commands can be told: which home, which snapshot, which day, in which form."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vouch import home
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


class Format(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def day(option: str, text: str | None) -> date | None:
    """Read the day that an option gives."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise VouchError("problem.wrong_day", option=option, value=text) from None
