"""Rejected rows in words, for whoever must mend the export."""

from collections.abc import Mapping

import pandas as pd

from vouch import downloads
from vouch.wording import Words, is_nothing

WHOLE_FILE = "reject.file"
COLUMNS = ("dataset", "file", "row", "reason", "column", "detail", "excerpt", "mend")


def told(found: pd.DataFrame, t: Words) -> pd.DataFrame:
    """Write the rows of ``evidence/rejects`` in a language, with what would mend each."""
    said = found.rename(columns={"column_name": "column"}).assign(
        reason=[t(reason) for reason in found["reason"]],
        detail=[_detail(row.expected, row.found, t) for row in found.itertuples()],
        mend=[t(f"mend.{reason.removeprefix('reject.')}") for reason in found["reason"]],
    )
    return said[list(COLUMNS)]


def _detail(expected: float, found: float, t: Words) -> str | None:
    if is_nothing(expected):
        return None
    return t("reject.fields_found", expected=int(expected), found=int(found))


def as_csv(found: pd.DataFrame, t: Words, ground: Mapping[str, str]) -> bytes:
    """Write the rows of ``evidence/rejects`` as CSV, in the reader's language."""
    return downloads.as_csv(headed(told(found, t), t), ground)


def headed(said: pd.DataFrame, t: Words) -> pd.DataFrame:
    """Head the columns in the reader's language."""
    return said.rename(columns=lambda name: t(f"col.{name}"))


def listed(rejects: pd.DataFrame) -> int:
    """Count, by ``series/rejects``, the rows rejected one by one: a refused file has none."""
    one_by_one = rejects[rejects["reason"] != WHOLE_FILE]
    return int(one_by_one["records"].sum())
