"""Calls that follow others of their plan: each is guarded by the revision that the answer before it told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from addon.platforms.base import Call, WriteReceipt

FOLLOWS = "follows"
"""Marks such a call in its context; when it was planned, the revision it is to meet was not known yet."""


def following(call: Call, before: Sequence[WriteReceipt]) -> Call:
    """The call, guarded by the last revision that the calls before it told; without one, by none."""
    if not call.context.get(FOLLOWS) or not before:
        return call
    revision = next((one.revision for one in reversed(before) if one.revision and one.revision.isdigit()), None)
    rest = [one for one in call.body if one.get("op") != "test"]
    if revision is None:
        return replace(call, guard=None, body=rest)
    return replace(call, guard=revision, body=[revision_test(revision), *rest])


def revision_test(revision: str) -> dict[str, Any]:
    """The operation of a JSON patch that lets it pass only while this revision stands."""
    return {"op": "test", "path": "/rev", "value": int(revision)}
