"""Tables of work: deliveries, ordered lines and their events, turns, messages, effects, errors."""

from addon.storage.tables.base import Flag, Id, Json, Moment, Number, Real, Row, Text, index, unique


class Inbox(Row):
    """A webhook delivery as it came in, stored before it is acknowledged."""

    id = Id()
    node_id = Number()
    delivery_key = Text()
    source = Text()
    headers = Json(default=dict)
    body = Text(default="")
    received_at = Moment()
    keys = (unique("node_id", "delivery_key"),)


class Stream(Row):
    """One ordered line of events: of an entity, in a direction, over a connection (0: before routing).

    `due_at` is NULL while there is nothing to do, while the line is blocked, and on SQLite while it is leased;
    on PostgreSQL it is the end of the lease then, so that a dead owner's line comes up again by itself.
    `locked_entity` is the local entity while the line is leased: unique, so no entity has two owners.
    """

    id = Id()
    node_id = Number()
    connection_id = Number(default=0)
    direction = Text()  # ingress, out, send, in, file_out, file_in
    entity_key = Text()
    entity_label = Text(default="")  # what people call it: PROJ-12
    local_entity = Text(null=True)
    locked_entity = Text(null=True)
    priority = Number(default=1)  # 0 interactive, 1 normal, 2 bulk
    due_at = Moment(null=True)
    burst_at = Moment(null=True)  # when the burst that waits to settle began
    owner = Text(null=True)
    lease_no = Number(default=0)
    lease_until = Moment(null=True)
    attempts = Number(default=0)
    waiting_for = Text(default="")  # reason of a delay: rate_limited, unavailable, lagging_index
    blocked_by = Number(null=True)  # the error that parks it
    epoch = Number(default=0)
    seq = Number(default=0)
    created_at = Moment()
    updated_at = Moment()
    keys = (
        unique("node_id", "connection_id", "direction", "entity_key"),
        unique("node_id", "locked_entity", where="locked_entity IS NOT NULL"),
        index("node_id", "connection_id", "priority", "due_at", "id", where="due_at IS NOT NULL"),
        index("node_id", "lease_until", where="owner IS NOT NULL"),
        index("node_id", "local_entity", where="local_entity IS NOT NULL"),
        index("node_id", "entity_label", where="entity_label <> ''"),
        index("node_id", "due_at", "id", where="direction = 'send' AND due_at IS NOT NULL"),
    )


class Event(Row):
    """One thing to do in a line; `id` is the order."""

    id = Id()
    stream_id = Number()
    node_id = Number()
    connection_id = Number(default=0)
    direction = Text()
    kind = Text()
    dedup = Text(null=True)
    body = Json(default=dict)
    state = Text(default="pending")  # pending, done, error, skipped
    attempts = Number(default=0)
    outcome = Text(default="")
    origin = Text(default="")  # what caused it: webhook, poll, panel, bulk, partner
    message_id = Text(default="")
    created_at = Moment()
    done_at = Moment(null=True)
    keys = (
        unique("stream_id", "dedup", where="dedup IS NOT NULL"),
        index("stream_id", "id", where="state = 'pending'"),
        index("node_id", "direction", "id", "state", where="state IN ('pending', 'error')"),
        index("node_id", "connection_id", "direction", "id", "state", where="state IN ('pending', 'error')"),
    )


class Turn(Row):
    """A tenant's place in the round. Row 0 keeps the virtual time that sleepers catch up to."""

    node_id = Number(primary_key=True)
    vtime = Real(default=0.0)
    weight = Real(default=1.0)
    max_inflight = Number(default=0)  # 0: no limit of its own
    paused_until = Moment(default=0)  # the whole tenant waits: its tracker or credential is out
    reason = Text(default="")
    served = Number(default=0)


class Received(Row):
    """A partner's message that was stored here: the same one again changes nothing."""

    id = Id()
    node_id = Number()
    side_id = Text()
    message_id = Text()
    entity_key = Text(default="")
    epoch = Number(default=0)
    seq = Number(default=0)
    received_at = Moment()
    keys = (unique("side_id", "message_id"), index("node_id", "side_id", "entity_key", "id"), index("received_at"))


class Outbox(Row):
    """A message that a private partner fetches, kept until it acknowledged."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    message_id = Text()
    entity_key = Text(default="")
    kind = Text()
    epoch = Number(default=0)
    seq = Number(default=0)
    event_id = Number(default=0)
    body = Json()
    created_at = Moment()
    offered_at = Moment(null=True)
    acked_at = Moment(null=True)
    keys = (
        unique("connection_id", "message_id"),
        index("node_id", "connection_id", "id", where="acked_at IS NULL"),
        index("node_id", "connection_id", "entity_key", where="acked_at IS NULL"),
        index("acked_at", where="acked_at IS NOT NULL"),
    )


class IncomingFile(Row):
    """A file that a private partner was asked for: it sends the bytes, in pieces."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    message_id = Text()  # of the question; the address of its pieces
    entity_key = Text()
    file_id = Text()
    most = Number()  # bytes that may come, seal included
    received = Number(default=0)
    state = Text(default="asked")  # asked, arriving, whole, refused
    reason = Text(default="")
    asked_at = Moment()
    heard_at = Moment()
    keys = (
        unique("connection_id", "message_id"),
        unique("connection_id", "entity_key", "file_id"),
        index("heard_at"),
    )


class IncomingPiece(Row):
    """Some bytes of such a file, kept until it is here as a whole and was attached; `content` is base64."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    incoming_file_id = Number()
    start = Number()
    content = Text()
    keys = (unique("incoming_file_id", "start"), index("node_id", "connection_id"))


class Effect(Row):
    """The intent and the result of one write to a tracker (or one call a script made)."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    event_id = Number()
    entity_id = Text(default="")  # local entity; empty until a create returns it
    project_id = Text(default="")
    ordinal = Number()
    key = Text()
    kind = Text()
    method = Text(default="")
    target = Text(default="")
    call = Json(default=dict)  # the whole planned call, as the platform made it
    request_hash = Text(default="")
    state = Text(default="planned")  # planned, started, done, failed, dropped
    remote_id = Text(default="")
    receipt = Json(null=True)
    planned_at = Moment()
    started_at = Moment(null=True)
    done_at = Moment(null=True)
    keys = (
        unique("node_id", "key"),
        index("node_id", "event_id", "ordinal"),
        index("node_id", "entity_id", "id"),
        index("node_id", "kind", "project_id", where="state IN ('planned', 'started')"),
        index("done_at", where="done_at IS NOT NULL"),
    )


class Error(Row):
    """Something that needs a person. With a stream, it parks that line and nothing else."""

    id = Id()
    node_id = Number()
    connection_id = Number(default=0)
    stream_id = Number(default=0)
    event_id = Number(default=0)
    trigger_id = Number(default=0)
    impact = Text()  # entity, connection, trigger, node
    direction = Text(default="")
    entity_id = Text(default="")
    entity_key = Text(default="")
    reason = Text()
    message = Text()
    detail = Json(default=dict)  # script line and column, stack of rule lines, tracker's words
    replica = Json(null=True)
    attempts = Number(default=0)
    created_at = Moment()
    resolved_at = Moment(null=True)
    resolved_by = Text(default="")
    resolution = Text(default="")  # retried, skipped, unlinked, recovered, removed, newer
    keys = (
        index("node_id", "id", "resolved_at", where="resolved_at IS NULL"),
        index("node_id", "connection_id", "id", "resolved_at", where="resolved_at IS NULL"),
        index("node_id", "entity_id", "id"),
        index("node_id", "entity_key", where="resolved_at IS NULL"),
        unique("stream_id", where="resolved_at IS NULL AND stream_id > 0"),
        index("resolved_at", where="resolved_at IS NOT NULL"),
    )


class Budget(Row):
    """What a rate limit leaves: a bucket that refills, or a count in a window of time."""

    id = Id()
    node_id = Number()  # 0: shared by all tenants
    scope = Text()
    capacity = Real()
    tokens = Real()
    refill_per_s = Real(default=0.0)
    window_start = Moment(default=0)
    paused_until = Moment(default=0)
    reason = Text(default="")
    limited = Flag(default=False)
    updated_at = Moment()
    keys = (unique("node_id", "scope"), index("updated_at"))


class Schedule(Row):
    """Something done again and again by exactly one runner; missed runs collapse into one."""

    id = Id()
    node_id = Number()
    connection_id = Number(default=0)
    kind = Text()
    subject = Text(default="")
    every_ms = Number()
    next_at = Moment(null=True)
    watermark = Json(null=True)
    owner = Text(null=True)
    lease_no = Number(default=0)
    lease_until = Moment(null=True)
    attempts = Number(default=0)
    last_at = Moment(null=True)
    last_result = Text(default="")
    keys = (
        unique("node_id", "connection_id", "kind", "subject"),
        index("next_at", where="next_at IS NOT NULL"),
        index("lease_until", where="lease_until IS NOT NULL"),
    )


class Job(Row):
    """Long work that a person asked for, with progress: counts, bulk, CSV, previews, connection tests."""

    id = Id()
    node_id = Number()
    connection_id = Number(default=0)
    kind = Text()
    state = Text(default="queued")  # queued, running, done, failed, canceled
    parameters = Json(default=dict)
    total = Number(null=True)
    succeeded = Number(default=0)
    failed = Number(default=0)
    progress = Text(default="")
    cursor = Json(null=True)
    result = Json(null=True)
    message = Text(default="")
    cancel_requested = Flag(default=False)
    owner = Text(null=True)
    lease_no = Number(default=0)
    lease_until = Moment(null=True)
    created_by = Text(default="")
    created_at = Moment()
    started_at = Moment(null=True)
    finished_at = Moment(null=True)
    keys = (
        index("id", where="state IN ('queued', 'running')"),
        index("node_id", "connection_id", "id"),
        index("finished_at", where="finished_at IS NOT NULL"),
    )
