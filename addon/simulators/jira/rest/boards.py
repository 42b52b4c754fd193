"""Jira Software's boards and the sprints planned on them: a Scrum and a Kanban board for each project."""

from ..errors import invalid, not_found
from ..permissions import allows, require_project
from ..records import Json
from .api import Call, Table

table = Table()

BASE = "/rest/agile/1.0/board"


@table.get(BASE)
def boards(call: Call) -> Json:
    """Boards of the projects that the caller may browse, or of one of them."""
    wanted = call.text("projectKeyOrId")
    projects = [require_project(call.site, call.caller, wanted)] if wanted else list(call.site.projects.values())
    found = [
        (int(one.id) * 2 + number, f"{one.key} board", kind)
        for one in projects
        if allows(call.site, call.me, "BROWSE_PROJECTS", one)
        for number, kind in enumerate(("kanban", "scrum"))
    ]
    return call.page(found, lambda one: {"id": one[0], "name": one[1], "type": one[2]}, most=50)


@table.get(f"{BASE}/<number>/sprint")
def sprints(call: Call, number: str) -> Json:
    """The sprints of a board: those without issues, too."""
    project = call.site.projects.get(str(int(number) // 2)) if number.isdecimal() else None
    if project is None or not allows(call.site, call.me, "BROWSE_PROJECTS", project):
        raise not_found(f"The requested board cannot be viewed because it either does not exist: {number}")
    if int(number) % 2 == 0:
        raise invalid("The board does not support sprints")
    states = call.words("state")
    found = [(key, name) for key, name in sorted(call.site.sprints.items()) if not states or "active" in states]
    return call.page(found, lambda one: {"id": one[0], "name": one[1], "state": "active", "originBoardId": 1}, most=50)
