"""What macros stand for: who asks, where, and moments of the calendar."""

import re
from datetime import UTC, datetime, timedelta

from ..errors import VendorError
from ..organization import Organization
from ..projects import Node, Project
from .parse import Macro
from .tokens import syntax_error

_STEP = re.compile(r"([+-]?\d+)([hdwmy]?)", re.IGNORECASE)
_UNITS = {"startofday": "d", "startofweek": "w", "startofmonth": "m", "startofyear": "y"}


def moment(macro: Macro, now: datetime) -> datetime | None:
    """`@Today - 7`, `@StartOfMonth('-1')`, `@StartOfDay('+3w')`; None when the macro is no moment.

    A bare number counts days for `@Today`, the macro's own unit otherwise.
    """
    day = datetime(now.year, now.month, now.day, tzinfo=UTC)
    starts = {
        "today": day,
        "startofday": day,
        "startofweek": day - timedelta(days=(day.weekday() + 1) % 7),
        "startofmonth": day.replace(day=1),
        "startofyear": day.replace(month=1, day=1),
    }
    if macro.name not in starts:
        return None
    own = _UNITS.get(macro.name, "d")
    shifted = _later(starts[macro.name], macro.shift, own)
    if not macro.argument:
        return shifted
    step = _STEP.fullmatch(macro.argument.strip())
    if step is None:
        raise syntax_error("The offset of the macro is not understood.", macro.argument)
    return _later(shifted, int(step[1]), (step[2] or own).lower())


def _later(start: datetime, count: int, unit: str) -> datetime:
    try:
        if unit in "my":
            months = start.month - 1 + count * (12 if unit == "y" else 1)
            first = start.replace(year=start.year + months // 12, month=months % 12 + 1, day=1)
            return first + timedelta(days=start.day - 1)
        return start + timedelta(**{{"h": "hours", "d": "days", "w": "weeks"}[unit]: count})
    except (OverflowError, ValueError):
        raise syntax_error("The offset of the macro leads out of the calendar.", str(count)) from None


def current_iteration(
    organization: Organization, macro: Macro, project: Project | None, team: str | None, now: datetime
) -> str:
    """The path of the team's iteration that today is in, or so many after it; "" when there is none."""
    if macro.argument:
        name, _, team = macro.argument.strip().lstrip("[").partition("]\\")
        project = organization.projects.find(name)
    if project is None or not team or team.lower() not in (project.team_id, f"{project.name} team".lower()):
        raise VendorError(
            400,
            "WorkItemTrackingQueryException",
            "VS402612: The macro '@CurrentIteration' is not supported without a team context. The team context should "
            "be specified as a parameter of '@CurrentIteration' or via the query's context.",
        )
    dated = sorted(_dated(project.iterations), key=lambda entry: entry[0])
    running = next((at for at, (start, end, _) in enumerate(dated) if start <= now < end + timedelta(days=1)), None)
    if running is None or not 0 <= running + macro.shift < len(dated):
        return ""
    return dated[running + macro.shift][2]


def _dated(root: Node) -> list[tuple[datetime, datetime, str]]:
    return [(node.start, node.finish, path) for path, node in root.walk() if node.start and node.finish]
