"""What open requests are called where they are drawn: their right, and for the officer their id."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from vouch import request_rows
from vouch.errors import VouchError
from vouch.view import View


def made(view: View, requests: pd.DataFrame) -> Callable[[], list[str]]:
    """Name each request by its right; its number is for the data protection officer only.

    The numbers are asked for here and now, so that each look at them is written down; the names
    are made when they are called for, since what is drawn with them is kept.
    """
    rights = [request_rows.right_name(right, view.t) for right in requests["right"]]
    if not view.is_dpo or view.snapshot != view.snapshots[-1]:
        return partial(_numbered, rights)
    try:
        known = view.rows("evidence", "open_requests")
    except VouchError as error:
        if error.key != "problem.no_records_file":
            raise
        return partial(_numbered, rights)  # requests are figures; only their ids are not here
    return partial(_identified, known, requests, rights)


def _identified(known: pd.DataFrame, requests: pd.DataFrame, rights: list[str]) -> list[str]:
    """Put the number of each request before its right."""
    ids = known.groupby(_keys(known))["record_id"].apply(list).to_dict()
    return [
        f"{ids[key].pop(0)}  {right}" if ids.get(key) else right
        for key, right in zip(_keys(requests), rights, strict=True)
    ]


def _keys(requests: pd.DataFrame) -> pd.Series:
    """Tell requests apart as far as figures without ids can."""
    columns = ["right", "received_on", "due_on", "stage"]
    lines = requests[columns].itertuples(index=False)
    return pd.Series(["|".join(map(str, line)) for line in lines], index=requests.index)


def _numbered(names: list[str]) -> list[str]:
    """Tell equal names apart by their place, so that none is drawn over another."""
    return [f"{number}  {name}" for number, name in enumerate(names, 1)]
