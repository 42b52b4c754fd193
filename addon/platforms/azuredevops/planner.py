"""Turns a change set into calls to Azure DevOps, without making any."""

from collections.abc import Mapping

from addon.platforms.access import Surroundings
from addon.platforms.azuredevops.client import part
from addon.platforms.azuredevops.fields import (
    READ_ONLY,
    REFERENCE_NAMES,
    TAGS,
    FieldInfo,
    TypeInfo,
    encode,
    is_choice,
    refused,
)
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.azuredevops.parts import ITEM, Operations, plan_attachment, plan_comment, plan_link, plan_state
from addon.platforms.azuredevops.reader import HYPERLINK, MARKER_PREFIX, PARENT
from addon.platforms.azuredevops.refusals import call_by_name
from addon.platforms.azuredevops.relations import relation
from addon.platforms.base import Call, ChangeSet
from addon.platforms.cache import Step, path_to
from addon.platforms.errors import PlatformError
from addon.platforms.following import revision_test
from addon.platforms.planning import Plan, check_title, map_line, name_of, no_such_type
from addon.replica.entity import Entity
from addon.replica.values import EntityRef, RichText, Value

LONGEST_PATH = 3


class AzureDevOpsPlanner:
    """Reads remembered metadata only; `base_url` is the organization's, for relations between its items."""

    def __init__(self, metadata: AzureDevOpsMetadata, base_url: str, surroundings: Surroundings) -> None:
        self._metadata = metadata
        self._base_url = base_url
        self._now = surroundings.now

    def plan(self, change: ChangeSet, current: Entity | None) -> tuple[Call, ...]:
        """All fields in one guarded PATCH, then further states, the parent, files, comments."""
        try:
            return self._plan(change, current)
        except PlatformError as problem:
            raise call_by_name(problem, self._metadata) from None

    def _plan(self, change: ChangeSet, current: Entity | None) -> tuple[Call, ...]:
        planned = Plan(change, self._now())
        fields = dict(change.fields)
        check_title(fields, creating=current is None)
        parent_given = "parent" in fields
        parent = fields.pop("parent", None)
        if isinstance(parent, EntityRef) and not (parent.id.isascii() and parent.id.isdigit()):
            raise refused("parent", f"needs the number of a work item, and “{parent.id}” is none")
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
                planned.add("update", "PATCH", ITEM, body_all, sets=tuple(fields), guard=guard)
            if parent_given and parent != current.fields.get("parent"):
                body = {"rel": PARENT, "target": parent.id if isinstance(parent, EntityRef) else None}
                planned.add("link_add", "PATCH", ITEM, body, sets=("parent",))
        for name in states:
            plan_state(planned, name, current)
        for file in change.attachments:
            plan_attachment(planned, file, project)
        for link in change.links:
            plan_link(planned, link)
        if change.worklogs:
            raise refused("workLogs", "do not exist on Azure DevOps; map them to Completed Work in the rule")
        for one in change.comments:
            plan_comment(planned, one, project, current)
        return tuple(planned.calls)

    def _type(self, project: str, change: ChangeSet, current: Entity | None, fields: dict[str, Value]) -> TypeInfo:
        wanted = fields.pop("type", None)
        name = name_of(wanted) or change.type_name or (name_of(current.fields.get("type")) if current else "")
        found = self._metadata.type(project, name)
        if found is None or (current is None and found.disabled):
            known = ", ".join(t.name for t in self._metadata.creatable_types(project)) or "none"
            raise no_such_type(name, known)
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
            words = f"cannot become “{name_of(wanted)}”: {kind.name} has the states {offered}"
            raise refused("status", words + map_line(name_of(wanted), next(iter(known.values()))))
        now = name_of(current.fields.get("status")) if current else ""
        if now == name or not kind.transitions:
            return () if now == name else (name,)
        graph = {o: tuple(Step(t, t, t, t) for t in steps) for o, steps in kind.transitions.items()}
        path = path_to(lambda step: step.to_id == name, now, graph, LONGEST_PATH)
        if path is None:
            reachable = ", ".join(kind.transitions.get(now, ())) or "none"
            example = next(iter(kind.transitions.get(now, ())), now)
            words = f"no transition leads from “{now}” to “{name}”. Reachable from here: {reachable}"
            raise refused("status", words + map_line(name, example))
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
        twin = change.twin_url or f"{self._base_url}#liaise"
        operations.append(relation(HYPERLINK, twin, MARKER_PREFIX + change.marker))
        if isinstance(parent, EntityRef):
            operations.append(relation(PARENT, f"{self._base_url}/_apis/wit/workItems/{parent.id}"))
        target = f"/{part(project)}/_apis/wit/workitems/${part(kind.name)}"
        sets = ("type", *fields, *(("parent",) if isinstance(parent, EntityRef) else ()))
        planned.add("create", "POST", target, operations, sets=sets, key=change.marker, context={"project": project})

    def _check_choice(self, name: str, value: Value, info: FieldInfo, project: str, kind: TypeInfo) -> None:
        """Whether a value is one that the type's field allows; raises REFUSED_FIELDS with those it does."""
        allowed = () if info.identity else self._metadata.choices(project, kind.name).get(info.reference_name, ())
        written = str(encode(name, value, info)) if allowed else ""
        if allowed and not is_choice(written, allowed, info):
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
