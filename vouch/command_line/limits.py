"""The policy's limits: which of them the figures break."""

from dataclasses import dataclass

from vouch import kpis, wording
from vouch.command_line import figures


@dataclass(frozen=True)
class Verdict:
    """A sentence for each broken limit, and one for when there is none."""

    broken: list[str]
    good: str


def check(source: figures.Source) -> Verdict:
    """Hold every figure that has a limit against it."""
    limited = [kpi for kpi in figures.measure(source) if kpi.limit is not None]
    broken = [_sentence(kpi) for kpi in limited if kpi.status is kpis.Status.FAIL]
    return Verdict(broken, f"All {len(limited)} limits hold, as of {source.as_of}.")


def _sentence(kpi: kpis.Kpi) -> str:
    t = wording.Words("en")
    limit = kpi.limit
    if limit.measure == "ratio":
        found, most = t.share(kpi.ratio), t.share(limit.at_most)
    else:
        found, most = t.number(kpi.numerator), t.number(limit.at_most)
    return f"{kpi.id}: {found}, the limit is {most} (owner: {limit.owner})."
