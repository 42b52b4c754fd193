"""Categories of work item types: what queries and boards mean by requirements, bugs, tasks."""

from .processes import Process, WorkItemType

CATEGORIES = {
    "Microsoft.BugCategory": ("Bug Category", ("Bug",)),
    "Microsoft.EpicCategory": ("Epic Category", ("Epic",)),
    "Microsoft.FeatureCategory": ("Feature Category", ("Feature",)),
    "Microsoft.RequirementCategory": ("Requirement Category", ("User Story", "Product Backlog Item", "Issue")),
    "Microsoft.TaskCategory": ("Task Category", ("Task",)),
}
"""Label and type names per reference name."""


def types_of(process: Process, category: str) -> list[WorkItemType]:
    """The types that a process has in a category, whose name is compared without case."""
    name = next(known for known in CATEGORIES if known.lower() == category.lower())
    names = CATEGORIES[name][1]
    if name == "Microsoft.BugCategory" and process.bug_category is None:
        names = ("Issue",)
    elif name == "Microsoft.RequirementCategory" and process.name != "Basic":
        names = names[:2]
    return [kind for kind in process.types.values() if kind.name in names]
