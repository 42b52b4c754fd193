"""The catalog of fields: reference name, name, type, and who may write it."""

from dataclasses import dataclass

OPERATORS = {
    "string": ("=", "<>", ">", "<", ">=", "<=", "Contains", "Not Contains", "In", "Not In", "Was Ever"),
    "integer": ("=", "<>", ">", "<", ">=", "<=", "In", "Not In", "Was Ever"),
    "double": ("=", "<>", ">", "<", ">=", "<=", "In", "Not In", "Was Ever"),
    "dateTime": ("=", "<>", ">", "<", ">=", "<=", "In", "Not In", "Was Ever"),
    "boolean": ("=", "<>"),
    "html": ("Contains Words", "Not Contains Words", "Is Empty", "Is Not Empty"),
    "plainText": ("Contains Words", "Not Contains Words", "Is Empty", "Is Not Empty"),
    "history": ("Contains Words", "Not Contains Words"),
    "treePath": ("Under", "Not Under", "=", "<>", "In", "Not In"),
}
OPERATOR_NAMES = {
    "=": "Equals",
    "<>": "NotEquals",
    ">": "GreaterThan",
    "<": "LessThan",
    ">=": "GreaterThanEquals",
    "<=": "LessThanEquals",
}


@dataclass(frozen=True)
class Field:
    """One field of the organization."""

    reference_name: str
    name: str
    type: str
    read_only: bool = False
    is_identity: bool = False
    computed: bool = False
    """Left out of a work item unless asked for by name or by `$expand=all`."""

    @property
    def is_long_text(self) -> bool:
        return self.type in ("html", "plainText", "history")

    def operations(self) -> list[dict[str, str]]:
        """The supported query operations in the service's words."""
        return [
            {
                "referenceName": f"SupportedOperations.{OPERATOR_NAMES.get(word, word.replace(' ', ''))}",
                "name": word,
            }
            for word in OPERATORS.get(self.type, OPERATORS["string"])
        ]


def _f(row: str) -> Field:
    reference_name, name, kind, *marks = [part.strip() for part in row.split("|")]
    return Field(reference_name, name, kind, "read-only" in marks, "identity" in marks, computed="computed" in marks)


CATALOG: tuple[Field, ...] = tuple(
    _f(row)
    for row in """
System.Id | ID | integer | read-only | computed
System.Rev | Rev | integer | read-only | computed
System.Watermark | Watermark | integer | read-only | computed
System.PersonId | Person Id | integer | read-only | computed
System.AuthorizedAs | Authorized As | string | read-only | identity | computed
System.AuthorizedDate | Authorized Date | dateTime | read-only | computed
System.RevisedDate | Revised Date | dateTime | read-only | computed
System.AreaId | Area ID | integer | computed
System.IterationId | Iteration ID | integer | computed
System.NodeName | Node Name | string | read-only | computed
System.AreaLevel1 | Area Level 1 | string | read-only | computed
System.AreaLevel2 | Area Level 2 | string | read-only | computed
System.AreaLevel3 | Area Level 3 | string | read-only | computed
System.IterationLevel1 | Iteration Level 1 | string | read-only | computed
System.IterationLevel2 | Iteration Level 2 | string | read-only | computed
System.IterationLevel3 | Iteration Level 3 | string | read-only | computed
System.IsDeleted | Is Deleted | boolean | read-only | computed
System.RelatedLinkCount | Related Link Count | integer | read-only | computed
System.HyperLinkCount | Hyperlink Count | integer | read-only | computed
System.AttachedFileCount | Attached File Count | integer | read-only | computed
System.ExternalLinkCount | External Link Count | integer | read-only | computed
System.AreaPath | Area Path | treePath
System.TeamProject | Team Project | string
System.IterationPath | Iteration Path | treePath
System.WorkItemType | Work Item Type | string
System.State | State | string
System.Reason | Reason | string
System.AssignedTo | Assigned To | string | identity
System.CreatedDate | Created Date | dateTime | read-only
System.CreatedBy | Created By | string | read-only | identity
System.ChangedDate | Changed Date | dateTime | read-only
System.ChangedBy | Changed By | string | read-only | identity
System.CommentCount | Comment Count | integer | read-only
System.Title | Title | string
System.Description | Description | html
System.History | History | history
System.Tags | Tags | plainText
System.Parent | Parent | integer | read-only
System.BoardColumn | Board Column | string | read-only
System.BoardColumnDone | Board Column Done | boolean | read-only
Microsoft.VSTS.Common.StateChangeDate | State Change Date | dateTime | read-only
Microsoft.VSTS.Common.ActivatedDate | Activated Date | dateTime
Microsoft.VSTS.Common.ActivatedBy | Activated By | string | identity
Microsoft.VSTS.Common.ResolvedDate | Resolved Date | dateTime
Microsoft.VSTS.Common.ResolvedBy | Resolved By | string | identity
Microsoft.VSTS.Common.ResolvedReason | Resolved Reason | string
Microsoft.VSTS.Common.ClosedDate | Closed Date | dateTime
Microsoft.VSTS.Common.ClosedBy | Closed By | string | identity
Microsoft.VSTS.Common.Priority | Priority | integer
Microsoft.VSTS.Common.Severity | Severity | string
Microsoft.VSTS.Common.Activity | Activity | string
Microsoft.VSTS.Common.ValueArea | Value Area | string
Microsoft.VSTS.Common.Risk | Risk | string
Microsoft.VSTS.Common.StackRank | Stack Rank | double
Microsoft.VSTS.Common.BacklogPriority | Backlog Priority | double
Microsoft.VSTS.Common.BusinessValue | Business Value | integer
Microsoft.VSTS.Common.TimeCriticality | Time Criticality | double
Microsoft.VSTS.Common.AcceptanceCriteria | Acceptance Criteria | html
Microsoft.VSTS.Common.Resolution | Resolution | html
Microsoft.VSTS.CMMI.Blocked | Blocked | string
Microsoft.VSTS.TCM.ReproSteps | Repro Steps | html
Microsoft.VSTS.TCM.SystemInfo | System Info | html
Microsoft.VSTS.Build.FoundIn | Found In | string
Microsoft.VSTS.Build.IntegrationBuild | Integration Build | string
Microsoft.VSTS.Scheduling.StoryPoints | Story Points | double
Microsoft.VSTS.Scheduling.Effort | Effort | double
Microsoft.VSTS.Scheduling.OriginalEstimate | Original Estimate | double
Microsoft.VSTS.Scheduling.RemainingWork | Remaining Work | double
Microsoft.VSTS.Scheduling.CompletedWork | Completed Work | double
Microsoft.VSTS.Scheduling.StartDate | Start Date | dateTime
Microsoft.VSTS.Scheduling.FinishDate | Finish Date | dateTime
Microsoft.VSTS.Scheduling.TargetDate | Target Date | dateTime
Microsoft.VSTS.Scheduling.DueDate | Due Date | dateTime
""".strip().splitlines()
)


class FieldCatalog:
    """The organization's fields, found by reference name or by name, case ignored."""

    def __init__(self) -> None:
        self._by_key: dict[str, Field] = {}
        self._fields: dict[str, Field] = {}
        for field in CATALOG:
            self.add(field)

    def add(self, field: Field) -> Field:
        self._fields[field.reference_name] = field
        self._by_key[field.reference_name.lower()] = field
        self._by_key.setdefault(field.name.lower(), field)
        return field

    def remove(self, field: Field) -> None:
        """An administrator deleted it from the organization."""
        del self._fields[field.reference_name]
        self._by_key = {key: known for key, known in self._by_key.items() if known is not field}

    def find(self, name: str) -> Field | None:
        return self._by_key.get(name.strip().lower())

    def __getitem__(self, reference_name: str) -> Field:
        return self._fields[reference_name]

    def all(self) -> list[Field]:
        return list(self._fields.values())
