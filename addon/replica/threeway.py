"""Three-way compare, field by field: what changed here, what the other side wants, against what both last agreed on.

The baseline holds fingerprints, so that a row is small; here and wanted are values. Deciding what a conflict
means is the caller's policy.
"""

from enum import StrEnum

from addon.replica.fingerprint import field_fingerprint
from addon.replica.values import Value


class Verdict(StrEnum):
    """What comparing one field says."""

    NOTHING = "nothing"  # the wanted value stands here already, or the other side changed nothing
    TAKE = "take"  # only the other side changed it
    KEEP = "keep"  # only this side changed it
    CONFLICT = "conflict"  # both did, differently


def compare_field(
    name: str,
    *,
    baseline: str | None,
    here: Value,
    wanted: Value,
    wanted_before: str | None,
    waiting: bool = False,
    told: bool = False,
) -> Verdict:
    """Compare one field.

    `baseline` is the fingerprint of this side's value when both agreed (None: never), `wanted_before` that of the
    value the other side wanted then, in this side's form. Without a baseline an empty field takes what comes.
    `waiting` says that an edit of this side has left and was not acknowledged, `told` that the other side says so of
    itself: then it is edited even where it was set back to the baseline since, and where nothing was agreed on yet.
    """
    here_now, wanted_now = field_fingerprint(name, here), field_fingerprint(name, wanted)
    if here_now == wanted_now:
        return Verdict.NOTHING
    if baseline is None:
        free = not waiting and (is_empty(here) or wanted_before is None)
        return Verdict.TAKE if free else Verdict.CONFLICT
    changed_here = waiting or here_now != baseline
    changed_there = told or wanted_before is None or wanted_now != wanted_before
    if changed_here and changed_there:
        return Verdict.CONFLICT
    if changed_there:
        return Verdict.TAKE
    return Verdict.KEEP if changed_here else Verdict.NOTHING


def union(here: Value, wanted: Value, baseline: Value = None) -> Value:
    """Both sides' additions and removals of a list; of anything else, the wanted value.

    What was in the baseline and is missing on one side was removed there and stays away.
    """
    if not isinstance(here, tuple) or not isinstance(wanted, tuple):
        return wanted
    before = baseline if isinstance(baseline, tuple) else ()
    kept = [item for item in here if item in wanted or item not in before]
    return (*kept, *(item for item in wanted if item not in here and item not in before))


def is_empty(value: Value) -> bool:
    """Whether a field holds nothing: None, empty text, empty list or map."""
    return value is None or value == "" or value == () or value == {}
