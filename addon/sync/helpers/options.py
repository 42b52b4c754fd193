"""nodeHelper: options of select fields; components, versions and options made by a script (Jira)."""

from collections.abc import Callable
from typing import Any

from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.platform import JiraPlatform
from addon.sandbox.services import HelperFailed
from addon.sync.helpers.metadata import by_name, get_component, get_version, project_of
from addon.sync.helpers.session import LOCAL, Captured, Session, argument, text


def get_option(session: Session, arguments: list[Any]) -> Any:
    """An option of a field, in the issue's own project and type."""
    tracker, wanted = session.tracker, text(argument(arguments, 2))
    if not isinstance(tracker, JiraPlatform) or not wanted:
        return None
    for one in _allowed(session, tracker, argument(arguments, 0), text(argument(arguments, 1))):
        name = str(one.get("value") or one.get("name") or "")
        if name.casefold() == wanted.casefold() or str(one.get("id")) == wanted:
            return {"id": str(one.get("id")), "value": name, "name": name, LOCAL: True}
    return None


def get_cascading_select(session: Session, arguments: list[Any]) -> Any:
    parent, child = text(argument(arguments, 0)), argument(arguments, 1)
    return {"value": parent, "child": None if child is None else {"value": text(child)}}


def create_component(session: Session, arguments: list[Any]) -> Any:
    """A component of the issue's project; the one of that name when there is one."""
    issue, name = argument(arguments, 0), text(argument(arguments, 1))
    project = _project_of(session, issue)
    known = get_component(session, [name, project.key])
    if known is not None:
        return known
    body = {"name": name, "project": project.key, "description": text(argument(arguments, 2)) or None}
    lead = argument(arguments, 3)
    if lead is not None:
        body["leadAccountId"] = str(lead.get("key") or "") if isinstance(lead, dict) else text(lead)
    found = _create(session, "nodeHelper.createComponent", "/rest/api/3/component", _filled(body), "PROJECT_ADMIN")
    return _made(found, name)


def create_version(session: Session, arguments: list[Any]) -> Any:
    """A version of the issue's project; the one of that name when there is one."""
    issue, name = argument(arguments, 0), text(argument(arguments, 1))
    project = _project_of(session, issue)
    known = get_version(session, [name, project.key])
    if known is not None:
        return known
    body = {"name": name, "projectId": int(project.id), "description": text(argument(arguments, 2)) or None}
    found = _create(session, "nodeHelper.createVersion", "/rest/api/3/version", _filled(body), "PROJECT_ADMIN")
    return _made(found, name)


def create_option(session: Session, arguments: list[Any]) -> Any:
    """An option of a select field, in the field's first context."""
    known = get_option(session, arguments)
    if known is not None:
        return known
    tracker, value = session.tracker, text(argument(arguments, 2))
    field = session.site.field_id(text(argument(arguments, 1)))
    if not isinstance(tracker, JiraPlatform):
        raise _only_jira("createOption")
    contexts = _scoped(
        "nodeHelper.createOption", "ADMIN", lambda: tracker.client.get(f"/rest/api/3/field/{field}/context")
    )
    listed = contexts.get("values") if isinstance(contexts, dict) else None
    if not listed:
        raise HelperFailed("IssueTrackerException", f"There is no field {field} whose options could be added to.")
    path = f"/rest/api/3/field/{field}/context/{listed[0]['id']}/option"
    found = _create(session, "nodeHelper.createOption", path, {"options": [{"value": value}]}, "ADMIN")
    made = (found or {}).get("options") or [{}]
    tracker.metadata.forget()
    return {"id": str(made[0].get("id") or ""), "value": value, "name": value, LOCAL: bool(made[0].get("id"))}


def _create(session: Session, name: str, path: str, body: dict[str, Any], scope: str) -> Any:
    tracker = session.tracker
    if not isinstance(tracker, JiraPlatform):
        raise _only_jira(name.partition(".")[2])

    def make() -> Any:
        found = _scoped(name, scope, lambda: tracker.client.call("POST", path, body=body))
        tracker.metadata.forget()
        return found

    return session.write(name, {"path": path, "body": body}, make, Captured("POST", path, body))


def _scoped(name: str, scope: str, ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except PlatformError as problem:
        if problem.reason not in (Reason.FORBIDDEN, Reason.NOT_FOUND):
            raise
        words = f"{name} needs the scope {scope} and that permission for the app; this installation lacks one."
        raise HelperFailed("IssueTrackerException", words) from problem


def _allowed(session: Session, tracker: JiraPlatform, issue: Any, field: str) -> list[dict[str, Any]]:
    project = _project_of(session, issue)
    types = tracker.metadata.types(project.id)
    name = ""
    if isinstance(issue, dict):
        name = str(issue.get("typeName") or (issue.get("type") or {}).get("name") or "")
    kind = by_name(types, name) or (types[0] if types else None)
    if kind is None:
        return []
    wanted = session.site.field_id(field)
    found = tracker.metadata.create_fields(project.id, kind.id).get(wanted) or {}
    return [one for one in found.get("allowedValues") or [] if isinstance(one, dict)]


def _project_of(session: Session, issue: Any) -> Any:
    given = None
    if isinstance(issue, dict):
        given = issue.get("projectKey") or (issue.get("project") or {}).get("key")
    elif issue is not None:
        given = issue
    found = project_of(session, given)
    if found is None:
        raise HelperFailed("IssueTrackerException", f"There is no project {text(given)} here.")
    return found


def _filled(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value is not None}


def _made(found: Any, name: str) -> dict[str, Any]:
    identifier = str(found.get("id") or "") if isinstance(found, dict) else ""
    return {"id": identifier, "name": name, LOCAL: bool(identifier)}


def _only_jira(name: str) -> HelperFailed:
    return HelperFailed("UnsupportedOperationException", f"{name} exists for Jira only.")


TABLE = {
    "nodeHelper.getOption": get_option,
    "nodeHelper.getCascadingSelect": get_cascading_select,
    "nodeHelper.createComponent": create_component,
    "nodeHelper.createVersion": create_version,
    "nodeHelper.createOption": create_option,
}
