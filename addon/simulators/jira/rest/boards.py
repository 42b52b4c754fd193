"""Jira Software's boards and the sprints planned on them: a Scrum and a Kanban board for each project."""

from ..errors import invalid, not_found
from ..field_choices import SprintKind
from ..permissions import allows, require_project
from ..records import Json, Sprint
from .api import Call, Table

table = Table()

BASE = "/rest/agile/1.0/board"
SPRINT = "/rest/agile/1.0/sprint"
STATES = ("future", "active", "closed")


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
    found = [(key, one) for key, one in sorted(call.site.sprints.items()) if not states or one.state in states]
    return call.page(found, lambda one: _shown(*one), most=50)


@table.post(f"{SPRINT}/<number>")
def change(call: Call, number: str) -> Json:
    """Rename, start or complete a sprint; issues that it holds when it is completed are in the backlog after."""
    key, sprint = _known(call, number)
    body = call.body()
    name, state = body.get("name", sprint.name), body.get("state", sprint.state)
    if not isinstance(name, str) or not name.strip():
        raise invalid("The sprint name must not be empty.")
    if state not in STATES or not 0 <= STATES.index(state) - STATES.index(sprint.state) <= 1:
        raise invalid(f"A sprint that is {sprint.state} cannot become {state}.")
    sprint.name, sprint.state = name.strip(), state
    return _shown(key, sprint)


@table.delete(f"{SPRINT}/<number>")
def delete(call: Call, number: str) -> None:
    """Take a sprint away, also from all issues that were in it."""
    key, _ = _known(call, number)
    for issue in call.site.issues.values():
        for field, value in list(issue.fields.items()):
            if isinstance(call.site.fields[field].kind if field in call.site.fields else None, SprintKind):
                issue.fields[field] = [one for one in value or [] if one != key] or None
    del call.site.sprints[key]


def _known(call: Call, number: str) -> tuple[int, Sprint]:
    if not number.isdecimal() or int(number) not in call.site.sprints:
        raise not_found("The requested sprint cannot be viewed because it does not exist.")
    return int(number), call.site.sprints[int(number)]


def _shown(number: int, sprint: Sprint) -> Json:
    return {"id": number, "name": sprint.name, "state": sprint.state, "originBoardId": 1}
