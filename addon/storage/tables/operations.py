"""Tables of operation: service hooks, what uses them, the audit log."""

from addon.storage.tables.base import Id, Json, Moment, Number, Row, Text, index, unique


class HookSubscription(Row):
    """A subscription that we made at a tracker; its password is a secret with this row's id as subject."""

    id = Id()
    node_id = Number()
    project_id = Text()
    event = Text()
    subscription_id = Text(default="")  # the tracker's id; empty while it is being made
    status = Text(default="wanted")  # wanted, active, probation, disabled, failed, removing
    problem = Text(default="")
    last_delivery_at = Moment(null=True)
    checked_at = Moment(null=True)
    created_at = Moment()
    updated_at = Moment()
    keys = (unique("node_id", "project_id", "event"), index("node_id", "status"))


class HookUse(Row):
    """Why a project's hooks are needed: a trigger, the pairs or the incoming project of a connection."""

    id = Id()
    node_id = Number()
    project_id = Text()
    connection_id = Number()
    purpose = Text()  # trigger, pairs, incoming
    subject = Text(default="")
    created_at = Moment()
    keys = (
        unique("node_id", "project_id", "connection_id", "purpose", "subject"),
        index("node_id", "connection_id", "purpose"),
    )


class Audit(Row):
    """Who did what; never changed."""

    id = Id()
    node_id = Number()
    at = Moment()
    actor_id = Text(default="")
    actor_name = Text(default="")
    action = Text()
    subject = Text(default="")
    connection_id = Number(default=0)
    detail = Json(default=dict)
    keys = (index("node_id", "id"), index("node_id", "connection_id", "id"))
