"""The process' rules on one draft of a work item: defaults, state changes, required and allowed values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .errors import RuleError
from .fields import FieldCatalog
from .processes import WorkItemType
from .work_items import Who

COMMON = "Microsoft.VSTS.Common."
NEVER_EMPTY = ("System.Title", "System.State", "System.AreaPath", "System.IterationPath")


def fill_defaults(kind: WorkItemType, fields: dict[str, Any]) -> None:
    """Give fields without a value their default, State first."""
    for item in kind.fields:
        if item.default is not None and fields.get(item.reference_name) is None:
            fields[item.reference_name] = item.default


def follow_state(kind: WorkItemType, before: Mapping[str, Any], fields: dict[str, Any], by: str, at: datetime) -> None:
    """Set reason and the dates and people that go with a new state; does nothing when it stayed."""
    was, now = before.get("System.State"), fields.get("System.State")
    if was == now or not isinstance(now, str):
        return
    state = kind.state(now)
    if state is None:
        return
    fields["System.State"] = state.name
    if fields.get("System.Reason") == before.get("System.Reason"):
        fields["System.Reason"] = _reason(was, state.category, state.name)
    fields[f"{COMMON}StateChangeDate"] = at
    marks = {"InProgress": "Activated", "Resolved": "Resolved", "Completed": "Closed"}
    order = ["Proposed", "InProgress", "Resolved", "Completed"]
    mark = marks.get(state.category)
    if mark is not None and was is not None and kind.field(f"{COMMON}{mark}Date"):
        fields[f"{COMMON}{mark}Date"] = at
        fields[f"{COMMON}{mark}By"] = Who(by)
    if state.category in order:
        for later in order[order.index(state.category) + 1 :]:
            for suffix in ("Date", "By"):
                if later in marks:
                    fields.pop(f"{COMMON}{marks[later]}{suffix}", None)
    if kind.field(f"{COMMON}ResolvedReason"):
        if state.category == "Resolved":
            fields[f"{COMMON}ResolvedReason"] = fields["System.Reason"]
        elif state.category in ("Proposed", "InProgress"):
            fields.pop(f"{COMMON}ResolvedReason", None)


def broken_rules(
    kind: WorkItemType,
    before: Mapping[str, Any],
    fields: Mapping[str, Any],
    changed: set[str],
    catalog: FieldCatalog,
) -> list[RuleError]:
    """What the rules object to: empty required fields, values off the list, read-only fields, barred steps."""
    errors = _state_errors(kind, before.get("System.State"), fields.get("System.State"))
    for item in kind.fields:
        value = fields.get(item.reference_name)
        name = catalog[item.reference_name].name
        required = item.always_required or fields.get("System.State") in item.required_in
        if value is None and (required or item.reference_name in NEVER_EMPTY):
            errors.append(
                RuleError(
                    item.reference_name,
                    "required, invalidEmpty",
                    f"TF401320: Rule Error for field {name}. Error code: Required, InvalidEmpty.",
                )
            )
        elif item.allowed and value is not None and item.reference_name in changed and value not in item.allowed:
            errors.append(
                RuleError(
                    item.reference_name,
                    "hasValues, limitedToValues, invalidListValue",
                    f"The field '{name}' contains the value '{value}' that is not in the list of supported values",
                )
            )
        elif item.frozen and before and value != before.get(item.reference_name):
            errors.append(
                RuleError(
                    item.reference_name,
                    "readOnly, invalidNotOldValue",
                    f"TF401320: Rule Error for field {name}. Error code: ReadOnly, InvalidNotOldValue.",
                )
            )
    return errors


def _state_errors(kind: WorkItemType, was: Any, now: Any) -> list[RuleError]:
    """A state that the type has not, or that a rule keeps those in another from; an item may stay in one removed."""
    if now is None or was == now:
        return []
    if kind.state(str(now)) is None:
        words = f"The field 'State' contains the value '{now}' that is not in the list of supported values"
        return [RuleError("System.State", "hasValues, limitedToValues, invalidListValue", words)]
    if (was, now) in kind.barred:
        flags = "required, hasValues, limitedToValues, allowsOldValue, invalidNotOldValue"
        code = "Required, HasValues, LimitedToValues, AllowsOldValue, InvalidNotOldValue"
        return [RuleError("System.State", flags, f"TF401320: Rule Error for field State. Error code: {code}.")]
    return []


def own_spelling(kind: WorkItemType, reference_name: str, value: Any) -> Any:
    """An allowed value in the list's own spelling when only case differs."""
    item = kind.field(reference_name)
    if item is None or not isinstance(value, str):
        return value
    return next((word for word in item.allowed if str(word).lower() == value.lower()), value)


def _reason(was: Any, category: str, name: str) -> str:
    if was is None:
        return "New" if category == "Proposed" else name
    return (
        {
            "Proposed": "Moved to the backlog",
            "InProgress": "Implementation started",
            "Resolved": "Code complete and unit tests pass",
            "Completed": "Acceptance tests pass",
            "Removed": "Removed from the backlog",
        }[category]
        if name not in ("Done", "Doing", "To Do", "In Progress")
        else f"Moved to state {name}"
    )
