"""Turns a change set into calls to Jira, and makes them."""

from collections.abc import Callable, Mapping
from typing import Any

from addon.platforms.access import Surroundings
from addon.platforms.answers import bad_answer, once_written, understood
from addon.platforms.base import (
    Call,
    ChangeSet,
    Source,
    WriteReceipt,
)
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import FILE_LIMITS, PRODUCT, JiraClient, expect_dict
from addon.platforms.jira.fields import HUB_NAMES, JIRA_NAMES, READ_ONLY, SPRINT, FieldSchema, encode, refused
from addon.platforms.jira.metadata import JiraMetadata
from addon.platforms.jira.overwritten import SEEN, how_far, keep_others_edits
from addon.platforms.jira.parts import ISSUE, plan_attachment, plan_comment, plan_link, plan_worklog
from addon.platforms.jira.reader import MARKER_PROPERTY, JiraReader, attachment, comment
from addon.platforms.jira.transitions import Transitions
from addon.platforms.planning import ENTITY, Plan, name_of
from addon.replica.entity import Entity
from addon.replica.values import Named, Value
from addon.transport.uploads import multipart_file


class JiraWriter:
    """Plans without calling, then carries out call by call."""

    def __init__(
        self,
        client: JiraClient,
        reader: JiraReader,
        metadata: JiraMetadata,
        transitions: Transitions,
        surroundings: Surroundings,
    ) -> None:
        self._client = client
        self._reader = reader
        self._metadata = metadata
        self._transitions = transitions
        self._now = surroundings.now

    def plan(self, change: ChangeSet, current: Entity | None) -> tuple[Call, ...]:
        """Create or edit in one call, then files, status, comments: the order in which each can refer to the last."""
        planned = Plan(change, self._now())
        fields = dict(change.fields)
        status, resolution = fields.pop("status", None), fields.get("resolution")
        if status is not None:
            fields.pop("resolution", None)  # screens of transitions carry it
        if change.entity_id is None:
            self._plan_create(planned, change, fields)
        elif fields:
            project_id = current.project.id if current else change.project_id
            self._check_choices(fields, project_id, _type_of(fields, current))
            body, sets = self._encoded(fields, project_id, creating=False)
            planned.add("update", "PUT", ISSUE, body, sets=sets, context=_seen(current))
        for file in change.attachments:
            plan_attachment(planned, file)
        if status is not None:
            self._plan_status(planned, change, current, status, resolution)
        for link in change.links:
            plan_link(planned, link)
        for work in change.worklogs:
            plan_worklog(planned, work)
        for one in change.comments:
            plan_comment(planned, one, current)
        return tuple(planned.calls)

    @understood(PRODUCT)
    def foresee(self, call: Call, entity_id: str | None) -> tuple[str, ...]:
        """The statuses that a transition goes through; of an issue that is yet to be made, only the last is known."""
        if entity_id is None:
            return (str(call.body["status"]["name"]),)
        return self._transitions.foresee(call, entity_id)

    @understood(PRODUCT, writes=True)
    def apply(self, call: Call, entity_id: str | None, source: Source | None) -> WriteReceipt:
        """Make one planned call; raises PlatformError."""
        if call.kind == "create":
            return self._create(call)
        if entity_id is None:
            raise PlatformError(Reason.REFUSED, "The issue of this call is not known", permanent=True)
        if call.kind == "transition":
            return self._transitions.carry_out(call, entity_id)
        target = call.target.replace(ENTITY, entity_id)
        if call.kind == "attachment_add":
            return self._upload(call, entity_id, target, source)
        if call.kind == "update":
            return self._update(call, entity_id, target)
        if call.kind in ("comment_remove", "attachment_remove", "worklog_remove", "delete", "link_remove"):
            return self._remove(call, entity_id, target)
        if call.kind == "link_add":
            body = {**call.body, call.context["own"]: {"id": entity_id}}
            self._client.call("POST", target, body=body, trace=_trace(call))
            return WriteReceipt(entity_id, "")
        if call.kind in ("worklog_add", "worklog_edit"):
            params = {"notifyUsers": False}
            made_work = self._client.call(call.method, target, params=params, body=call.body, trace=_trace(call))
            return WriteReceipt(entity_id, "", sub_id=str(expect_dict(made_work, "the work log", writes=True)["id"]))
        found = self._client.call(call.method, target, body=call.body, trace=_trace(call))
        if call.kind in ("comment_add", "comment_edit"):
            made = comment(expect_dict(found, "the comment", writes=True))
            return WriteReceipt(entity_id, "", sub_id=made.id, sub_version=made.version)
        return WriteReceipt(entity_id, "")

    def _plan_create(self, planned: Plan, change: ChangeSet, fields: dict[str, Value]) -> None:
        kind = fields.pop("type", None)
        type_id = self._type_id(change.project_id, change.type_name or name_of(kind))
        fields.pop("project", None)
        self._check_choices(fields, change.project_id, type_id)
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
            schema = self._schema("resolution")
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
            schema = self._schema(name)
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

    def _check_choices(self, fields: Mapping[str, Value], project_id: str, type_name: str) -> None:
        """Whether each value of a field with choices is one of them; raises REFUSED_FIELDS with the choices.

        Asked of the create metadata, which is remembered; a field that is not on that screen is left to Jira.
        """
        schemas = {name: self._schema(name) for name in fields}
        chosen = {
            name: value
            for name, value in fields.items()
            if _chosen(value, schemas[name]) and schemas[name].custom != SPRINT
        }
        if not chosen:
            return
        kind = next((t for t in self._metadata.types(project_id) if type_name in (t.id, t.name)), None)
        known = self._metadata.create_fields(project_id, kind.id) if kind is not None else {}
        for name, value in chosen.items():
            allowed = (known.get(self._schema(name).id) or {}).get("allowedValues")
            if not isinstance(allowed, list) or not allowed:
                continue
            names = [str(one.get("name") or one.get("value") or "") for one in allowed]
            ids = {str(one.get("id")) for one in allowed}
            for item in value if isinstance(value, tuple) else (value,):
                said = name_of(item) or str(item.get("value") or "" if isinstance(item, dict) else "")
                fits = said.casefold() in {one.casefold() for one in names}
                if not fits and not (isinstance(item, Named) and item.id in ids):
                    raise refused(name, f"cannot become “{said}”; it may be: {', '.join(names)}")

    def _schema(self, name: str) -> FieldSchema:
        identifier = JIRA_NAMES.get(name, name)
        if identifier == "parent":
            return FieldSchema("parent", "Parent", "issuelink")
        known = self._metadata.schemas()
        found = known.get(identifier)
        if found is None:
            found = next((s for s in known.values() if s.name.lower() == name.lower()), None)
        if found is None:
            raise refused(name, "does not exist on this Jira site")
        return found

    def _type_id(self, project_id: str, name: str) -> str:
        types = self._metadata.types(project_id)
        found = next((t for t in types if t.name.lower() == name.lower() or t.id == name), None)
        if found is None:
            known = ", ".join(t.name for t in types) or "none"
            raise refused("type", f"has no “{name}” in this project; it has: {known}")
        return found.id

    def _status(self, project_id: str, type_name: str, status: Value) -> Named:
        name = name_of(status)
        by_type = self._metadata.statuses(project_id)
        offered = by_type.get(type_name.lower()) or tuple(dict.fromkeys(s for t in by_type.values() for s in t))
        same = [s for s in offered if s.name.lower() == name.lower() or s.id == name]
        if isinstance(status, Named) and status.id:
            same = [s for s in offered if s.id == status.id] or same
        if not same:
            known = ", ".join(s.name for s in offered) or "none"
            raise refused("status", f"cannot become “{name}”: this type's statuses are {known}")
        return same[0]

    def _create(self, call: Call) -> WriteReceipt:
        answer, left_out = self._sent_without_refused_people(
            call.body, lambda body: self._client.call("POST", call.target, body=body, trace=_trace(call))
        )
        found = expect_dict(answer, "the new issue", writes=True)
        if not found.get("id") or not found.get("key"):
            raise bad_answer(PRODUCT, "the new issue's id is missing", writes=True)
        return WriteReceipt(str(found["id"]), str(found["key"]), left_out=left_out)

    def _update(self, call: Call, entity_id: str, target: str) -> WriteReceipt:
        found, left_out = self._sent_without_refused_people(call.body, lambda body: self._edit(target, body, call))
        if not isinstance(found, dict) or "fields" not in found:
            return WriteReceipt(entity_id, "", left_out=left_out)
        if SEEN in call.context:
            self._keep_others_edits(found, target, call)
        with once_written():
            entity = self._reader.entity(found, whole=False)
        stored = {name: entity.fields[name] for name in call.sets if name in entity.fields}
        return WriteReceipt(entity.id, entity.key, entity.revision, stored=stored, whole=entity, left_out=left_out)

    def _keep_others_edits(self, found: Mapping[str, Any], target: str, call: Call) -> None:
        """See `keep_others_edits`. Our write stands: what fails before all is set back leaves the call uncertain, so
        that it is made again with the same history in view, and not decided anew.
        """
        try:
            keep_others_edits(
                found,
                call.context[SEEN],
                {one.id: one for one in map(self._schema, call.sets)},
                self._metadata.own_id,
                lambda back: expect_dict(self._edit(target, {"fields": back}, call), "the issue", writes=True),
            )
        except PlatformError as problem:
            waits = not problem.permanent or problem.whole_credential
            problem.uncertain = waits and problem.reason is not Reason.CONFLICT
            raise

    def _sent_without_refused_people(
        self, body: dict[str, Any], send: Callable[[dict[str, Any]], Any]
    ) -> tuple[Any, dict[str, str]]:
        """The answer, and people who were left out because Jira takes everything but them: who left, who may not."""
        try:
            return send(body), {}
        except PlatformError as problem:
            if problem.reason is not Reason.REFUSED_FIELDS:
                raise  # asks nothing first: a question that fails would hide that the write may have been made
            schemas = self._metadata.schemas()
            for name in problem.fields:
                if name in schemas:
                    problem.message = problem.message.replace(f"{name}: ", f"{schemas[name].name}: ")
            people = {name for name in body["fields"] if (one := schemas.get(name)) and "user" in (one.type, one.items)}
            if not problem.fields or set(problem.fields) - people:
                raise
            left = {HUB_NAMES.get(name, name): words for name, words in problem.fields.items()}
            rest = {name: value for name, value in body["fields"].items() if name not in problem.fields}
            if not rest and not body.get("update"):
                return None, left
            return send({**body, "fields": rest}), left

    def _edit(self, target: str, body: Any, call: Call) -> Any:
        asked = {"returnIssue": "true", "expand": "changelog"}
        return self._client.call("PUT", target, params=asked, body=body, trace=_trace(call))

    def _upload(self, call: Call, entity_id: str, target: str, source: Source | None) -> WriteReceipt:
        if source is None:
            raise PlatformError(Reason.REFUSED, "There is nothing to read the file from", permanent=True)
        body = call.body
        encoder, headers = multipart_file(
            "file", body["filename"], source.open(call.remote_id), body["filesize"], body["mimetype"]
        )
        found = self._client.call(
            "POST",
            target,
            data=encoder,
            headers={**headers, "X-Atlassian-Token": "no-check"},
            trace=_trace(call),
            limits=FILE_LIMITS,
        )
        if not isinstance(found, list) or len(found) != 1 or not isinstance(found[0], dict):
            raise bad_answer(PRODUCT, "the new attachment's id is missing", writes=True)
        return WriteReceipt(entity_id, "", sub_id=attachment(found[0]).id)

    def _remove(self, call: Call, entity_id: str, target: str) -> WriteReceipt:
        try:
            self._client.call("DELETE", target, trace=_trace(call))
        except PlatformError as error:
            if error.reason != Reason.NOT_FOUND:
                raise
        return WriteReceipt(entity_id, "", sub_id=call.context.get("local_id"))


def _seen(current: Entity | None) -> dict[str, Any]:
    """What was known of the issue's history when a write was planned; nothing where the issue was not read."""
    if current is None:
        return {}
    return {SEEN: how_far((edit.revision for edit in current.recent), current.updated)}


def _chosen(value: Value, schema: FieldSchema) -> bool:
    """Whether a value is, or holds, something chosen from a list."""
    if isinstance(value, str):
        return schema.type in ("option", "priority")
    if isinstance(value, tuple):
        return any(isinstance(one, Named) or schema.items == "option" for one in value)
    return isinstance(value, Named) or (isinstance(value, dict) and "value" in value)


def _type_of(fields: Mapping[str, Value], current: Entity | None) -> str:
    return name_of(fields.get("type")) or (name_of(current.fields.get("type")) if current is not None else "")


def _trace(call: Call) -> str:
    return f"liaise:{call.key}"
