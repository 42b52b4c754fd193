"""Which of our comments, files and work logs is which of the partner's, as rules are told."""

from collections.abc import Iterable

from addon.rules.ruleset import Traces
from addon.storage.traces import Trace


def all_traces(rows: Iterable[Trace]) -> Traces:
    """The partner's ids by ours, wherever a part was written."""
    made: dict[str, dict[str, str]] = {"comment": {}, "attachment": {}, "worklog": {}}
    for one in rows:
        if one.kind in made:
            made[one.kind][one.local_id] = one.remote_id
    return Traces(made["comment"], made["attachment"], made["worklog"])


def of_the_partner(rows: Iterable[Trace]) -> Traces:
    """The same, of what came from the partner only."""
    return all_traces(one for one in rows if one.origin == "remote")
