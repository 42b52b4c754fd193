"""Applies the field part of a patch to a draft and says which fields came out different."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from . import rules
from .access import BYPASS_RULES, CREATE_TAG
from .errors import VendorError, access_denied, bad_argument, invalid_tree_name, rule_validation, type_not_found
from .organization import Organization
from .patch import FieldChange, Patch
from .people import Person
from .processes import WorkItemType
from .projects import Project
from .values import TAG_LIMIT, BadValue, invalid, joined_tags, split_tags, stored
from .work_items import Who, WorkItem

SETTABLE_WITH_BYPASS = {
    "System.CreatedBy",
    "System.CreatedDate",
    "System.ChangedBy",
    "System.ChangedDate",
    "Microsoft.VSTS.Common.StateChangeDate",
}


@dataclass
class Draft:
    """A work item as it would be after the patch."""

    project: Project
    kind: WorkItemType
    fields: dict[str, Any]
    formats: dict[str, str]
    by: str
    at: datetime


def draft_fields(
    organization: Organization,
    item: WorkItem,
    project: Project,
    kind: WorkItemType,
    patch: Patch,
    person: Person,
    *,
    bypass: bool,
    at: datetime,
) -> Draft:
    """The draft after all field operations and rules; raises the service's 400 or 403."""
    if bypass and BYPASS_RULES not in organization.permissions(person, project):
        raise access_denied("You do not have permission to bypass rules on work item updates in this project.")
    draft = Draft(project, kind, dict(item.fields), dict(item.formats), person.id, at)
    _move(organization, draft, patch, person)
    _formats(draft, patch)
    errors = []
    changed: set[str] = set()
    for change in patch.fields:
        try:
            _set(organization, item, draft, change, bypass)
        except BadValue as bad:
            errors.append(bad.error)
        changed.add(change.reference_name)
    if errors:
        raise rule_validation(errors)
    if item.rev == 0:
        rules.fill_defaults(draft.kind, draft.fields)
    elif draft.kind.state(str(draft.fields.get("System.State"))) is None and draft.kind.name != item.type_name:
        draft.fields["System.State"] = draft.kind.first_state.name
    rules.follow_state(draft.kind, item.fields, draft.fields, draft.by, draft.at)
    if not bypass:
        broken = rules.broken_rules(draft.kind, item.fields, draft.fields, changed, organization.fields)
        if broken:
            raise rule_validation(broken)
    draft.fields = {name: value for name, value in draft.fields.items() if value is not None}
    draft.formats = {name: kind for name, kind in draft.formats.items() if name in draft.fields}
    if CREATE_TAG not in organization.permissions(person, draft.project):
        _only_known_tags(organization, item, draft)
    return draft


def _only_known_tags(organization: Organization, item: WorkItem, draft: Draft) -> None:
    """Refuse a tag that no work item of the project has: 403, as it is seen on live organizations."""
    known = {
        tag.lower()
        for one in organization.items.values()
        if one.project_id == draft.project.id
        for tag in split_tags(str(one.fields.get("System.Tags") or ""))
    }
    known |= {tag.lower() for tag in split_tags(str(item.fields.get("System.Tags") or ""))}
    if any(tag.lower() not in known for tag in split_tags(str(draft.fields.get("System.Tags") or ""))):
        raise access_denied("TF401289: The current user does not have permissions to create tags.")


def _move(organization: Organization, draft: Draft, patch: Patch, person: Person) -> None:
    """Take a new project and a new type before the other fields, whose rules depend on them."""
    wanted = {change.reference_name: change.value for change in patch.fields}
    name = wanted.get("System.TeamProject")
    if name and str(name).lower() not in (draft.project.name.lower(), draft.project.id):
        draft.project = organization.visible_project(str(name), person)
        if "edit" not in organization.permissions(person, draft.project):
            raise access_denied("TF237111: You do not have permission to create work items in that project.")
        for kind, path in (("area", "System.AreaPath"), ("iteration", "System.IterationPath")):
            if path not in wanted:
                draft.fields[path] = _tree_path(draft, kind, path, str(draft.fields.get(path, "")), 0)
    type_name = str(wanted.get("System.WorkItemType") or draft.kind.name)
    process = organization.process_of(draft.project)
    kind_found = process.type(type_name)
    if kind_found is None or (kind_found.disabled and kind_found.name != draft.kind.name):
        raise type_not_found(type_name, draft.project.name)
    draft.kind = kind_found
    draft.fields["System.TeamProject"] = draft.project.name
    draft.fields["System.WorkItemType"] = kind_found.name


def _formats(draft: Draft, patch: Patch) -> None:
    for name, kind in patch.formats.items():
        if kind == "markdown":
            draft.formats[name] = "markdown"
        elif draft.formats.get(name) == "markdown":
            raise bad_argument(
                f"The format of field {name} cannot be changed from Markdown to HTML.",
                "MultilineFieldFormatException",
            )


def _set(organization: Organization, item: WorkItem, draft: Draft, change: FieldChange, bypass: bool) -> None:
    name = change.reference_name
    if name in ("System.TeamProject", "System.WorkItemType"):
        return
    field = organization.fields[name]
    if field.read_only and not (bypass and name in SETTABLE_WITH_BYPASS):
        if change.value == draft.fields.get(name):
            return
        raise invalid(field, "ReadOnly", "readOnly")
    if draft.kind.field(name) is None:
        raise VendorError(
            400,
            "WorkItemTrackingFieldDefinitionNotFoundException",
            f"TF51535: Cannot find field {name} on work item type {draft.kind.name}.",
        )
    value = stored(
        field,
        change.value,
        markdown=draft.formats.get(name) == "markdown",
        find_person=lambda text: _somebody(organization, text, draft.fields.get(name)),
        bypass=bypass,
    )
    if name == "System.Tags":
        value = _tags(field.reference_name, change.operation, draft.fields.get(name), value)
    elif field.type == "treePath":
        value = _tree_path(
            draft, "area" if name == "System.AreaPath" else "iteration", name, str(value or draft.project.name), item.id
        )
    elif name in ("System.AreaId", "System.IterationId"):
        _by_node_id(draft, name, value, item.id)
        return
    elif name == "System.ChangedBy" and isinstance(value, Who):
        draft.by = value.id
    elif name == "System.ChangedDate" and isinstance(value, datetime):
        _check_date(item, value, draft.at)
        draft.at = value
    draft.fields[name] = rules.own_spelling(draft.kind, name, value)


def _somebody(organization: Organization, text: str, before: Any) -> Person | None:
    """Who is meant; somebody who was removed from the organization only stays where they are."""
    found = organization.people.find(text)
    stays = found is not None and isinstance(before, Who) and before.id == found.id
    return found if found is None or found.active or stays else None


def _tags(name: str, operation: str, before: Any, value: Any) -> Any:
    tags = split_tags(str(value or ""))
    if operation == "add":
        tags = split_tags(f"{before or ''};{value or ''}")
    if len(tags) > TAG_LIMIT:
        raise bad_argument(f"A work item can have {TAG_LIMIT} tags at most.", "WorkItemTagLimitException")
    return joined_tags(tags)


def _tree_path(draft: Draft, kind: str, name: str, path: str, number: int) -> str:
    found = draft.project.node(kind).find(path)
    if found is None:
        raise invalid_tree_name(number, name)
    return found[0]


def _by_node_id(draft: Draft, name: str, value: Any, number: int) -> None:
    kind, path_name = ("area", "System.AreaPath") if name == "System.AreaId" else ("iteration", "System.IterationPath")
    for path, node in draft.project.node(kind).walk():
        if node.id == value:
            draft.fields[path_name] = path
            return
    raise invalid_tree_name(number, name)


def _check_date(item: WorkItem, value: datetime, now: datetime) -> None:
    if value > now:
        raise bad_argument("VS402624: Dates cannot be in the future.", "WorkItemDateInFutureException")
    if item.revisions and value <= item.last.at:
        raise bad_argument(
            "VS402625: Dates must be increasing with each revision.", "WorkItemDatesNotIncreasingException"
        )
