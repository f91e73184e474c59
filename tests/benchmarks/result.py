"""One line of the table of speeds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """A measured ratio (or another *unit*), and what it is to reach: at most, or at least.

    *beside* is what else was measured, without a goal.
    """

    figure: str
    value: float
    goal: float
    unit: str = ""
    is_floor: bool = False
    beside: str = ""

    @property
    def is_reached(self) -> bool:
        """Tell whether the goal is reached."""
        return self.value >= self.goal if self.is_floor else self.value <= self.goal

    def line(self, number: int) -> str:
        """Write it as a row of a Markdown table."""
        sign = "≥" if self.is_floor else "≤"
        value = f"{self.value:,.3g}{self.unit}"
        met = "yes" if self.is_reached else "no"
        figure = f"{self.figure} ({self.beside})" if self.beside else self.figure
        return f"| {number} | {figure} | {value} | {sign} {self.goal:g}{self.unit} | {met} |"
