"""Work items for people: the list with its query box, the form, the recycle bin."""

from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from ..access import COMMENT, DELETE, EDIT, VIEW
from ..errors import VendorError, type_not_found
from ..extensions import FORM
from ..processes import WorkItemType
from ..projects import Project
from ..wiql import Scope, parse, run
from ..work_items import WorkItem
from .attach import Desk
from .frames import frame
from .work_item_api import describe

ORGANIZATION_HOST = 4
LISTED = 200
DEFAULT_QUERY = """SELECT [System.Id], [System.Title], [System.State]
FROM WorkItems
WHERE [System.TeamProject] = @project
ORDER BY [System.ChangedDate] DESC"""


def blueprint(desk: Desk) -> Blueprint:
    pages = Blueprint("work_item_pages", __name__)
    organization = desk.site.organization
    base = f"/{organization.name}"

    @pages.get(f"{base}/<project>")
    @pages.get(f"{base}/<project>/")
    def project_home(project: str) -> ResponseReturnValue:
        found = organization.visible_project(project, desk.viewer)
        return redirect(f"{base}/{found.name}/_workitems/recentlyupdated/")

    @pages.get(f"{base}/<project>/_workitems/")
    @pages.get(f"{base}/<project>/_workitems/recentlyupdated/")
    def work_items(project: str) -> ResponseReturnValue:
        found = organization.visible_project(project, desk.viewer)
        query = request.args.get("wiql", "").strip() or DEFAULT_QUERY
        rows: list[dict[str, Any]] = []
        problem = None
        try:
            with organization.lock:
                scope = Scope(organization, desk.viewer, found.name)
                answer = run(parse(query, organization.fields), scope, LISTED)
                rows = [describe(desk, item) for item in answer.items]
        except VendorError as error:
            problem = error.message
        return desk.page(
            "work_items.html",
            title="Work items",
            project=found,
            rows=rows,
            query=query,
            problem=problem,
            types=_types(desk, found),
            may_edit=EDIT in organization.permissions(desk.viewer, found),
        )

    @pages.get(f"{base}/<project>/_workitems/recyclebin/")
    def recycle_bin(project: str) -> ResponseReturnValue:
        found = organization.visible_project(project, desk.viewer)
        with organization.lock:
            deleted = [item for item in organization.items.values() if item.deleted]
            rows = [describe(desk, item) for item in deleted if item.project_id == found.id]
        return desk.page("recycle_bin.html", title="Recycle Bin", project=found, rows=rows)

    @pages.get(f"{base}/<project>/_workitems/create/<kind>")
    def new_item(project: str, kind: str) -> ResponseReturnValue:
        found = organization.visible_project(project, desk.viewer)
        known = organization.process_of(found).type(kind)
        if known is None:
            raise type_not_found(kind, found.name)
        return _form(desk, found, known, None)

    @pages.get(f"{base}/<project>/_workitems/edit/<int:number>")
    @pages.get(f"{base}/<project>/_workitems/edit/<int:number>/")
    def edit_item(project: str, number: int) -> ResponseReturnValue:
        organization.visible_project(project, desk.viewer)
        return _edit(desk, number)

    @pages.get(f"{base}/_workitems/edit/<int:number>")
    def edit_anywhere(number: int) -> ResponseReturnValue:
        return _edit(desk, number)

    return pages


def _edit(desk: Desk, number: int) -> ResponseReturnValue:
    organization = desk.site.organization
    item = organization.visible_item(number, desk.viewer)
    project = organization.projects.get(item.project_id)
    kind = organization.process_of(project).type(item.type_name)
    if kind is None:
        raise type_not_found(item.type_name, project.name)
    return _form(desk, project, kind, item)


def _types(desk: Desk, project: Project) -> list[WorkItemType]:
    return [kind for kind in desk.site.organization.process_of(project).types.values() if not kind.disabled]


def _form(desk: Desk, project: Project, kind: WorkItemType, item: WorkItem | None) -> str:
    organization = desk.site.organization
    held = organization.permissions(desk.viewer, project)
    desk.source.ensure()
    groups = [
        frame(
            desk,
            extension,
            contribution,
            host_type=ORGANIZATION_HOST,
            project=project,
            item=item.id if item else 0,
        )
        for extension in organization.extensions.offered()
        for contribution in extension.on(FORM)
        if VIEW in held
    ]
    priority = kind.field("Microsoft.VSTS.Common.Priority")
    return desk.page(
        "work_item.html",
        title=f"{kind.name} {item.id}: {item.title}" if item else f"New {kind.name}",
        project=project,
        kind=kind,
        item=describe(desk, item) if item else None,
        description_name=organization.fields[kind.description_field].name,
        areas=[path for path, _ in project.areas.walk()],
        iterations=[path for path, _ in project.iterations.walk()],
        people=[person for person in organization.people.all() if person.active and person.kind == "user"],
        priorities=priority.allowed if priority else (),
        groups=groups,
        may_edit=EDIT in held,
        may_comment=COMMENT in held,
        may_delete=DELETE in held,
    )
