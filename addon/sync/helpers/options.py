"""nodeHelper: options of select fields; components, versions and options made by a script (Jira)."""

from typing import Any

from addon.platforms.base import Project
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.names import Choice
from addon.replica.values import Named
from addon.sandbox.services import HelperFailed
from addon.sync.helpers.metadata import by_name, get_component, get_version, project_of
from addon.sync.helpers.session import LOCAL, Captured, Session, argument, named, text

INSTEAD = {
    "component": "Use areaPath or labels.",
    "version": 'Use "Microsoft.VSTS.Build.IntegrationBuild" or labels.',
    "option": "An admin adds values to a picklist in the process.",
}
"""What a rule on Azure DevOps may use instead."""


def get_option(session: Session, arguments: list[Any]) -> Any:
    """An option of a field, in the issue's own project and type."""
    return _shown(_found(_offered(session, arguments), argument(arguments, 2)))


def get_options(session: Session, arguments: list[Any]) -> Any:
    """Those of the values that are options of a field; what is none is left out."""
    values = argument(arguments, 2)
    offered = _offered(session, arguments)
    found = [_found(offered, one) for one in (values if isinstance(values, list) else [values])]
    return [_shown(one) for one in found if one is not None]


def _offered(session: Session, arguments: list[Any]) -> tuple[Named, ...]:
    """The options of the field that the second argument names by its name, id or number."""
    issue, field = argument(arguments, 0), session.site.field_id(text(argument(arguments, 1)))
    name = ""
    if isinstance(issue, dict):
        name = str(issue.get("typeName") or (issue.get("type") or {}).get("name") or "")
    return session.tracker.names.options(_project_of(session, issue).id, name, field)


def _found(offered: tuple[Named, ...], value: Any) -> Named | None:
    """The option of that name, else the one below any of them."""
    wanted = named(value)
    if not wanted:
        return None
    below = [child for one in offered if isinstance(one, Choice) for child in one.below]
    return by_name(offered, wanted) or by_name(below, wanted)


def _shown(found: Named | None) -> dict[str, Any] | None:
    if found is None:
        return None
    made: dict[str, Any] = {"id": found.id, "value": found.name, "name": found.name, LOCAL: True}
    if isinstance(found, Choice) and found.below:
        made["childOptions"] = [_shown(one) for one in found.below]
    return made


def get_cascading_select(session: Session, arguments: list[Any]) -> Any:
    """The value of a field with two levels, out of options or their texts; null without a parent."""
    parent, child = named(argument(arguments, 0)), named(argument(arguments, 1))
    if not parent:
        return None
    below = {"value": child, "name": child} if child else None
    return {"value": parent, "parent": {"value": parent, "name": parent}, "child": below}


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
    value, field = named(argument(arguments, 2)), session.site.field_id(text(argument(arguments, 1)))
    project = _project_of(session, argument(arguments, 0))
    found = _make(session, "createOption", "option", project, {"field": field, "value": value})
    options = found.get("options") if isinstance(found, dict) else None
    made = _made(options[0] if options else None, value)
    return {**made, "value": value}


def _make(session: Session, name: str, kind: str, project: Project, values: dict[str, Any]) -> Any:
    if not text(values.get("name", values.get("value"))):
        words = f"nodeHelper.{name} got no name for the {kind}: null or an empty text. Ask for one first, with if (…)."
        raise HelperFailed("IllegalArgumentException", words)
    names = session.tracker.names
    try:
        how = names.making(kind, Named(project.id, project.key), values)
    except PlatformError as problem:
        raise _unscoped(name, "ADMIN", problem) from problem
    if how is None:
        words = f"nodeHelper.{name} is for Jira only: Azure DevOps lets no rule make a {kind}. {INSTEAD[kind]}"
        raise HelperFailed("UnsupportedOperationException", words)
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
    "nodeHelper.getOptions": get_options,
    "nodeHelper.getCascadingSelect": get_cascading_select,
    "nodeHelper.createComponent": create_component,
    "nodeHelper.createVersion": create_version,
    "nodeHelper.createOption": create_option,
}
