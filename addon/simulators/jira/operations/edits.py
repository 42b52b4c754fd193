"""Reading `fields` and `update` of a create, edit or transition call into internal values."""

from dataclasses import dataclass, field
from typing import Any

from ..caller import Caller
from ..errors import JiraError, invalid
from ..field_choices import SprintKind
from ..field_kinds import Context, FieldProblem
from ..fields import Field
from ..permissions import allows
from ..records import Issue, Json, Project
from ..site import JiraSite

NOT_ON_SCREEN = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."
TEXTS = {"summary": "You must specify a summary of the issue."}


@dataclass
class Edit:
    """What a call asks for: new internal values by field id, and comments, links to add."""

    values: dict[str, Any] = field(default_factory=dict)
    comments: list[dict[str, Json]] = field(default_factory=list)
    links: list[dict[str, Json]] = field(default_factory=list)
    worklogs: list[dict[str, Json]] = field(default_factory=list)


def read(
    site: JiraSite,
    caller: Caller,
    project: Project,
    issue: Issue | None,
    payload: dict[str, Json],
    version: int,
    screen: list[str] | None,
) -> Edit:
    """Read and check a payload; raises 400 with one message per field.

    `screen` lists the fields that may be set; None takes every field of the site.
    """
    fields, update = payload.get("fields") or {}, payload.get("update") or {}
    if not isinstance(fields, dict) or not isinstance(update, dict):
        raise invalid("Can not deserialize the fields of the issue.")
    errors: dict[str, str] = {
        name: f"Field '{name}' cannot appear in both 'fields' and 'update'" for name in set(fields) & set(update)
    }
    context = Context(site, project, version)
    edit = Edit()
    for name, raw in fields.items():
        if name in ("project", "status") or name in errors:
            continue
        _read_one(site, context, issue, edit, name, [{"set": raw}], screen, errors)
    for name, operations in update.items():
        if name in errors:
            continue
        if not isinstance(operations, list) or not all(isinstance(item, dict) for item in operations):
            errors[name] = "Operations must be an array"
        elif name == "comment":
            edit.comments.extend(item["add"] for item in operations if "add" in item)
        elif name == "issuelinks":
            edit.links.extend(item["add"] for item in operations if "add" in item)
        elif name == "worklog":
            edit.worklogs.extend(item["add"] for item in operations if "add" in item)
        elif name != "status":
            _read_one(site, context, issue, edit, name, operations, screen, errors)
    _check_rights(site, caller, project, issue, edit, errors)
    if errors:
        raise JiraError(400, errors=errors)
    return edit


def _read_one(
    site: JiraSite,
    context: Context,
    issue: Issue | None,
    edit: Edit,
    name: str,
    operations: list[dict[str, Json]],
    screen: list[str] | None,
    errors: dict[str, str],
) -> None:
    known = site.fields.get(name)
    if known is None or not known.kind.operations or (screen is not None and name not in screen):
        errors[name] = NOT_ON_SCREEN.format(name)
        return
    value = issue.fields.get(name) if issue else None
    try:
        for operation in operations:
            for verb, raw in operation.items():
                value = _apply(context, known, verb, raw, value)
    except FieldProblem as wrong:
        errors[name] = str(wrong)
        return
    if name == "summary" and not (isinstance(value, str) and value.strip()):
        errors[name] = TEXTS["summary"]
        return
    edit.values[name] = value


def _apply(context: Context, known: Field, verb: str, raw: Json, value: Any) -> Any:
    kind = known.kind
    if verb not in kind.operations:
        raise FieldProblem(f"Field '{known.id}' does not support operation '{verb}'")
    if isinstance(kind, SprintKind) and verb == "set":
        return kind.after(context, value, None if raw is None else kind.parse(context, raw))
    if verb == "set" and (raw is None or (known.id == "parent" and raw == {"none": True})):
        return [] if kind.type == "array" and "add" in kind.operations else None
    if verb in ("set", "edit"):
        parsed = kind.parse(context, raw)
        return {**(value or {}), **(parsed or {})} if verb == "edit" else parsed
    items = kind.parse(context, [raw]) or []
    if verb == "add":
        merged = [*(value or []), *(item for item in items if item not in (value or []))]
        return sorted(merged) if known.id == "labels" else merged
    return [item for item in value or [] if item not in items]


def _check_rights(
    site: JiraSite, caller: Caller, project: Project, issue: Issue | None, edit: Edit, errors: dict[str, str]
) -> None:
    """Fields that need a permission of their own, and people who can be assigned."""
    for name, permission in (
        ("assignee", "ASSIGN_ISSUES"),
        ("reporter", "MODIFY_REPORTER"),
        ("duedate", "SCHEDULE_ISSUES"),
    ):
        if name in edit.values and not allows(site, caller.account_id, permission, project, issue):
            unchanged = issue is not None and issue.fields.get(name) == edit.values[name]
            if not unchanged and not (name == "reporter" and edit.values[name] == caller.account_id):
                errors[name] = NOT_ON_SCREEN.format(name)
    assignee = edit.values.get("assignee")
    if assignee is not None and not allows(site, assignee, "ASSIGNABLE_USER", project, issue):
        errors["assignee"] = f"User '{assignee}' cannot be assigned issues."


def check_required(site: JiraSite, project: Project, values: dict[str, Any]) -> None:
    """400 unless every required field of the create screen has a value."""
    errors: dict[str, str] = {}
    if not values.get("summary"):
        errors["summary"] = TEXTS["summary"]
    for name in sorted(project.scheme.required):
        if not values.get(name):
            errors[name] = f"{site.fields[name].name} is required."
    if errors:
        raise JiraError(400, errors=errors)
