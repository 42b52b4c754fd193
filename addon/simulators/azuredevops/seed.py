"""Fills an organization with what a person wants to find: people, projects, work items."""

from datetime import timedelta

from .organization import Organization
from .patch import Patch, read_patch
from .people import Person
from .projects import Project
from .writer import Writer

ADMIN_MAIL = "maria.admin@fabrikam.example"
MEMBER_MAIL = "jamal.hartnett@fabrikam.example"
READER_MAIL = "rosa.reader@fabrikam.example"
OUTSIDER_MAIL = "nils.nowhere@fabrikam.example"
SYNC_MAIL = "liaise.sync@fabrikam.example"
ADMIN_PAT = "demo-admin-pat-" + "a" * 40
SYNC_PAT = "demo-sync-pat-" + "s" * 40
SYNC_SCOPES = frozenset({"vso.work_write", "vso.project", "vso.profile", "vso.identity", "vso.graph", "vso.extension"})


def seed_people(organization: Organization) -> dict[str, Person]:
    """An administrator, a member, a reader, somebody without access to projects, and the sync account."""
    people = organization.people
    found = {
        "admin": people.add("Maria Admin", ADMIN_MAIL, "admin"),
        "member": people.add("Jamal Hartnett", MEMBER_MAIL),
        "reader": people.add("Rosa Reader", READER_MAIL),
        "outsider": people.add("Nils Nowhere", OUTSIDER_MAIL),
        "sync": people.add("Liaise Sync", SYNC_MAIL),
    }
    access = organization.access
    access.grant(found["reader"].id, frozenset({"view"}))
    access.grant(found["outsider"].id, frozenset())
    access.grant(
        found["sync"].id,
        frozenset({"view", "edit", "comment", "delete", "create-tag", "view-hooks", "edit-hooks", "bypass-rules"}),
    )
    return found


def seed_tokens(organization: Organization, people: dict[str, Person]) -> None:
    """Personal access tokens with known secrets, for the demo and for tests."""
    year = timedelta(days=365)
    organization.credentials.issue("pat", people["admin"].id, secret=ADMIN_PAT, name="Everything", lifetime=year)
    organization.credentials.issue(
        "pat", people["sync"].id, secret=SYNC_PAT, name="Liaise", lifetime=year, scopes=SYNC_SCOPES
    )


def seed_projects(organization: Organization) -> dict[str, Project]:
    """One project per stock process."""
    now, projects = organization.clock.now(), organization.projects
    found = {
        "agile": projects.create("Fabrikam Fiber", "agile", now, description="The fiber product."),
        "scrum": projects.create("Fabrikam Mobile", "scrum", now, description="The mobile app."),
        "basic": projects.create("Fabrikam Office", "basic", now, description="Everything else."),
    }
    for area in ("Web", "Network"):
        projects.add_node(found["agile"], "area", "", area)
    return found


def seed_items(organization: Organization, writer: Writer, people: dict[str, Person], project: Project) -> None:
    """A few work items that hang together."""
    member = people["member"]

    def make(kind: str, **fields: object) -> int:
        document = [{"op": "add", "path": f"/fields/{key.replace('__', '.')}", "value": fields[key]} for key in fields]
        return writer.create(project, kind, read_patch(document, organization.fields), member).item.id

    story = make(
        "User Story",
        System__Title="Customers see the state of their order",
        System__Description="<div>On the order page, without signing in again.</div>",
        System__Tags="orders; web",
    )
    task = make("Task", System__Title="Show the state on the order page", System__AssignedTo=MEMBER_MAIL)
    bug = make(
        "Bug",
        System__Title="The order page shows yesterday's state",
        Microsoft__VSTS__TCM__ReproSteps="<ol><li>Open an order</li><li>Wait until it is shipped</li></ol>",
        System__Tags="orders",
    )
    parent = {"rel": "System.LinkTypes.Hierarchy-Reverse", "url": f"{organization.url}/_apis/wit/workItems/{story}"}
    link: Patch = read_patch([{"op": "add", "path": "/relations/-", "value": parent}], organization.fields)
    writer.change(organization.items[task], link, member)
    writer.add_comment(organization.items[bug], "<div>Seen by two customers.</div>", "html", member)


def seed_many_projects(organization: Organization, count: int = 10_000) -> None:
    """Projects by the thousand, for project lists."""
    now = organization.clock.now()
    for number in range(1, count + 1):
        name = f"Program {number:05d}"
        if organization.projects.find(name) is None:
            organization.projects.create(name, "agile", now)


def seed_demo(organization: Organization, writer: Writer, *, more_projects: int = 0) -> None:
    """Everything above, for a person who tries Liaise; `more_projects` empty ones besides."""
    people = seed_people(organization)
    seed_tokens(organization, people)
    projects = seed_projects(organization)
    seed_items(organization, writer, people, projects["agile"])
    seed_many_projects(organization, more_projects)
