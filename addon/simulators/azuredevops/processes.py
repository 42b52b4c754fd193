"""The three stock processes: Agile, Scrum, Basic. Types, states and the fields of each type."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

_EVERYWHERE = """
System.Id System.Rev System.Watermark System.PersonId System.AuthorizedAs System.AuthorizedDate
System.RevisedDate System.AreaId System.IterationId System.NodeName System.AreaLevel1 System.AreaLevel2
System.AreaLevel3 System.IterationLevel1 System.IterationLevel2 System.IterationLevel3
System.RelatedLinkCount System.HyperLinkCount System.AttachedFileCount System.ExternalLinkCount
System.AreaPath System.TeamProject System.IterationPath System.WorkItemType System.State System.Reason
System.AssignedTo System.CreatedDate System.CreatedBy System.ChangedDate System.ChangedBy
System.CommentCount System.Title System.Description System.History System.Tags System.Parent
System.BoardColumn System.BoardColumnDone Microsoft.VSTS.Common.StateChangeDate
Microsoft.VSTS.Common.ActivatedDate Microsoft.VSTS.Common.ActivatedBy Microsoft.VSTS.Common.ClosedDate
Microsoft.VSTS.Common.ClosedBy
"""
EVERYWHERE = _EVERYWHERE.split()
PRIORITIES = (1, 2, 3, 4)
SEVERITIES = ("1 - Critical", "2 - High", "3 - Medium", "4 - Low")
ACTIVITIES = ("Deployment", "Design", "Development", "Documentation", "Requirements", "Testing")


@dataclass(frozen=True)
class State:
    name: str
    color: str
    category: str
    """Proposed, InProgress, Resolved, Completed or Removed."""


@dataclass(frozen=True)
class TypeField:
    """A field as one type uses it."""

    reference_name: str
    always_required: bool = False
    default: Any = None
    allowed: tuple[Any, ...] = ()
    help_text: str = ""
    required_in: tuple[str, ...] = ()
    """States in which a rule demands a value; the type's description does not tell."""
    frozen: bool = False
    """A rule makes it read-only for everybody; the type's description does not tell that either."""


@dataclass(frozen=True)
class WorkItemType:
    name: str
    reference_name: str
    description: str
    color: str
    icon: str
    states: tuple[State, ...]
    fields: tuple[TypeField, ...]
    description_field: str = "System.Description"
    disabled: bool = False
    barred: tuple[tuple[str, str], ...] = ()
    """Steps from one state to another that a rule of the process restricts; the type's transitions list them yet."""

    @property
    def first_state(self) -> State:
        return self.states[0]

    def state(self, name: str) -> State | None:
        return next((state for state in self.states if state.name.lower() == name.lower()), None)

    def field(self, reference_name: str) -> TypeField | None:
        return next((item for item in self.fields if item.reference_name == reference_name), None)

    def with_field(self, item: TypeField) -> "WorkItemType":
        others = tuple(known for known in self.fields if known.reference_name != item.reference_name)
        return replace(self, fields=(*others, item))

    def without_field(self, reference_name: str) -> "WorkItemType":
        return replace(self, fields=tuple(item for item in self.fields if item.reference_name != reference_name))


@dataclass
class Process:
    """A process of one organization; types can be changed as an inherited process can."""

    name: str
    id: str
    types: dict[str, WorkItemType] = field(default_factory=dict)
    default_type: str = "Task"
    bug_category: str | None = "Bug"

    def type(self, name: str) -> WorkItemType | None:
        """By name or reference name, case ignored."""
        wanted = name.strip().lower()
        for item in self.types.values():
            if wanted in (item.name.lower(), item.reference_name.lower()):
                return item
        return None


def _states(*rows: str) -> tuple[State, ...]:
    colors = {
        "Proposed": "b2b2b2",
        "InProgress": "007acc",
        "Resolved": "ff9d00",
        "Completed": "339933",
        "Removed": "ffffff",
    }
    return tuple(State(name, colors[kind], kind) for name, kind in (row.split(":") for row in rows))


AGILE_STATES = _states("New:Proposed", "Active:InProgress", "Resolved:Resolved", "Closed:Completed", "Removed:Removed")
AGILE_TASK = _states("New:Proposed", "Active:InProgress", "Closed:Completed", "Removed:Removed")
AGILE_BUG = _states("New:Proposed", "Active:InProgress", "Resolved:Resolved", "Closed:Completed")
AGILE_ISSUE = _states("Active:InProgress", "Closed:Completed")
SCRUM_BACKLOG = _states(
    "New:Proposed", "Approved:Proposed", "Committed:InProgress", "Done:Completed", "Removed:Removed"
)
SCRUM_TASK = _states("To Do:Proposed", "In Progress:InProgress", "Done:Completed", "Removed:Removed")
SCRUM_FEATURE = _states("New:Proposed", "In Progress:InProgress", "Done:Completed", "Removed:Removed")
SCRUM_IMPEDIMENT = _states("Open:Proposed", "Closed:Completed")
BASIC_STATES = _states("To Do:Proposed", "Doing:InProgress", "Done:Completed")

PRIORITY = TypeField("Microsoft.VSTS.Common.Priority", default=2, allowed=PRIORITIES)
SEVERITY = TypeField("Microsoft.VSTS.Common.Severity", default="3 - Medium", allowed=SEVERITIES)
VALUE_AREA = TypeField("Microsoft.VSTS.Common.ValueArea", default="Business", allowed=("Architectural", "Business"))
BUG_FIELDS: tuple[TypeField | str, ...] = (
    PRIORITY,
    SEVERITY,
    VALUE_AREA,
    TypeField("Microsoft.VSTS.Common.Activity", allowed=ACTIVITIES),
    "Microsoft.VSTS.TCM.ReproSteps",
    "Microsoft.VSTS.TCM.SystemInfo",
    "Microsoft.VSTS.Build.FoundIn",
    "Microsoft.VSTS.Build.IntegrationBuild",
    "Microsoft.VSTS.Common.ResolvedDate",
    "Microsoft.VSTS.Common.ResolvedBy",
    "Microsoft.VSTS.Common.ResolvedReason",
    "Microsoft.VSTS.Scheduling.OriginalEstimate",
    "Microsoft.VSTS.Scheduling.RemainingWork",
    "Microsoft.VSTS.Scheduling.CompletedWork",
)
TASK_FIELDS: tuple[TypeField | str, ...] = (
    PRIORITY,
    TypeField("Microsoft.VSTS.Common.Activity", allowed=ACTIVITIES),
    "Microsoft.VSTS.Scheduling.OriginalEstimate",
    "Microsoft.VSTS.Scheduling.RemainingWork",
    "Microsoft.VSTS.Scheduling.CompletedWork",
    "Microsoft.VSTS.Scheduling.StartDate",
    "Microsoft.VSTS.Scheduling.FinishDate",
)
PORTFOLIO_FIELDS: tuple[TypeField | str, ...] = (
    PRIORITY,
    VALUE_AREA,
    TypeField("Microsoft.VSTS.Common.Risk", allowed=("1 - High", "2 - Medium", "3 - Low")),
    "Microsoft.VSTS.Common.AcceptanceCriteria",
    "Microsoft.VSTS.Common.BusinessValue",
    "Microsoft.VSTS.Common.TimeCriticality",
    "Microsoft.VSTS.Common.StackRank",
    "Microsoft.VSTS.Common.ResolvedDate",
    "Microsoft.VSTS.Common.ResolvedBy",
    "Microsoft.VSTS.Scheduling.StartDate",
    "Microsoft.VSTS.Scheduling.TargetDate",
)


def _type(
    name: str,
    states: tuple[State, ...],
    extra: Iterable[TypeField | str],
    color: str,
    icon: str,
    description: str,
    description_field: str = "System.Description",
) -> WorkItemType:
    fields = [TypeField(name) for name in EVERYWHERE if name not in ("System.Title", "System.State")]
    fields.append(TypeField("System.Title", always_required=True, help_text="The subject of this item."))
    fields.append(
        TypeField(
            "System.State",
            always_required=True,
            default=states[0].name,
            allowed=tuple(state.name for state in states),
        )
    )
    fields.extend(TypeField(item) if isinstance(item, str) else item for item in extra)
    return WorkItemType(
        name,
        f"Microsoft.VSTS.WorkItemTypes.{name.replace(' ', '')}",
        description,
        color,
        icon,
        states,
        tuple(fields),
        description_field,
    )


def _bug(states: tuple[State, ...]) -> WorkItemType:
    return _type(
        "Bug",
        states,
        BUG_FIELDS,
        "CC293D",
        "icon_insect",
        "Something that does not work as it should.",
        "Microsoft.VSTS.TCM.ReproSteps",
    )


def _process(name: str, types: Iterable[WorkItemType], default: str, bug: str | None = "Bug") -> Process:
    return Process(name, PROCESS_IDS[name], {item.name: item for item in types}, default, bug)


PROCESS_IDS = {
    "Agile": "adcc42ab-9882-485e-a3ed-7678f01f66bc",
    "Basic": "b8a3a935-7e91-48b8-a94c-606d37c3e9f2",
    "Scrum": "6b724908-ef14-45cf-84f8-768b5384da45",
}
"""The same in every organization."""


def stock_processes() -> dict[str, Process]:
    """Fresh copies of the three processes, by lower-case name."""
    story = (*PORTFOLIO_FIELDS, "Microsoft.VSTS.Scheduling.StoryPoints")
    backlog = (*PORTFOLIO_FIELDS, "Microsoft.VSTS.Scheduling.Effort")
    agile = _process(
        "Agile",
        [
            _bug(AGILE_BUG),
            _type("Task", AGILE_TASK, TASK_FIELDS, "F2CB1D", "icon_clipboard", "Work that needs to be done."),
            _type("User Story", AGILE_STATES, story, "009CCC", "icon_book", "An activity a user can perform."),
            _type("Feature", AGILE_STATES, backlog, "773B93", "icon_trophy", "A feature of the product."),
            _type("Epic", AGILE_STATES, backlog, "E06C00", "icon_crown", "A large body of work."),
            _type("Issue", AGILE_ISSUE, TASK_FIELDS, "B4009E", "icon_traffic_cone", "Something in the way."),
        ],
        "Task",
    )
    scrum = _process(
        "Scrum",
        [
            _bug(SCRUM_BACKLOG[:-1]),
            _type("Task", SCRUM_TASK, TASK_FIELDS, "F2CB1D", "icon_clipboard", "Work that needs to be done."),
            _type("Product Backlog Item", SCRUM_BACKLOG, backlog, "009CCC", "icon_list", "An entry of the backlog."),
            _type("Feature", SCRUM_FEATURE, backlog, "773B93", "icon_trophy", "A feature of the product."),
            _type("Epic", SCRUM_FEATURE, backlog, "E06C00", "icon_crown", "A large body of work."),
            _type(
                "Impediment",
                SCRUM_IMPEDIMENT,
                (PRIORITY, "Microsoft.VSTS.Common.Resolution"),
                "B4009E",
                "icon_traffic_cone",
                "Something in the way.",
            ),
        ],
        "Task",
    )
    basic = _process(
        "Basic",
        [
            _type("Epic", BASIC_STATES, PORTFOLIO_FIELDS, "E06C00", "icon_crown", "A large body of work."),
            _type(
                "Issue",
                BASIC_STATES,
                (*TASK_FIELDS, "Microsoft.VSTS.Scheduling.Effort"),
                "B4009E",
                "icon_traffic_cone",
                "Something to do or to solve.",
            ),
            _type("Task", BASIC_STATES, TASK_FIELDS, "A4880A", "icon_clipboard", "Work that needs to be done."),
        ],
        "Issue",
        bug=None,
    )
    return {"agile": agile, "scrum": scrum, "basic": basic}
