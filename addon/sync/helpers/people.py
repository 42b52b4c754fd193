"""nodeHelper: people by id, mail, name; null for nobody and for two of the same name."""

from typing import Any

from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.platforms.jira.platform import JiraPlatform
from addon.replica.values import Person
from addon.rules.variables import person_variable
from addon.sync.helpers.metadata import project_of
from addon.sync.helpers.session import LOCAL, Session, argument, text


def shown(found: Person | None) -> dict[str, Any] | None:
    """Somebody of this tracker."""
    made = person_variable(found)
    return None if made is None else {**made, LOCAL: True}


def get_user(session: Session, arguments: list[Any]) -> Any:
    wanted = _id(argument(arguments, 0))
    return shown(session.tracker.directory.person(wanted)) if wanted else None


def get_user_by_email(session: Session, arguments: list[Any]) -> Any:
    mail, tracker = text(argument(arguments, 0)), session.tracker
    if "@" not in mail:
        return None
    if isinstance(tracker, JiraPlatform) and argument(arguments, 1) is not None:
        project = project_of(session, argument(arguments, 1))
        return shown(tracker.directory.by_mail(mail, project.id if project else None))
    return shown(session.tracker.directory.by_mail(mail))


def get_user_by_full_name(session: Session, arguments: list[Any]) -> Any:
    name = text(argument(arguments, 0))
    return shown(session.tracker.directory.by_name(name)) if name else None


def get_user_by_username(session: Session, arguments: list[Any]) -> Any:
    """By the name somebody signs in with; in Jira Cloud, which has none any more, by mail or full name."""
    name, tracker = text(argument(arguments, 0)), session.tracker
    if not name:
        return None
    if isinstance(tracker, AzureDevOpsPlatform):
        found = [one for one in tracker.directory.people(name) if (one.username or "").casefold() == name.casefold()]
        return shown(found[0]) if len(found) == 1 else None
    return get_user_by_email(session, [name]) if "@" in name else get_user_by_full_name(session, [name])


def is_user_assignable(session: Session, arguments: list[Any]) -> Any:
    tracker, project = session.tracker, project_of(session, argument(arguments, 0))
    wanted = _id(argument(arguments, 1))
    if not isinstance(tracker, JiraPlatform) or project is None or not wanted:
        return False
    path, asked = "/rest/api/3/user/assignable/search", {"project": project.key, "accountId": wanted}
    found = tracker.client.get(path, asked)
    return isinstance(found, list) and any(isinstance(one, dict) and one.get("accountId") == wanted for one in found)


def can_user_edit_comments(session: Session, arguments: list[Any]) -> Any:
    tracker, issue, wanted = session.tracker, argument(arguments, 0), _id(argument(arguments, 1))
    number = str(issue.get("id") or "") if isinstance(issue, dict) else text(issue)
    if not isinstance(tracker, JiraPlatform) or not number.isdigit() or not wanted:
        return False
    names = ["EDIT_ALL_COMMENTS", "EDIT_OWN_COMMENTS"]
    body = {
        "accountId": wanted,
        "globalPermissions": [],
        "projectPermissions": [{"permissions": names, "issues": [int(number)], "projects": []}],
    }
    found = tracker.client.ask("/rest/api/3/permissions/check", body)
    granted = found.get("projectPermissions") if isinstance(found, dict) else None
    return any(int(number) in (one.get("issues") or []) for one in granted or [] if isinstance(one, dict))


def _id(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("key") or value.get("accountId") or value.get("id") or "")
    return text(value)


TABLE = {
    "nodeHelper.getUser": get_user,
    "nodeHelper.getUserByEmail": get_user_by_email,
    "nodeHelper.getUserByFullName": get_user_by_full_name,
    "nodeHelper.getUserByUsername": get_user_by_username,
    "nodeHelper.isUserAssignable": is_user_assignable,
    "nodeHelper.canUserEditComments": can_user_edit_comments,
}
