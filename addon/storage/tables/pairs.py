"""Tables of pairs and what is known of them: twins, replicas, traces, baselines, conflicts, timeline."""

from addon.storage.tables.base import Flag, Id, Json, Moment, Number, Row, Text, index, unique


class Twin(Row):
    """Local entity X and remote entity Y are a pair over one connection."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    local_id = Text()
    local_key = Text()
    local_url = Text(default="")
    local_project = Text(default="")
    remote_id = Text(default="")
    remote_key = Text(default="")
    remote_url = Text(default="")
    acknowledged = Flag(default=False)  # the partner knows the pair: `firstSync` of outgoing runs ends
    state = Text(default="linked")  # linked, unlinked, local_deleted, remote_deleted
    sent_hash = Text(default="")
    sent_at = Moment(null=True)
    sent_epoch = Number(default=0)
    sent_seq = Number(default=0)
    received_hash = Text(default="")
    received_at = Moment(null=True)
    received_epoch = Number(default=0)
    received_seq = Number(default=0)
    revision = Text(default="")  # the tracker's version mark at the last whole baseline
    rule_number = Number(default=0)
    created_at = Moment()
    updated_at = Moment()
    ended_at = Moment(null=True)
    version = Number(default=1)
    keys = (
        unique("node_id", "connection_id", "local_id", where="ended_at IS NULL"),
        unique("node_id", "connection_id", "remote_id", where="ended_at IS NULL AND remote_id <> ''"),
        index("node_id", "local_id", where="ended_at IS NULL"),
        index("node_id", "local_key"),
        index("node_id", "remote_key"),
        index("node_id", "connection_id", "id", "ended_at", where="ended_at IS NULL"),
    )


class Replica(Row):
    """The last replica sent or received for a twin; kept beside it so that twins stay small."""

    id = Id()
    node_id = Number()
    twin_id = Number()
    way = Text()  # sent, received
    body = Json()
    hash = Text()
    stored_at = Moment()
    keys = (unique("twin_id", "way"), index("node_id"))


class Trace(Row):
    """Within a twin: our id and the partner's id of one comment, attachment, worklog or link."""

    id = Id()
    node_id = Number()
    twin_id = Number()
    kind = Text()
    local_id = Text()
    remote_id = Text()
    origin = Text()  # local, remote: where it was made
    local_hash = Text(default="")
    remote_hash = Text(default="")
    data = Json(default=dict)
    removed_at = Moment(null=True)
    created_at = Moment()
    updated_at = Moment()
    keys = (unique("twin_id", "kind", "local_id"), unique("twin_id", "kind", "remote_id"), index("node_id"))


class Baseline(Row):
    """A field of a twin as both sides last agreed on it: stored form and fingerprint of each."""

    id = Id()
    node_id = Number()
    twin_id = Number()
    field = Text()
    local_form = Json(null=True)
    local_fingerprint = Text(default="")
    remote_form = Json(null=True)
    remote_fingerprint = Text(default="")
    turns = Json(default=list)  # times of recent round trips, to freeze a field that will not settle
    frozen_until = Moment(null=True)
    updated_at = Moment()
    keys = (unique("twin_id", "field"), index("node_id"))


class Conflict(Row):
    """Both sides changed a field and the policy is to ask."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    twin_id = Number()
    field = Text()
    local_form = Json(null=True)
    remote_form = Json(null=True)
    baseline_form = Json(null=True)
    local_by = Text(default="")
    remote_by = Text(default="")
    event_id = Number(default=0)
    created_at = Moment()
    resolved_at = Moment(null=True)
    resolved_by = Text(default="")
    choice = Text(default="")
    keys = (
        unique("twin_id", "field", where="resolved_at IS NULL"),
        index("node_id", "connection_id", "id", "resolved_at", where="resolved_at IS NULL"),
        index("resolved_at", where="resolved_at IS NOT NULL"),
        index("node_id", "id", "resolved_at", where="resolved_at IS NULL"),
    )


class DeferredLink(Row):
    """A link or parent that waits until its other end is paired."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    local_id = Text()  # the entity that is to have the link
    kind = Text()
    remote_id = Text()  # the partner's entity that is not paired yet
    data = Json(default=dict)
    created_at = Moment()
    keys = (unique("connection_id", "local_id", "kind", "remote_id"), index("node_id", "connection_id", "remote_id"))


class Timeline(Row):
    """One step of what happened to an entity, and why."""

    id = Id()
    node_id = Number()
    connection_id = Number(default=0)
    entity_id = Text()
    event_id = Number(default=0)
    step = Text()
    text = Text()
    data = Json(default=dict)
    at = Moment()
    keys = (
        # Filters are answered by the index: an entity may have very many steps of which few are shown.
        index("node_id", "entity_id", "id", "step", "event_id", "connection_id"),
        index("at"),
    )
