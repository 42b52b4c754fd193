"""nodeHelper: options of select fields; components, versions and options made by a script (Jira)."""

from typing import Any

from addon.platforms.base import Project
from addon.platforms.errors import PlatformError, Reason
from addon.replica.values import Named
from addon.sandbox.services import HelperFailed
from addon.sync.helpers.metadata import by_name, get_component, get_version, project_of
from addon.sync.helpers.session import LOCAL, Captured, Session, argument, text


def get_option(session: Session, arguments: list[Any]) -> Any:
    """An option of a field, in the issue's own project and type."""
    issue, wanted = argument(arguments, 0), text(argument(arguments, 2))
    project, field = _project_of(session, issue), session.site.field_id(text(argument(arguments, 1)))
    name = ""
    if isinstance(issue, dict):
        name = str(issue.get("typeName") or (issue.get("type") or {}).get("name") or "")
    found = by_name(session.tracker.names.options(project.id, name, field), wanted) if wanted else None
    return None if found is None else {"id": found.id, "value": found.name, "name": found.name, LOCAL: True}


def get_cascading_select(session: Session, arguments: list[Any]) -> Any:
    parent, child = text(argument(arguments, 0)), argument(arguments, 1)
    return {"value": parent, "child": None if child is None else {"value": text(child)}}


def create_component(session: Session, arguments: list[Any]) -> Any:
    """A component of the issue's project; the one of that name when there is one."""
    issue, name, lead = argument(arguments, 0), text(argument(arguments, 1)), argument(arguments, 3)
    project = _project_of(session, issue)
    known = get_component(session, [name, project.key])
    if known is not None:
        return known
    values: dict[str, Any] = {"name": name, "description": text(argument(arguments, 2)) or None}
    if lead is not None:
        values["leadAccountId"] = str(lead.get("key") or "") if isinstance(lead, dict) else text(lead)
    return _made(_make(session, "createComponent", "component", project, values), name)


def create_version(session: Session, arguments: list[Any]) -> Any:
    """A version of the issue's project; the one of that name when there is one."""
    issue, name = argument(arguments, 0), text(argument(arguments, 1))
    project = _project_of(session, issue)
    known = get_version(session, [name, project.key])
    if known is not None:
        return known
    values = {"name": name, "description": text(argument(arguments, 2)) or None}
    return _made(_make(session, "createVersion", "version", project, values), name)


def create_option(session: Session, arguments: list[Any]) -> Any:
    """An option of a select field, in the field's first context."""
    known = get_option(session, arguments)
    if known is not None:
        return known
    value, field = text(argument(arguments, 2)), session.site.field_id(text(argument(arguments, 1)))
    project = _project_of(session, argument(arguments, 0))
    found = _make(session, "createOption", "option", project, {"field": field, "value": value})
    options = found.get("options") if isinstance(found, dict) else None
    made = _made(options[0] if options else None, value)
    return {**made, "value": value}


def _make(session: Session, name: str, kind: str, project: Project, values: dict[str, Any]) -> Any:
    names = session.tracker.names
    try:
        how = names.making(kind, Named(project.id, project.key), values)
    except PlatformError as problem:
        raise _unscoped(name, "ADMIN", problem) from problem
    if how is None:
        raise HelperFailed("UnsupportedOperationException", f"{name} exists for Jira only.")
    if session.mode == "preview" and not names.may_make(how, Named(project.id, project.key)):
        raise _needs(name, how.scope)
    body = dict(how.body)

    def make() -> Any:
        try:
            return names.make(how)
        except PlatformError as problem:
            raise _unscoped(name, how.scope, problem) from problem

    shown = Captured(how.method, how.target, body)
    return session.write(f"nodeHelper.{name}", {"path": how.target, "body": body}, make, shown)


def _unscoped(name: str, scope: str, problem: PlatformError) -> Exception:
    """What a script is told where the installation may not do this; anything else as it is."""
    if problem.reason not in (Reason.FORBIDDEN, Reason.NOT_FOUND):
        return problem
    return _needs(name, scope)


def _needs(name: str, scope: str) -> HelperFailed:
    words = f"nodeHelper.{name} needs the scope {scope} and that permission for the app; this installation lacks one."
    return HelperFailed("IssueTrackerException", words)


def _project_of(session: Session, issue: Any) -> Project:
    given = None
    if isinstance(issue, dict):
        given = issue.get("projectKey") or (issue.get("project") or {}).get("key")
    elif issue is not None:
        given = issue
    found = project_of(session, given)
    if found is None:
        raise HelperFailed("IssueTrackerException", f"There is no project {text(given)} here.")
    return found


def _made(found: Any, name: str) -> dict[str, Any]:
    identifier = str(found.get("id") or "") if isinstance(found, dict) else ""
    return {"id": identifier, "name": name, LOCAL: bool(identifier)}


TABLE = {
    "nodeHelper.getOption": get_option,
    "nodeHelper.getCascadingSelect": get_cascading_select,
    "nodeHelper.createComponent": create_component,
    "nodeHelper.createVersion": create_version,
    "nodeHelper.createOption": create_option,
}
