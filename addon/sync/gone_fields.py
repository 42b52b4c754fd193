"""A write that was refused for a field: the list of fields is read once more, to say whether it is still there."""

import re

from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.base import Platform
from addon.platforms.errors import PlatformError

NOT_FOUND = re.compile(r"TF51535: Cannot find field ([A-Za-z][\w.]*\w)")
"""Azure DevOps, 400: a field that does not exist, or that the type has not. Jira names fields beside its message."""


def find(services: Services, node_id: int, problem: PlatformError) -> tuple[str, ...]:
    """Of the fields that a refusal names, those that are no field here any more, as they are called; costs a call or
    two where it names any."""
    named = [name for name in problem.fields if "." in name or name.startswith("customfield_")]
    named += [name for name in NOT_FOUND.findall(problem.message) if name not in named]
    if not named:
        return ()
    try:
        tracker = services.trackers.open(node_id)
        before = dict(tracker.names.fields().names)
        after = _read_again(tracker)
    except (PlatformError, Refusal):
        return ()
    return tuple(_called(name, before.get(name, "")) for name in named if name not in after)


def _read_again(tracker: Platform) -> frozenset[str]:
    tracker.renew()
    known = tracker.names.fields()
    return frozenset({*known.names, *known.references.values()})  # a field with a hub name is one, too


def _called(reference: str, name: str) -> str:
    return f"“{name}” ({reference})" if name and name != reference else f"“{reference}”"
