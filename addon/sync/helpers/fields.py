"""What the tracker's fields are called, for rules: out of its cached metadata."""

from addon.platforms.base import Platform
from addon.replica.values import ProjectRef
from addon.rules.site import Site
from addon.storage.connections import Connection


def site_of(tracker: Platform, connection: Connection) -> Site:
    """The fields beside the connection; one call each some minutes."""
    known = tracker.names.fields()
    return Site(
        tracker.capabilities.kind,
        names=known.names,
        kinds=known.kinds,
        references=known.references,
        sprints=known.sprints,
        project=ProjectRef(connection.project_id, connection.project_key, connection.project_name),
    )
