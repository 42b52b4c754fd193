"""Turns a change set into calls to Jira, without making any."""

from collections.abc import Mapping
from typing import Any

from addon.platforms.access import Surroundings
from addon.platforms.base import Call, ChangeSet
from addon.platforms.jira.choices import chosen, has_choice
from addon.platforms.jira.fields import READ_ONLY, SPRINT, encode, refused
from addon.platforms.jira.metadata import JiraMetadata
from addon.platforms.jira.overwritten import SEEN, how_far
from addon.platforms.jira.parts import ISSUE, plan_attachment, plan_comment, plan_link, plan_worklog
from addon.platforms.jira.reader import MARKER_PROPERTY
from addon.platforms.planning import Plan, check_title, map_line, name_of, no_such_type
from addon.replica.entity import Entity
from addon.replica.values import TRANSITION, Named, Value


class JiraPlanner:
    """Reads remembered metadata only."""

    def __init__(self, metadata: JiraMetadata, surroundings: Surroundings) -> None:
        self._metadata = metadata
        self._now = surroundings.now

    def plan(self, change: ChangeSet, current: Entity | None) -> tuple[Call, ...]:
        """Create or edit in one call, then files, status, comments: the order in which each can refer to the last."""
        planned = Plan(change, self._now())
        fields = dict(change.fields)
        check_title(fields, creating=change.entity_id is None)
        status, resolution = fields.pop("status", None), fields.get("resolution")
        if status is not None:
            fields.pop("resolution", None)  # screens of transitions carry it
        if change.entity_id is None:
            self._plan_create(planned, change, fields)
        elif fields:
            project_id = current.project.id if current else change.project_id
            fields = self._with_choices(fields, project_id, _type_of(fields, current), current)
            body, sets = self._encoded(fields, project_id, creating=False)
            planned.add("update", "PUT", ISSUE, body, sets=sets, context=_seen(current))
        for file in change.attachments:
            plan_attachment(planned, file, current)
        if status is not None:
            self._plan_status(planned, change, current, status, resolution)
        for link in change.links:
            plan_link(planned, link)
        for work in change.worklogs:
            plan_worklog(planned, work)
        for one in change.comments:
            plan_comment(planned, one, current)
        return tuple(planned.calls)

    def _plan_create(self, planned: Plan, change: ChangeSet, fields: dict[str, Value]) -> None:
        kind = fields.pop("type", None)
        type_id = self._type_id(change.project_id, change.type_name or name_of(kind))
        fields.pop("project", None)
        fields = self._with_choices(fields, change.project_id, type_id, None)
        given = {k: v for k, v in fields.items() if v is not None}
        body, sets = self._encoded(given, change.project_id, creating=True)
        body["fields"] |= {"project": {"id": change.project_id}, "issuetype": {"id": type_id}}
        body["properties"] = [{"key": MARKER_PROPERTY, "value": {"key": change.marker, "twin": change.twin_url}}]
        planned.add("create", "POST", "/rest/api/3/issue", body, sets=("type", *sets), key=change.marker)

    def _plan_status(
        self, planned: Plan, change: ChangeSet, current: Entity | None, status: Value, resolution: Value
    ) -> None:
        project_id = current.project.id if current else change.project_id
        type_name = name_of(change.fields.get("type")) or (current and name_of(current.fields.get("type"))) or ""
        wanted = self._status(project_id, change.type_name or type_name, status)
        if current is not None and name_of(current.fields.get("status")).lower() == wanted.name.lower():
            return
        body = {"status": {"id": wanted.id, "name": wanted.name, "category": wanted.category}}
        if resolution is not None:
            schema = self._metadata.schema("resolution")
            body["fields"] = {"resolution": encode("resolution", resolution, schema)}
        context = _seen(current) if current is not None else None
        planned.add("transition", "POST", f"{ISSUE}/transitions", body, sets=("status",), context=context)

    def _encoded(
        self, fields: Mapping[str, Value], project_id: str, *, creating: bool
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        plain: dict[str, Any] = {}
        update: dict[str, Any] = {}
        for name, value in fields.items():
            if name in READ_ONLY:
                raise refused(name, "cannot be written")
            schema = self._metadata.schema(name)
            if name == "parent" and value is None:
                update["parent"] = [{"set": {"none": True}}]
            else:
                sprint = schema.custom == SPRINT
                plain[schema.id] = encode(name, self._numbered(value, project_id) if sprint else value, schema)
        body: dict[str, Any] = {"fields": plain}
        if update and not creating:
            body["update"] = update
        return body, tuple(fields)

    def _numbered(self, value: Value, project_id: str) -> Value:
        """A sprint that is only named, with its number."""
        last = (value[-1] if value else None) if isinstance(value, tuple) else value
        name = name_of(last)
        if not name or (isinstance(last, Named) and last.id) or name.isdigit():
            return last
        return self._metadata.sprint(name, project_id)

    def _with_choices(
        self, fields: Mapping[str, Value], project_id: str, type_name: str, current: Entity | None
    ) -> dict[str, Value]:
        """The fields with every choice as the project has it; raises REFUSED_FIELDS with the choices."""
        schemas = {name: self._metadata.schema(name) for name in fields}
        with_choice = [name for name, value in fields.items() if has_choice(value, schemas[name])]
        if not with_choice:
            return dict(fields)
        kind = next((t for t in self._metadata.types(project_id) if type_name in (t.id, t.name)), None)
        known = self._metadata.create_fields(project_id, kind.id) if kind is not None else {}
        stands = current.fields if current is not None else {}
        made = {name: chosen(name, fields[name], schemas[name], known, stands.get(name)) for name in with_choice}
        return {**fields, **made}

    def _type_id(self, project_id: str, name: str) -> str:
        types = self._metadata.types(project_id)
        found = next((t for t in types if t.name.lower() == name.lower() or t.id == name), None)
        if found is None:
            known = ", ".join(t.name for t in types) or "none"
            raise no_such_type(name, known)
        return found.id

    def _status(self, project_id: str, type_name: str, status: Value) -> Named:
        name = name_of(status)
        by_type = self._metadata.statuses(project_id)
        offered = by_type.get(type_name.lower()) or tuple(dict.fromkeys(s for t in by_type.values() for s in t))
        same = [s for s in offered if s.name.lower() == name.lower() or s.id == name]
        if isinstance(status, Named) and status.id:
            same = [s for s in offered if s.id == status.id] or same
        if not same and isinstance(status, Named) and status.category == TRANSITION:
            return Named("", name)  # offered or not: that is seen when the issue is there
        if not same:
            known = ", ".join(s.name for s in offered) or "none"
            words = f"cannot become “{name}”: this type's statuses are {known}"
            raise refused("status", words + (map_line(name, offered[0].name) if offered else ""))
        return same[0]


def _seen(current: Entity | None) -> dict[str, Any]:
    """What was known of the issue's history when a write was planned; nothing where the issue was not read."""
    if current is None:
        return {}
    return {SEEN: how_far((edit.revision for edit in current.recent), current.updated)}


def _type_of(fields: Mapping[str, Value], current: Entity | None) -> str:
    return name_of(fields.get("type")) or (name_of(current.fields.get("type")) if current is not None else "")
