"""The policy's limits: which of them the figures break."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from vouch import export_state, kpis, request_figures, wording
from vouch.command_line.figures import Source
from vouch.errors import VouchError

LOST = ("failed", "missing", "undeclared")
Counts = tuple[int, int]  # numerator and denominator


@dataclass(frozen=True)
class Verdict:
    """The limits that were held against a figure: a sentence for each that is broken."""

    broken: list[str]
    held: int
    without_figure: list[str]
    unread: list[str]


def check(source: Source) -> Verdict:
    """Hold every limit of the policy against its figure."""
    limits = kpis.limits(source.reader)
    known = {name: limit for name, limit in limits.items() if name in (*kpis.IDS, *OTHERS)}
    counts = {name: _counts(source, name) for name in known}
    judged = {name: kpis.judge(*counts[name], limit) for name, limit in known.items()}
    return Verdict(
        [
            _sentence(source, name, counts[name], known[name])
            for name, status in judged.items()
            if status is kpis.Status.FAIL
        ],
        sum(status is kpis.Status.PASS for status in judged.values()),
        sorted(set(limits) - set(known)),
        _unread(source),
    )


def _unread(source: Source) -> list[str]:
    """Name the datasets that no figure covers, or a doubtful one: nothing vouches for them."""
    files = source.reader.rows("series", "files", snapshot=source.snapshot)
    stopped, t = _of_snapshot(source, "stops"), wording.Words("en")
    is_told = files["dataset"].isin([row.dataset for row in stopped])
    lost = files[files["problem"].notna() & files["state"].isin(LOST) & ~is_told]
    return [
        *(export_state.stop(row, t) for row in stopped),
        *(
            f"{dataset}: {VouchError(problem, **json.loads(detail))}"
            for dataset, problem, detail in zip(
                lost["dataset"].fillna("no dataset"), lost["problem"], lost["detail"], strict=True
            )
        ),
        *(export_state.suspect(row, t) for row in _of_snapshot(source, "suspects")),
    ]


def _of_snapshot(source: Source, name: str) -> list[Any]:
    found = source.reader.rows("series", name)
    return [*found[found["snapshot"] == pd.Timestamp(source.snapshot)].itertuples()]


def _counts(source: Source, name: str) -> Counts:
    if name in OTHERS:
        return OTHERS[name](source)
    kpi = kpis.measure(source.reader, name, source.snapshot, source.as_of)
    return kpi.numerator, kpi.denominator


def _answered_late(source: Source) -> Counts:
    """Count the year's late answers, of the requests with a due date that were closed in it."""
    days = {"snapshot": source.snapshot, "as_of": source.as_of}
    rights = source.reader.rows("series", "request_rights", **days)
    return int(rights["late"].sum()), request_figures.dated(rights)


def _stray_codes(source: Source) -> Counts:
    """Count the records with an identity code where none belongs, of all that were kept."""
    datasets = source.reader.rows("series", "volumes_by_dataset", snapshot=source.snapshot)
    return int(datasets["stray_codes"].sum()), int(datasets["kept"].sum())


# Figures that a limit can name besides the KPIs.
OTHERS: dict[str, Callable[[Source], Counts]] = {
    "answered_late": _answered_late,
    "identity_codes_out_of_place": _stray_codes,
}


def _sentence(source: Source, name: str, counts: Counts, limit: kpis.Limit) -> str:
    """Say which limit is broken, by how much, and who answers for it."""
    write, (count, of) = wording.Words("en"), counts
    said = f"{write.number(count)} of {write.number(of)}"
    most = write.number(limit.at_most)
    if limit.measure == "ratio":
        said, most = f"{said} ({write.share(count / of)})", write.share(limit.at_most)
    declared = source.home.policy.limits.get(name)
    owner = f"; it is for {declared.owner} to mend" if declared else ""
    return f"{name}: {said}, over the limit of {most}{owner}."
