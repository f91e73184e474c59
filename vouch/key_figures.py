"""Key figures in words: value, verdict against the limit, change and the last values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vouch.policy import Limit
from vouch.wording import Words


@dataclass(frozen=True)
class KeyFigure:
    """One key figure; *status* is empty where the policy sets no limit.

    In its *trend* a snapshot that lacks a dataset has no value. *bounds* say what it may be at
    most, where not all could be judged.
    """

    label: str
    value: str
    status: str = ""
    change: str = ""
    trend: Sequence[int | None] = ()
    limit: str = ""
    bounds: str = ""


def heights(values: Sequence[int | None]) -> list[int | None]:
    """Scale *values* to percentages of their maximum; a bar always starts at zero.

    Where nobody can say the value there is no bar: that of 0 is a line.
    """
    top = max((value for value in values if value), default=1)
    return [None if value is None else round(100 * value / top) for value in values]


def change(values: Sequence[int], since: date | None, t: Words) -> str:
    """Say how the last value differs from the one in the snapshot of *since*."""
    if since is None or len(values) < 2:  # noqa: PLR2004  one value has nothing to differ from
        return ""
    step = values[-1] - values[-2]
    if not step:
        return t("change.same", since=t.short_day(since))
    return t("change.more" if step > 0 else "change.fewer", n=abs(step), since=t.short_day(since))


def change_in(values: Sequence[int], month: date, t: Words) -> str:
    """Say how the last month's value differs from that of *month*."""
    step = values[-1] - values[-2]
    if not step:
        return t("change.same_in", month_in=t.month_in(month))
    key = "change.more_in" if step > 0 else "change.fewer_in"
    return t(key, n=abs(step), month_in=t.month_in(month))


def judge(count: float | None, limit: Limit | None, of: int = 1) -> str:
    """Hold a count, or what share of *of* it is, against its limit; without one nothing is said."""
    if limit is None or count is None:
        return ""
    value = count / of if limit.measure == "ratio" else count
    if value > limit.at_most:
        return "over_limit"
    if limit.near is not None and value >= limit.near:
        return "near_limit"
    return "in_limit"


def of(count: int, total: int, t: Words) -> str:
    """Write a count of a count; out of nothing there is none."""
    return t("kpi.of", n=count, total=total) if total else t.write(None)


def limit_text(limit: Limit | None, t: Words) -> str:
    """Write a limit as its figure is written: a count, or a share."""
    if limit is None:
        return ""
    return t.share(limit.at_most) if limit.measure == "ratio" else t.number(limit.at_most)
