"""Turns a change set into calls to Azure DevOps, and makes them."""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from addon.platforms.access import Surroundings
from addon.platforms.answers import bad_answer, once_written, understood
from addon.platforms.azuredevops.client import PRODUCT, AzureDevOpsClient, expect_dict, part
from addon.platforms.azuredevops.fields import (
    READ_ONLY,
    REFERENCE_NAMES,
    STATE,
    TAGS,
    FieldInfo,
    TypeInfo,
    encode,
    refused,
)
from addon.platforms.azuredevops.files import Files
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.azuredevops.reader import (
    ATTACHED,
    COMMENTS_VERSION,
    HYPERLINK,
    MARKER_PREFIX,
    PARENT,
    AzureDevOpsReader,
    attachment_id,
)
from addon.platforms.azuredevops.relations import Relations, relation
from addon.platforms.base import (
    AttachmentChange,
    Call,
    ChangeSet,
    CommentChange,
    LinkChange,
    Source,
    WriteReceipt,
)
from addon.platforms.cache import Step, path_to
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.following import FOLLOWS, revision_test
from addon.platforms.planning import ENTITY, Plan, name_of
from addon.replica.entity import Entity
from addon.replica.fingerprint import text_hash
from addon.replica.values import EntityRef, RichText, Value

LONGEST_PATH = 3
_LINK_TYPES = {
    "related": "System.LinkTypes.Related",
    "child": "System.LinkTypes.Hierarchy-Forward",
    "parent": "System.LinkTypes.Hierarchy-Reverse",
    "successor": "System.LinkTypes.Dependency-Forward",
    "predecessor": "System.LinkTypes.Dependency-Reverse",
    "duplicate": "System.LinkTypes.Duplicate-Forward",
    "duplicate of": "System.LinkTypes.Duplicate-Reverse",
}
"""Link types by the names that people see; any other is taken as a reference name."""
_DIRECTED = frozenset({"System.LinkTypes.Hierarchy", "System.LinkTypes.Dependency", "System.LinkTypes.Duplicate"})
_ITEM = f"/_apis/wit/workitems/{ENTITY}"
Operations = list[dict[str, Any]]


class AzureDevOpsWriter:
    """Plans without calling, then carries out call by call."""

    def __init__(
        self,
        client: AzureDevOpsClient,
        reader: AzureDevOpsReader,
        metadata: AzureDevOpsMetadata,
        surroundings: Surroundings,
    ) -> None:
        self._client = client
        self._reader = reader
        self._metadata = metadata
        self._relations = Relations(client)
        self._files = Files(client)
        self._now = surroundings.now

    def plan(self, change: ChangeSet, current: Entity | None) -> tuple[Call, ...]:
        """All fields in one guarded PATCH, then further states, the parent, files, comments."""
        planned = Plan(change, self._now())
        fields = dict(change.fields)
        parent_given = "parent" in fields
        parent = fields.pop("parent", None)
        # By id where it is known: a project's name may be another by the time the call is made.
        project = (current.project.id or current.project.key) if current else self._metadata.known_id(change.project_id)
        kind = self._type(project, change, current, fields)
        states = self._states(kind, fields.pop("status", None), current)
        if current is None:
            self._plan_create(planned, change, project, kind, fields, states[:1], parent)
            states = states[1:]
        else:
            if len(states) == 1:
                fields["status"], states = states[0], ()
            operations = self._operations(fields, kind, current, creating=False, project=project)
            if operations:
                guard = current.revision
                body_all = [revision_test(guard), *operations]
                planned.add("update", "PATCH", _ITEM, body_all, sets=tuple(fields), guard=guard)
            if parent_given and parent != current.fields.get("parent"):
                body = {"rel": PARENT, "target": parent.id if isinstance(parent, EntityRef) else None}
                planned.add("link_add", "PATCH", _ITEM, body, sets=("parent",))
        for name in states:
            _plan_state(planned, name, current)
        for file in change.attachments:
            _plan_attachment(planned, file, project)
        for link in change.links:
            _plan_link(planned, link)
        if change.worklogs:
            raise refused("workLogs", "do not exist on Azure DevOps; map them to Completed Work in the rule")
        for one in change.comments:
            _plan_comment(planned, one, project, current)
        return tuple(planned.calls)

    @understood(PRODUCT, writes=True)
    def apply(self, call: Call, entity_id: str | None, source: Source | None) -> WriteReceipt:
        """Make one planned call; raises PlatformError."""
        if call.kind == "create":
            return self._patched("POST", call.target, call, "")
        if entity_id is None:
            raise PlatformError(Reason.REFUSED, "The work item of this call is not known", permanent=True)
        target = call.target.replace(ENTITY, entity_id)
        if call.kind in ("update", "transition"):
            return self._patched("PATCH", target, call, entity_id)
        if call.kind == "link_add" and call.body.get("beside"):
            self._relations.add(entity_id, call.body["rel"], call.body["target"])
            return WriteReceipt(entity_id, entity_id)
        if call.kind == "link_remove":
            link_id = str(call.body["link"])
            self._relations.remove(entity_id, lambda r: str((r.get("attributes") or {}).get("id")) == link_id)
            return WriteReceipt(entity_id, entity_id)
        if call.kind == "link_add":
            item = self._relations.set_single(entity_id, call.body["rel"], call.body["target"])
            return self._receipt(item, call)
        if call.kind == "attachment_add":
            return self._files.attach(call, entity_id, target, source)
        if call.kind == "attachment_remove":
            wanted = str(call.body["attachment"])
            self._relations.remove(entity_id, lambda r: r.get("rel") == ATTACHED and attachment_id(r["url"]) == wanted)
            return WriteReceipt(entity_id, entity_id, sub_id=wanted)
        if call.kind in ("comment_remove", "delete"):
            return self._remove(call, entity_id, target)
        found = expect_dict(
            self._client.call(
                call.method,
                target,
                params={"format": call.body["format"]},
                body={"text": call.body["text"]},
                version=COMMENTS_VERSION,
            ),
            "the comment",
            writes=True,
        )
        number = found.get("id") or found.get("commentId")
        if number is None:
            raise bad_answer(PRODUCT, "the comment's id is missing", writes=True)
        return WriteReceipt(entity_id, entity_id, sub_id=str(number), sub_version=str(found.get("version") or "1"))

    def _patched(self, method: str, target: str, call: Call, entity_id: str) -> WriteReceipt:
        """Make the call; once more without people when they are all that is refused: who left, who is unknown."""
        try:
            return self._receipt(self._client.patch(method, target, call.body), call)
        except PlatformError as problem:
            if problem.reason is not Reason.REFUSED_FIELDS:
                raise  # asks nothing first: a question that fails would hide that the write may have been made
            known = self._metadata.fields()
            paths = {}
            for name in problem.fields:
                info = known.get(REFERENCE_NAMES.get(name, name))
                if info is None or not info.identity:
                    raise
                paths[f"/fields/{info.reference_name}"] = name
            rest = [one for one in call.body if one["path"] not in paths]
            if not paths or len(rest) == len(call.body):
                raise
            left = {paths[path]: problem.fields[paths[path]] for path in paths}
            if all(one["op"] == "test" for one in rest):
                return WriteReceipt(entity_id, entity_id, left_out=left)
            return replace(self._receipt(self._client.patch(method, target, rest), call), left_out=left)

    def check(self, call: Call, entity_id: str | None) -> None:
        """Let Azure DevOps check a create or update without storing it; raises what storing would, people excepted.

        Source: parameter `validateOnly` of Work Items - Create and Update.
        """
        target = call.target.replace(ENTITY, entity_id or "")
        try:
            self._client.patch(call.method, target, call.body, validate_only=True)
        except PlatformError as problem:
            known = self._metadata.fields() if problem.reason is Reason.REFUSED_FIELDS else {}
            met = [known.get(REFERENCE_NAMES.get(name, name)) for name in problem.fields]
            if problem.reason is Reason.CONFLICT or (met and all(one is not None and one.identity for one in met)):
                return
            raise

    def receipt_of(self, item: Mapping[str, Any], call: Call, *, found: bool = False) -> WriteReceipt:
        """What an item that was found says about a call."""
        return self._receipt(item, call, found=found)

    def _receipt(self, item: Mapping[str, Any], call: Call, *, found: bool = False) -> WriteReceipt:
        if not isinstance(item.get("id"), int) or not isinstance(item.get("fields"), dict):
            raise bad_answer(PRODUCT, "the work item's id or fields are missing", writes=True)
        with once_written():  # names and kinds of fields may have to be asked for, after a restart
            entity = self._reader.entity(item)
        stored = {name: entity.fields.get(name) for name in call.sets}
        return WriteReceipt(
            entity.id,
            entity.key,
            entity.revision,
            stored=stored,
            whole=entity,
            guarded=call.guard is not None and not found,
            found=found,
        )

    def _type(self, project: str, change: ChangeSet, current: Entity | None, fields: dict[str, Value]) -> TypeInfo:
        wanted = fields.pop("type", None)
        name = name_of(wanted) or change.type_name or (name_of(current.fields.get("type")) if current else "")
        found = self._metadata.type(project, name)
        if found is None or (current is None and found.disabled):
            known = ", ".join(t.name for t in self._metadata.creatable_types(project)) or "none"
            raise refused("type", f"has no “{name}” in this project; it has: {known}")
        if current is not None and wanted is not None and name_of(current.fields.get("type")) != found.name:
            fields["type"] = found.name
        return found

    def _states(self, kind: TypeInfo, wanted: Value, current: Entity | None) -> tuple[str, ...]:
        """The states to go through, from the type's own transitions; raises when there is no way."""
        if wanted is None:
            return ()
        known = {s.name.lower(): s.name for s in kind.states}
        name = known.get(name_of(wanted).lower(), "" if known else name_of(wanted))
        if not name:
            offered = ", ".join(known.values())
            raise refused("status", f"cannot become “{name_of(wanted)}”: {kind.name} has the states {offered}")
        now = name_of(current.fields.get("status")) if current else ""
        if now == name or not kind.transitions:
            return () if now == name else (name,)
        graph = {o: tuple(Step(t, t, t, t) for t in steps) for o, steps in kind.transitions.items()}
        path = path_to(lambda step: step.to_id == name, now, graph, LONGEST_PATH)
        if path is None:
            reachable = ", ".join(kind.transitions.get(now, ())) or "none"
            example = next(iter(kind.transitions.get(now, ())), now)
            words = (
                f"no transition leads from “{now}” to “{name}”. Reachable from here: {reachable}. "
                f'Map it in the incoming rule, for example: def statusMap = ["{name}": "{example}"]'
            )
            raise refused("status", words)
        return tuple(step.to_id for step in path)

    def _plan_create(
        self,
        planned: Plan,
        change: ChangeSet,
        project: str,
        kind: TypeInfo,
        fields: dict[str, Value],
        states: tuple[str, ...],
        parent: Value,
    ) -> None:
        fields = {k: v for k, v in fields.items() if v is not None and k != "type"}
        if states:
            fields["status"] = states[0]
        operations = self._operations(fields, kind, None, creating=True, project=project)
        twin = change.twin_url or f"{self._client.base_url}#liaise"
        operations.append(relation(HYPERLINK, twin, MARKER_PREFIX + change.marker))
        if isinstance(parent, EntityRef):
            operations.append(relation(PARENT, f"{self._client.base_url}/_apis/wit/workItems/{parent.id}"))
        target = f"/{part(project)}/_apis/wit/workitems/${part(kind.name)}"
        sets = ("type", *fields, *(("parent",) if isinstance(parent, EntityRef) else ()))
        planned.add("create", "POST", target, operations, sets=sets, key=change.marker, context={"project": project})

    def _check_choice(self, name: str, value: Value, info: FieldInfo, project: str, kind: TypeInfo) -> None:
        """Whether a value is one that the type's field allows; raises REFUSED_FIELDS with those it does."""
        allowed = () if info.identity else self._metadata.choices(project, kind.name).get(info.reference_name, ())
        written = str(encode(name, value, info)) if allowed else ""
        if allowed and written.casefold() not in {one.casefold() for one in allowed}:
            raise refused(name, f"cannot become “{written}”; it may be: {', '.join(allowed)}")

    def _operations(
        self, fields: Mapping[str, Value], kind: TypeInfo, current: Entity | None, *, creating: bool, project: str
    ) -> Operations:
        operations: Operations = []
        known = self._metadata.fields()
        for name, value in fields.items():
            if name in READ_ONLY:
                raise refused(name, "cannot be written")
            info = _info(name, kind, known)
            if info.read_only:
                raise refused(name, "cannot be written")
            path = f"/fields/{info.reference_name}"
            if value is None:
                if info.reference_name == TAGS:
                    operations.append({"op": "replace", "path": path, "value": ""})
                elif info.identity:
                    operations.append({"op": "add", "path": path, "value": ""})
                elif current is None or current.fields.get(name) is not None:
                    operations.append({"op": "remove", "path": path})
                continue
            if name in ("priority", "resolution") or info.reference_name == name:
                self._check_choice(name, value, info, project, kind)
            # `add` merges tags; everything else it overwrites.
            verb = "replace" if info.reference_name == TAGS and not creating else "add"
            operations.append({"op": verb, "path": path, "value": encode(name, value, info)})
            operations += _format(name, info, value, current)
        return operations

    def _remove(self, call: Call, entity_id: str, target: str) -> WriteReceipt:
        version = COMMENTS_VERSION if call.kind == "comment_remove" else "7.1"
        try:
            self._client.call("DELETE", target, version=version)
        except PlatformError as error:
            if error.reason != Reason.NOT_FOUND:
                raise
        return WriteReceipt(entity_id, entity_id, sub_id=call.context.get("local_id"))


def _plan_state(planned: Plan, name: str, current: Entity | None) -> None:
    """One state on the way. Of an item that stands here already it is guarded, first by the revision that was read,
    then by what our own calls led to; a new item has nothing of other people's that a state could overwrite.
    """
    body: Operations = [{"op": "add", "path": f"/fields/{STATE}", "value": name}]
    if current is None:
        planned.add("transition", "PATCH", _ITEM, body, sets=("status",), sub=name)
        return
    follows = {FOLLOWS: True} if planned.calls else {}
    body = [revision_test(current.revision), *body]
    planned.add("transition", "PATCH", _ITEM, body, sets=("status",), sub=name, guard=current.revision, context=follows)


def _plan_attachment(planned: Plan, file: AttachmentChange, project: str) -> None:
    if file.action == "remove":
        body = {"attachment": file.local_id}
        planned.add("attachment_remove", "PATCH", _ITEM, body, remote_id=file.remote_id)
        return
    target = f"/{part(project)}/_apis/wit/attachments"
    body_add = {"filename": file.filename, "filesize": file.filesize, "mimetype": file.mimetype}
    planned.add("attachment_add", "POST", target, body_add, remote_id=file.remote_id)


def _plan_comment(planned: Plan, one: CommentChange, project: str, current: Entity | None) -> None:
    comments = f"/{part(project)}/_apis/wit/workItems/{ENTITY}/comments"
    if one.action == "remove":
        target = f"{comments}/{one.local_id}"
        planned.add(
            "comment_remove", "DELETE", target, None, remote_id=one.remote_id, context={"local_id": one.local_id}
        )
        return
    if one.body is None or one.body.notation not in ("html", "markdown"):
        raise refused("comments", "need a text in HTML or Markdown")
    if one.internal:
        raise refused("comments", "cannot be kept internal on Azure DevOps")
    body = {"text": one.body.source, "format": one.body.notation}
    context: dict[str, Any] = {
        "local_id": one.local_id,
        "project": project,
        "known": [c.id for c in (current.comments or ())] if current else [],
    }
    hashed = text_hash(plain(one.body.source))
    if one.action == "add":
        planned.add("comment_add", "POST", comments, body, remote_id=one.remote_id, hashed=hashed, context=context)
    else:
        target = f"{comments}/{one.local_id}"
        planned.add("comment_edit", "PATCH", target, body, remote_id=one.remote_id, hashed=hashed, context=context)


def _plan_link(planned: Plan, link: LinkChange) -> None:
    if link.action == "remove":
        planned.add("link_remove", "PATCH", _ITEM, {"link": link.link_id}, sub=link.link_id)
        return
    assert link.target is not None
    kind = _LINK_TYPES.get(link.kind.lower(), link.kind)
    if kind in _DIRECTED:
        kind += "-Forward" if link.outward else "-Reverse"
    body = {"rel": kind, "target": link.target.id, "beside": True}
    planned.add("link_add", "PATCH", _ITEM, body, sub=f"{kind}:{link.target.id}")


def plain(text: str) -> str:
    """Words of an HTML text, to recognise it after Azure DevOps rewrote the tags."""
    return html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("\xa0", " ")


def _info(name: str, kind: TypeInfo, known: Mapping[str, FieldInfo]) -> FieldInfo:
    reference = kind.description_field if name == "description" else REFERENCE_NAMES.get(name, name)
    found = known.get(reference)
    if found is None:
        found = next((f for f in known.values() if f.name.lower() == name.lower()), None)
    if found is None:
        raise refused(name, "does not exist in this organization")
    return found


def _format(name: str, info: FieldInfo, value: Value, current: Entity | None) -> Operations:
    """Keep a field's format: Markdown stays Markdown, and HTML is never switched (there is no way back)."""
    if not isinstance(value, RichText) or info.type != "html":
        return []
    before = current.fields.get(name) if current else None
    notation = before.notation if isinstance(before, RichText) else "html"
    if value.notation != notation:
        raise refused(name, f"is kept in {notation} here and cannot take {value.notation}")
    if notation != "markdown":
        return []
    return [{"op": "add", "path": f"/multilineFieldsFormat/{info.reference_name}", "value": "Markdown"}]
