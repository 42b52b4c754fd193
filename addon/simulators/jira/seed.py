"""What a site begins with (types, workflows, fields, people) and demo data on top of it."""

from .adf_text import from_text
from .caller import Caller
from .field_choices import OptionKind, OptionsKind, SprintKind, UserKind
from .field_kinds import DayKind, LabelsKind, LineKind, MomentKind, NumberKind, RichKind, UrlKind
from .fields import Field
from .operations import comments, issues
from .permissions import ADMIN_GROUP, APP_ROLE, default_grants
from .records import (
    Component,
    IssueType,
    LinkType,
    Named,
    Project,
    Scheme,
    Sprint,
    Status,
    Transition,
    User,
    Version,
    Workflow,
)
from .site import JiraSite

ADMIN = "5b10ac8d82e05b22cc7d4ef5"
MEMBER = "5b10a2844c20165700ede21g"
OUTSIDER = "5b109f2e9729b51b54dc274d"
SECOND = "5b10a0effa615349cb016cd8"
TOKENS = {"ada-token": ADMIN, "max-token": MEMBER, "olga-token": OUTSIDER, "sam-token": SECOND}
"""API tokens of the seeded people, for basic authentication."""

TODO, IN_PROGRESS, IN_REVIEW, DONE = "10000", "3", "10001", "10002"
OPEN, RESOLVED, CLOSED, REOPENED = "1", "5", "6", "4"
EPIC, STORY, BUG, TASK, SUBTASK = "10000", "10001", "10002", "10003", "10004"


def basics(site: JiraSite) -> JiraSite:
    """Fill an empty site with types, statuses, fields, people; no projects."""
    _people(site)
    for identity, name, category in (
        (OPEN, "Open", "new"),
        (IN_PROGRESS, "In Progress", "indeterminate"),
        (REOPENED, "Reopened", "new"),
        (RESOLVED, "Resolved", "done"),
        (CLOSED, "Closed", "done"),
        (TODO, "To Do", "new"),
        (IN_REVIEW, "In Review", "indeterminate"),
        (DONE, "Done", "done"),
    ):
        site.statuses[identity] = Status(identity, name, category)
    for kind in (
        IssueType(EPIC, "Epic", "A big user story that needs to be broken down.", 1),
        IssueType(STORY, "Story", "Functionality or a feature expressed as a user goal."),
        IssueType(BUG, "Bug", "A problem or error."),
        IssueType(TASK, "Task", "A small, distinct piece of work."),
        IssueType(SUBTASK, "Sub-task", "A small piece of work that is part of a larger task.", -1),
    ):
        site.types[kind.id] = kind
    for number, name in enumerate(("Highest", "High", "Medium", "Low", "Lowest"), 1):
        site.priorities[str(number)] = Named(str(number), name)
    for number, name in enumerate(("Done", "Won't Do", "Duplicate", "Cannot Reproduce"), 10_000):
        site.resolutions[str(number)] = Named(str(number), name)
    for number, name in enumerate(("Administrators", "Members", "Viewers", APP_ROLE), 10_002):
        site.roles[str(number)] = Named(str(number), name)
    for link in (
        LinkType("10000", "Blocks", "is blocked by", "blocks"),
        LinkType("10001", "Cloners", "is cloned by", "clones"),
        LinkType("10002", "Duplicate", "is duplicated by", "duplicates"),
        LinkType("10003", "Relates", "relates to", "relates to"),
    ):
        site.link_types[link.id] = link
    site.sprints = {1: Sprint("Sprint 1"), 2: Sprint("Sprint 2")}
    for field in _custom_fields():
        site.fields[field.id] = field
    site.schemes["default"] = _scheme(site)
    return site


def _people(site: JiraSite) -> None:
    people = (
        User(ADMIN, "Ada Admin", "ada@example.com", groups={ADMIN_GROUP, "jira-users"}),
        User(MEMBER, "Max Member", "max@example.com", groups={"jira-users"}, time_zone="Europe/Berlin"),
        User(SECOND, "Sam Second", "sam@example.com", groups={"jira-users"}),
        User(OUTSIDER, "Olga Outside", "olga@example.com", groups={"jira-users"}),
    )
    for user in people:
        site.users[user.account_id] = user
    site.tokens.update(TOKENS)


def _custom_fields() -> list[Field]:
    severity = [Named(str(10_100 + n), name) for n, name in enumerate(("Critical", "Major", "Minor"))]
    teams = [Named(str(10_200 + n), name) for n, name in enumerate(("Mobile", "Platform", "Web"))]
    return [
        Field("customfield_10010", "Severity", OptionKind(severity), "select", options=severity),
        Field("customfield_10011", "Steps to reproduce", RichKind(), "textarea"),
        Field("customfield_10012", "Story point estimate", NumberKind(), "float"),
        Field("customfield_10013", "Target start", DayKind(), "datepicker"),
        Field("customfield_10014", "Customer", LineKind(), "textfield"),
        Field("customfield_10015", "Teams", OptionsKind(teams), "multiselect", options=teams),
        Field("customfield_10016", "Reviewer", UserKind(), "userpicker"),
        Field("customfield_10017", "Reference", UrlKind(), "url"),
        Field("customfield_10018", "Go-live", MomentKind(), "datetime"),
        Field("customfield_10019", "Topics", LabelsKind(), "labels"),
        Field("customfield_10020", "Sprint", SprintKind(), "gh-sprint"),
    ]


def simple_workflow() -> Workflow:
    """Four statuses, each reached from everywhere."""
    return Workflow(
        "Software Simplified Workflow",
        TODO,
        (
            Transition("11", "To Do", TODO),
            Transition("21", "In Progress", IN_PROGRESS),
            Transition("31", "In Review", IN_REVIEW),
            Transition("41", "Done", DONE),
        ),
    )


def stepped_workflow() -> Workflow:
    """Open, in progress, resolved, closed; one step at a time, a resolution is asked for."""
    return Workflow(
        "Stepped Bug Workflow",
        OPEN,
        (
            Transition("4", "Start Progress", IN_PROGRESS, frozenset({OPEN, REOPENED})),
            Transition("301", "Stop Progress", OPEN, frozenset({IN_PROGRESS})),
            Transition(
                "5",
                "Resolve Issue",
                RESOLVED,
                frozenset({IN_PROGRESS}),
                ("resolution", "fixVersions", "assignee"),
                frozenset({"resolution"}),
            ),
            Transition("701", "Close Issue", CLOSED, frozenset({RESOLVED})),
            Transition("3", "Reopen Issue", REOPENED, frozenset({RESOLVED, CLOSED})),
        ),
    )


CREATE_SCREEN = [
    "issuetype", "summary", "description", "priority", "labels", "assignee", "reporter", "environment", "duedate",
    "components", "fixVersions", "versions", "parent", "timetracking", "customfield_10010", "customfield_10011",
    "customfield_10012", "customfield_10013", "customfield_10014", "customfield_10015", "customfield_10016",
    "customfield_10017", "customfield_10018", "customfield_10019", "customfield_10020",
]  # fmt: skip


def _scheme(site: JiraSite) -> Scheme:
    return Scheme(
        name="Default",
        type_ids=[STORY, BUG, TASK, EPIC, SUBTASK],
        workflows={BUG: stepped_workflow()},
        default_workflow=simple_workflow(),
        create_fields=list(CREATE_SCREEN),
        edit_fields=[*CREATE_SCREEN, "resolution"],
        required=set(),
        permissions=default_grants(),
    )


def add_project(site: JiraSite, key: str, name: str, lead: str = ADMIN, scheme: str = "default") -> Project:
    """A project where Ada administers and Max and Sam work."""
    project = Project(
        id=site.next_id("project"),
        key=key,
        name=name,
        lead=lead,
        scheme=site.schemes[scheme],
        roles={"Administrators": {ADMIN}, "Members": {ADMIN, MEMBER, SECOND}, "Viewers": set()},
    )
    site.projects[project.id] = project
    site.project_keys[key] = project.id
    return project


def add_many_projects(site: JiraSite, count: int) -> None:
    """Projects `Project 00001` (key P00001) and so on, for lists that must be searched."""
    for number in range(1, count + 1):
        add_project(site, f"P{number:05d}", f"Project {number:05d}")


def demo(site: JiraSite, extra_projects: int = 0) -> JiraSite:
    """People, three projects and a few issues to look at; and as many empty projects as asked for."""
    basics(site)
    shop = add_project(site, "SHOP", "Web shop")
    add_project(site, "OPS", "Operations")
    add_project(site, "MOB", "Mobile app")
    for name in ("Checkout", "Catalog"):
        shop.components.append(Component(site.next_id("component"), name))
    for name in ("1.0", "1.1"):
        shop.versions.append(Version(site.next_id("version"), name))
    ada, max_ = Caller(ADMIN), Caller(MEMBER)
    for kind, summary, text in (
        (STORY, "Pay with gift cards", "Customers want to pay with gift cards at checkout."),
        (BUG, "Total is wrong after removing an item", "Steps:\nPut two items into the cart.\nRemove one."),
        (TASK, "Renew the certificate of the shop", "It ends next month."),
    ):
        fields = {
            "project": {"key": "SHOP"},
            "issuetype": {"id": kind},
            "summary": summary,
            "description": from_text(text),
        }
        issue = issues.create(site, ada, {"fields": fields})
        comments.add(site, max_, issue, {"body": from_text("I will have a look.")})
    add_many_projects(site, extra_projects)
    return site
