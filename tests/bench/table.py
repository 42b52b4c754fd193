"""One line of the benchmark's table, how it is held against its goal, and how the table reads."""

import textwrap
from collections.abc import Iterable
from dataclasses import asdict, dataclass

WIDTH = 78
UNMEASURED = "not measured"


@dataclass(frozen=True)
class Figure:
    """One line of the table. `met` None: a plain count, or not measured here (`value` then says why)."""

    row: str
    what: str
    value: float | str
    goal: str = ""
    met: bool | None = None

    @property
    def is_measured(self) -> bool:
        """Whether there is a number."""
        return not isinstance(self.value, str)

    def line(self) -> str:
        """The line as it is printed."""
        if isinstance(self.value, str):
            return f"{self.row:>4}  {UNMEASURED}: {self.what} ({self.value.removeprefix(f'{UNMEASURED}: ')})"
        name = self.what if len(self.what) <= WIDTH else textwrap.shorten(self.what, WIDTH, placeholder="…")
        verdict = {True: "met", False: "NOT MET", None: ""}[self.met]
        return f"{self.row:>4}  {name:<{WIDTH}}  {self.goal:<10} {_number(self.value):>10}  {verdict}".rstrip()


def at_least(row: str, what: str, value: float, goal: float) -> Figure:
    """Met when the value reaches the goal."""
    return Figure(row, what, value, f">= {goal:g}", value >= goal)


def at_most(row: str, what: str, value: float, goal: float) -> Figure:
    """Met when the value stays within the goal."""
    return Figure(row, what, value, f"<= {goal:g}", value <= goal)


def none_of(row: str, what: str, value: int) -> Figure:
    """Met by zero."""
    return Figure(row, what, value, "= 0", value == 0)


def unmeasured(row: str, what: str, why: str) -> Figure:
    """A part that cannot run here, with the reason."""
    return Figure(row, what, why)


def heading() -> str:
    """The table's first lines."""
    names = f"{'row':>4}  {'name':<{WIDTH}}  {'goal':<10} {'measured':>10}  met?"
    return f"{names}\n{'-' * len(names)}"


def summary(figures: Iterable[Figure]) -> str:
    """The last line: how many goals were held against, and how that went."""
    found = list(figures)
    met, missed = sum(one.met is True for one in found), sum(one.met is False for one in found)
    absent = sum(not one.is_measured for one in found)
    return f"{met} goals met, {missed} not met, {absent} not measured, {len(found)} lines"


def as_json(figures: Iterable[Figure]) -> list[dict[str, object]]:
    """For build/bench.json."""
    return [asdict(figure) | {"measured": figure.is_measured} for figure in figures]


def _number(value: float | str) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value
