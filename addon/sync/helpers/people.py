"""nodeHelper: people by id, mail, name; null for nobody and for two of the same name."""

from typing import Any

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
    mail = text(argument(arguments, 0))
    if "@" not in mail:
        return None
    project = project_of(session, argument(arguments, 1)) if argument(arguments, 1) is not None else None
    return shown(session.tracker.names.person_by_mail(mail, project.id if project else None))


def get_user_by_full_name(session: Session, arguments: list[Any]) -> Any:
    name = text(argument(arguments, 0))
    return shown(session.tracker.directory.by_name(name)) if name else None


def get_user_by_username(session: Session, arguments: list[Any]) -> Any:
    """By the name somebody signs in with; in Jira Cloud, which has none any more, by mail or full name."""
    name = text(argument(arguments, 0))
    return shown(session.tracker.names.person_by_login(name)) if name else None


def is_user_assignable(session: Session, arguments: list[Any]) -> Any:
    project, wanted = project_of(session, argument(arguments, 0)), _id(argument(arguments, 1))
    return bool(project and wanted) and session.tracker.names.assignable(project.key, wanted)  # type: ignore[union-attr]


def can_user_edit_comments(session: Session, arguments: list[Any]) -> Any:
    issue, wanted = argument(arguments, 0), _id(argument(arguments, 1))
    number = str(issue.get("id") or "") if isinstance(issue, dict) else text(issue)
    return bool(number and wanted) and session.tracker.names.edits_comments(wanted, number)


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
