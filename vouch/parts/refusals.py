"""Refusals: the ledger of a part that was read and is not to be counted."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from vouch.intake.counts import FAILED, READ
from vouch.parts import ledger

BESIDE = "problem.stopped_beside"  # message: the file itself may be good
UNTOLD = (
    *("preamble", "header", "elsewhere", "doubled", "kept"),
    *("unreadable_dates", "epoch_dates", "future_dates"),
)


def write(part: Path, folder: Path, why: tuple[str | None, str, str]) -> None:
    """Write the files of a *part* into *folder* as if none of their rows had been taken in.

    *why* names the file at fault, a message and its values.
    """
    read = pq.read_table(part / "files.parquet").to_pylist()
    files = [_refused(file, why) for file in read]
    lost_rows = [
        {name: file[name] for name in ("snapshot", "dataset", "file")}
        | {"reason": ledger.WHOLE_FILE, "records": file["rejected"]}
        for file in files
        if file["rejected"]
    ]
    ledger.write_table(files, ledger.FILES, folder / "files.parquet")
    ledger.write_table(lost_rows, ledger.REJECTS, folder / "rejects.parquet")


def _refused(file: dict[str, Any], why: tuple[str | None, str, str]) -> dict[str, Any]:
    at_fault, problem, detail = why
    said = {}
    if file["state"] == READ:
        lost = file["physical"] - file["blank"]
        said = dict.fromkeys(UNTOLD, 0) | {"state": FAILED, "rejected": lost, "problem": BESIDE}
        said |= {"unclaimed": None, "detail": ledger.written({"file": file["file"]})}
    if file["file"] == at_fault:
        said |= {"problem": problem, "detail": detail}
    return file | said
