"""What rules know of the tracker they run beside: its fields' names and kinds. Plain data, looked up by the caller."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from addon.replica.values import ProjectRef

HUB_FIELDS = frozenset(
    {
        "summary", "description", "type", "status", "priority", "assignee", "reporter", "creator", "created", "labels",
        "parent", "resolution", "components", "fixVersions", "affectedVersions", "due", "environment", "areaPath",
        "iterationPath", "comment_count",
    }
)  # fmt: skip

APART = frozenset({"watchers", "entityProperties"})
"""Parts of an issue that are read only where rules speak of them, and written one by one."""


@dataclass(frozen=True, slots=True)
class Site:
    """A tracker's fields.

    `names` maps field ids (`customfield_10010`, `Custom.Risk`) to what people call them, `kinds` to `rich`, `date`,
    `datetime` or another word. `references` maps hub names to the tracker's reference names where scripts may use
    those too (Azure DevOps). `sprints` is the field that holds sprints (Jira), if any. `project` is the project that
    the incoming sync creates in.
    """

    kind: str
    names: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    sprints: str = ""
    project: ProjectRef | None = None

    def field_id(self, name: str) -> str:
        """The id behind a field's id, number or name; the name itself when there is none."""
        if name in self.names:
            return name
        if f"customfield_{name}" in self.names:
            return f"customfield_{name}"
        wanted = name.casefold()
        return next((one for one, called in self.names.items() if called.casefold() == wanted), name)
