"""What the tracker's fields are called, for rules: out of its cached metadata."""

from addon.platforms.azuredevops import fields as ado_fields
from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.platforms.base import Platform
from addon.platforms.jira import fields as jira_fields
from addon.platforms.jira.platform import JiraPlatform
from addon.replica.values import ProjectRef
from addon.rules.site import Site
from addon.storage.connections import Connection


def site_of(tracker: Platform, connection: Connection) -> Site:
    """The fields beside the connection; one call each some minutes."""
    project = ProjectRef(connection.project_id, connection.project_key, connection.project_name)
    if isinstance(tracker, JiraPlatform):
        own = set(jira_fields.JIRA_NAMES.values()) | jira_fields.ELSEWHERE
        schemas = {name: one for name, one in tracker.metadata.schemas().items() if name not in own}
        return Site(
            "jira",
            names={name: one.name for name, one in schemas.items()},
            kinds={name: "rich" if one.rich else one.type for name, one in schemas.items()},
            sprints=tracker.metadata.sprint_field() or "",
            project=project,
        )
    assert isinstance(tracker, AzureDevOpsPlatform)
    known = {
        name: one
        for name, one in tracker.metadata.fields().items()
        if name not in ado_fields.HUB_NAMES and name not in ado_fields.ELSEWHERE
    }
    return Site(
        "azuredevops",
        names={name: one.name for name, one in known.items()},
        kinds={name: _kind(one.type) for name, one in known.items()},
        references={**ado_fields.REFERENCE_NAMES, "description": ado_fields.DESCRIPTION},
        project=project,
    )


def _kind(name: str) -> str:
    return {"html": "rich", "dateTime": "datetime"}.get(name, name)
