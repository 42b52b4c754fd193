"""JQL functions that stand for a list of values: whose issues, which versions, which types."""

from collections.abc import Callable

from ..caller import Caller
from ..permissions import allows
from ..records import Version
from ..site import JiraSite
from .parser import JqlProblem, Value

PEOPLE = ("assignee", "reporter", "creator", "watcher", "worklogAuthor", "user")
VERSIONS = ("fixVersions", "versions")


def ids(site: JiraSite, caller: Caller, field: str, value: Value) -> list[str]:
    """The internal ids that a function gives for a field; JqlProblem when there is no such function."""
    found = _FUNCTIONS.get(value.name)
    if found is None:
        raise JqlProblem(f"Unable to find JQL function '{value.text}({', '.join(value.arguments)})'.")
    fields, read = found
    if field not in fields:
        raise JqlProblem(f"A value provided by the function '{value.text}' is invalid for the field '{field}'.")
    return read(site, caller, value)


def _current_user(site: JiraSite, caller: Caller, value: Value) -> list[str]:
    return [caller.account_id or ""]


def _members(site: JiraSite, caller: Caller, value: Value) -> list[str]:
    wanted = _argument(value)
    found = [user.account_id for user in site.users.values() if wanted in user.groups]
    if not found:
        raise JqlProblem(f"Function '{value.text}' can not generate a list of usernames for group '{wanted}'; "
                         "the group does not exist.")  # fmt: skip
    return found


def _linked(site: JiraSite, caller: Caller, value: Value) -> list[str]:
    """Issues linked with one, by any link or by those with one of the given wordings."""
    issue, wanted = site.find_issue(_argument(value)), {text.lower() for text in value.arguments[1:]}
    if issue is None or not allows(site, caller.account_id, "BROWSE_PROJECTS", site.project_of(issue), issue):
        raise JqlProblem(f"Issue '{_argument(value)}' could not be found in function '{value.text}'.")
    found = []
    for link in site.links_of(issue):
        kind = site.link_types[link.type_id]
        other, wording = (link.outward, kind.outward) if link.inward == issue.id else (link.inward, kind.inward)
        if not wanted or wording.lower() in wanted:
            found.append(other)
    return found


def _watched(site: JiraSite, caller: Caller, value: Value) -> list[str]:
    return [issue.id for issue in site.issues.values() if caller.account_id in issue.watchers]


def _types(subtasks: bool) -> Callable[[JiraSite, Caller, Value], list[str]]:
    return lambda site, caller, value: [kind.id for kind in site.types.values() if kind.subtask == subtasks]


def _projects_led(site: JiraSite, caller: Caller, value: Value) -> list[str]:
    lead = value.arguments[0] if value.arguments else caller.account_id
    return [project.id for project in site.projects.values() if project.lead == lead]


def _versions(wanted: Callable[[Version], bool]) -> Callable[[JiraSite, Caller, Value], list[str]]:
    def read(site: JiraSite, caller: Caller, value: Value) -> list[str]:
        named = {name.lower() for name in value.arguments}
        return [
            version.id
            for project in site.projects.values()
            if not named or named & {project.id, project.key.lower(), project.name.lower()}
            for version in project.versions
            if not version.archived and wanted(version)
        ]

    return read


def _sprints(state: str) -> Callable[[JiraSite, Caller, Value], list[str]]:
    return lambda site, caller, value: [str(number) for number, one in site.sprints.items() if one.state == state]


def _argument(value: Value) -> str:
    if not value.arguments:
        raise JqlProblem(f"Function '{value.text}' expected at least '1' arguments but received '0'.")
    return value.arguments[0]


_FUNCTIONS: dict[str, tuple[tuple[str, ...], Callable[[JiraSite, Caller, Value], list[str]]]] = {
    "currentuser": (PEOPLE, _current_user),
    "membersof": (PEOPLE, _members),
    "linkedissues": (("key",), _linked),
    "watchedissues": (("key",), _watched),
    "standardissuetypes": (("issuetype",), _types(False)),
    "subtaskissuetypes": (("issuetype",), _types(True)),
    "projectsleadbyuser": (("project",), _projects_led),
    "releasedversions": (VERSIONS, _versions(lambda version: version.released)),
    "unreleasedversions": (VERSIONS, _versions(lambda version: not version.released)),
    "opensprints": (("sprint",), _sprints("active")),
    "closedsprints": (("sprint",), _sprints("closed")),
    "futuresprints": (("sprint",), _sprints("future")),
}
