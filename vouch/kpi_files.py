"""The key figures as files: in the form that other programs rely on, and as tables."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from vouch import downloads, kpis
from vouch.policy import Notice

DECIMALS = 4


def as_json(
    measured: Sequence[kpis.Kpi], past: kpis.PastRange, notice: Notice, generation: str
) -> str:
    """Write figures of one snapshot and day; *past* says what past_retention may be at most."""
    return json.dumps(
        {
            "snapshot": measured[0].snapshot.isoformat(),
            "as_of": measured[0].as_of.isoformat(),
            "generation": generation,
            "policy": {"version": notice.version, "revision": notice.revision},
            "kpis": [
                _entry(kpi) | ({"range": asdict(past)} if kpi.id == "past_retention" else {})
                for kpi in measured
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def as_csv(measured: Sequence[kpis.Kpi], ground: Mapping[str, str]) -> str:
    """Write one line for each KPI and dataset; no line is a sum of others."""
    said = dict(ground)
    policy = said.pop("policy")
    lines = [
        [*said.values(), kpi.id, *row.values(), policy] for kpi in measured for row in rows(kpi)
    ]
    return downloads.text([*said, "kpi", *kpis.Row._fields, "policy"], lines)


def rows(kpi: kpis.Kpi) -> list[dict[str, Any]]:
    """List a KPI's rows, their ratios rounded."""
    return [row._replace(ratio=_rounded(row.ratio))._asdict() for row in kpi.rows]


def _entry(kpi: kpis.Kpi) -> dict[str, Any]:
    return {
        "id": kpi.id,
        "numerator": kpi.numerator,
        "denominator": kpi.denominator,
        "ratio": _rounded(kpi.ratio),
        "status": str(kpi.status),
        "rows": rows(kpi),
    }


def _rounded(ratio: float | None) -> float | None:
    """Round a ratio; nothing to divide by is null, never 0."""
    return None if ratio is None else round(ratio, DECIMALS)
