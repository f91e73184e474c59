"""Recipients and transfers: who receives data, by country or ground; never by name."""

from dataclasses import dataclass

import pandas as pd

from vouch.notice_findings import country
from vouch.register.activities import is_exported
from vouch.register.shape import Line
from vouch.view import View, kept

REGISTERS = ("processors", "disclosures")


@dataclass(frozen=True)
class Processors:
    """Processors of one country; *is_inside* the EEA is None where the country is unknown."""

    country: str
    is_inside: bool | None
    number: int
    safeguards: int

    @property
    def unsafe(self) -> int:
        """Count those outside the EEA for which no safeguard is named."""
        return self.number - self.safeguards if self.is_inside is False else 0


@kept
def processors(view: View) -> list[Processors]:
    """List the processors by country: those outside the EEA, inside, and of unknown country."""
    return [
        Processors(
            country(row.country, view.t),
            bool(row.is_in_eea) if pd.notna(row.is_in_eea) else None,
            int(row.processors),
            int(row.safeguards),
        )
        for row in view.series("processors").itertuples()
    ]


@kept
def disclosures(view: View) -> list[tuple[str, int]]:
    """Count the disclosures by ground, in words; over all years."""
    told = view.series("disclosures").fillna({"ground": "unknown"})
    sums = told.groupby("ground", sort=False)["disclosures"].sum()
    return [(view.t(f"ground.{ground}"), int(n)) for ground, n in sums.items()]


@kept
def who(view: View) -> tuple[Line, ...]:
    """Say who receives data, for all activities together."""
    return _processors_line(view), _disclosures_line(view)


def _processors_line(view: View) -> Line:
    t, found = view.t, processors(view)
    if not is_exported(view, "processors"):
        return Line(t("register.no_processors"), is_gap=True)
    n = sum(one.number for one in found)
    listed = t.listing([f"{one.country} {t.number(one.number)}" for one in found])
    return Line(
        t("register.processors", n=n, listed=listed) if n else t("register.processors_none")
    )


def _disclosures_line(view: View) -> Line:
    t, found = view.t, disclosures(view)
    if not is_exported(view, "disclosures"):
        return Line(t("register.no_disclosures"), is_gap=True)
    n = sum(number for _, number in found)
    listed = t.listing([f"{ground} {t.number(number)}" for ground, number in found])
    return Line(
        t("register.disclosures", n=n, listed=listed) if n else t("register.disclosures_none")
    )


@kept
def transfers(view: View) -> tuple[Line, ...]:
    """Say what leaves the EEA, and with how many safeguards."""
    t = view.t
    if not is_exported(view, "processors"):
        return (Line(t("register.no_transfers"), is_gap=True),)
    outside = [one for one in processors(view) if one.is_inside is False]
    unsafe, unknown = unsafe_processors(view), placeless_processors(view)
    lines = [_outside_line(outside, view)]
    if unsafe:
        lines.append(Line(t("register.unsafe", n=unsafe), is_gap=True))
    if unknown:
        lines.append(Line(t("register.placeless", n=unknown), is_gap=True))
    return tuple(lines)


def _outside_line(outside: list[Processors], view: View) -> Line:
    t, n = view.t, sum(one.number for one in outside)
    if not n:
        return Line(t("register.outside_none"))
    listed = t.listing([f"{one.country} {t.number(one.number)}" for one in outside])
    safe = sum(one.safeguards for one in outside)
    return Line(t("register.outside", n=n, listed=listed, safe=safe))


def unsafe_processors(view: View) -> int:
    """Count the processors outside the EEA for which no safeguard is named."""
    return sum(one.unsafe for one in processors(view))


def placeless_processors(view: View) -> int:
    """Count the processors of unknown country."""
    return sum(one.number for one in processors(view) if one.is_inside is None)
