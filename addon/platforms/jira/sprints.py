"""Sprints by name: as issues show them, else as the boards of the project list those that no issue is in yet.

Source: `GET /rest/agile/1.0/board` and `.../board/{boardId}/sprint` of Jira Software's REST interface. A board without
sprints (Kanban) answers 400, a site without Jira Software 404.
"""

from collections.abc import Iterator
from typing import Any

from addon.platforms.answers import understood
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
from addon.platforms.jira.fields import refused
from addon.platforms.jira.paging import everything
from addon.replica.values import Named

PAGE = 50
MOST_BOARDS = 50
_NONE_HERE = frozenset({Reason.NOT_FOUND, Reason.FORBIDDEN, Reason.REFUSED, Reason.REFUSED_FIELDS})


@understood(PRODUCT)
def sprint_named(client: JiraClient, field: str, name: str, project_id: str) -> Named:
    """The sprint of that name that an issue was in last, else one that runs on a board of the project, or is to come.

    A closed one takes no issues. Raises REFUSED_FIELDS where there is no open one that the app sees.
    """
    shown = _in_issues(client, field, name)
    closed = shown is not None and shown.get("state") == "closed"
    found = _on_boards(client, name, project_id) if shown is None or closed else _named(shown)
    if found is not None:
        return found
    if closed:
        words = (
            f"cannot become “{name}”: this sprint is closed, and Jira puts issues only into sprints that run or are to "
            "come. Name such a sprint, or let the rule leave the sprint as it is."
        )
        raise refused("sprint", words)
    words = (
        f"cannot become “{name}”: no sprint of that name has an issue that the app sees, or is open on a board of the "
        "project. Create the sprint, let the app see its board, or give the sprint's number."
    )
    raise refused("sprint", words)


def _in_issues(client: JiraClient, field: str, name: str) -> dict[str, Any] | None:
    """As the issue that was changed last shows it: `id`, `name`, `state` (active, future, closed)."""
    words = name.replace("\\", "\\\\").replace('"', '\\"')
    body = {"jql": f'sprint = "{words}" ORDER BY updated DESC', "fields": [field], "maxResults": 1}
    try:
        found = expect_dict(client.ask("/rest/api/3/search/jql", body), "the search")
    except PlatformError as error:
        if error.reason in _NONE_HERE:
            return None  # Jira refuses a query for a sprint that it does not know
        raise
    for issue in expect_list(found.get("issues"), "issues"):
        for one in reversed((issue.get("fields") or {}).get(field) or []):
            if _is(one, name):
                return dict(one)
    return None


def _on_boards(client: JiraClient, name: str, project_id: str) -> Named | None:
    """One that runs goes before those to come, the older before the newer."""
    listed: list[dict[str, Any]] = []
    try:
        boards = [int(one["id"]) for one in _pages(client, "/rest/agile/1.0/board", {"projectKeyOrId": project_id})]
    except PlatformError as error:
        if error.reason in _NONE_HERE:
            return None
        raise
    for board in boards[:MOST_BOARDS]:
        try:
            listed += _pages(client, f"/rest/agile/1.0/board/{board}/sprint", {"state": "active,future"})
        except PlatformError as error:
            if error.reason not in _NONE_HERE:
                raise
    found = sorted((one.get("state") != "active", int(one["id"]), str(one["name"])) for one in listed if _is(one, name))
    return Named(str(found[0][1]), found[0][2]) if found else None


def _pages(client: JiraClient, path: str, asked: dict[str, str]) -> Iterator[dict[str, Any]]:
    yield from everything(client, path, asked, "values", PAGE)


def _named(sprint: dict[str, Any]) -> Named:
    return Named(str(sprint["id"]), str(sprint["name"]))


def _is(sprint: dict[str, Any], name: str) -> bool:
    return str(sprint.get("name", "")).casefold() == name.casefold()
