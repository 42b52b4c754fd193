"""nodeHelper: projects, types, statuses, priorities, components, versions, areas and iterations, by name."""

from collections.abc import Iterable, Sequence
from typing import Any

from addon.platforms.base import Project
from addon.replica.values import Named
from addon.sync.helpers.session import LOCAL, Session, argument, named, text


def shown(found: Named | None) -> dict[str, Any] | None:
    """A named thing of this tracker."""
    if found is None:
        return None
    made: dict[str, Any] = {"id": found.id, "name": found.name, LOCAL: True}
    if found.category is not None:
        made["statusCategory"] = {"key": found.category}
    return made


def by_name(things: Iterable[Named], name: str) -> Named | None:
    """The one of that name, else of that id."""
    wanted = name.casefold()
    listed = list(things)
    return next((one for one in listed if one.name.casefold() == wanted), None) or next(
        (one for one in listed if name and one.id == name), None
    )


def project_of(session: Session, given: Any) -> Project | None:
    """The project that a script named (key, id, object), else the connection's own."""
    row, wanted = session.connection, text(given)
    if wanted in ("", row.project_id, row.project_key, row.project_name):
        return Project(row.project_id, row.project_key, row.project_name)
    return session.tracker.project(wanted)


def get_project(session: Session, arguments: list[Any]) -> Any:
    found = session.tracker.project(text(argument(arguments, 0)))
    return None if found is None else {"id": found.id, "key": found.key, "name": found.name, LOCAL: True}


def get_issue_type(session: Session, arguments: list[Any]) -> Any:
    project, name = project_of(session, argument(arguments, 1)), named(argument(arguments, 0))
    return shown(by_name(session.tracker.entity_types(project.id), name)) if project and name else None


def get_status(session: Session, arguments: list[Any]) -> Any:
    project, name = project_of(session, argument(arguments, 1)), named(argument(arguments, 0))
    if project is None or not name:
        return None
    for kind in session.tracker.entity_types(project.id):
        found = by_name(session.tracker.statuses(project.id, kind.name), name)
        if found is not None:
            return shown(found)
    return None


def get_priority(session: Session, arguments: list[Any]) -> Any:
    """By name; Azure DevOps' priorities are numbers, of which a text may say more ("1 - Critical")."""
    name = named(argument(arguments, 0))
    offered = session.tracker.names.priorities(session.connection.project_id)
    found = by_name(offered, name) or next(
        (one for one in offered if name.partition(" ")[0] == one.id == one.name), None
    )
    return shown(found)


def get_resolution(session: Session, arguments: list[Any]) -> Any:
    return shown(by_name(session.tracker.names.resolutions(), named(argument(arguments, 0))))


def get_component(session: Session, arguments: list[Any]) -> Any:
    project = project_of(session, argument(arguments, 1))
    offered = session.tracker.names.components(project.id) if project is not None else ()
    return shown(by_name(offered, named(argument(arguments, 0))))


def get_version(session: Session, arguments: list[Any]) -> Any:
    project = project_of(session, argument(arguments, 1))
    offered = session.tracker.names.versions(project.id) if project is not None else ()
    return shown(by_name(offered, named(argument(arguments, 0))))


def get_custom_field(session: Session, arguments: list[Any]) -> Any:
    wanted = named(argument(arguments, 0))
    identifier = session.site.field_id(wanted)
    called = session.site.names.get(identifier)
    return None if called is None else {"id": identifier, "name": called, LOCAL: True}


def get_area_path(session: Session, arguments: list[Any]) -> Any:
    return _path(session.tracker.names.areas(session.connection.project_id), text(argument(arguments, 0)))


def get_iteration(session: Session, arguments: list[Any]) -> Any:
    return _path(session.tracker.names.iterations(session.connection.project_id), text(argument(arguments, 0)))


def _path(paths: Sequence[str], name: str) -> str | None:
    """The path of that name: the whole one, else the only one that ends with it."""
    wanted = name.strip("\\").casefold()
    exact = next((one for one in paths if wanted and one.casefold() == wanted), None)
    below = [one for one in paths if wanted and one.casefold().endswith("\\" + wanted)]
    return exact or (below[0] if len(below) == 1 else None)


TABLE = {
    "nodeHelper.getProject": get_project,
    "nodeHelper.getIssueType": get_issue_type,
    "nodeHelper.getStatus": get_status,
    "nodeHelper.getPriority": get_priority,
    "nodeHelper.getResolution": get_resolution,
    "nodeHelper.getComponent": get_component,
    "nodeHelper.getVersion": get_version,
    "nodeHelper.getCustomField": get_custom_field,
    "nodeHelper.getAreaPath": get_area_path,
    "nodeHelper.getIteration": get_iteration,
}
