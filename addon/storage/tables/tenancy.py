"""Tables of tenants and what they agreed on: nodes, secrets, connections, rules, triggers, acceptances."""

from addon.storage.tables.base import Flag, Id, Json, Moment, Number, Row, Text, index, unique


class Node(Row):
    """One tracker instance: a tenant. `instance_id` is Jira's clientKey or Azure DevOps' instanceId."""

    id = Id()
    kind = Text()
    instance_id = Text()
    slug = Text()  # of the node URL: 128 random bits
    slug_before = Text(default="")  # the last one, so that a changed address can be told from a wrong one
    base_url = Text()  # of the tracker
    origin = Text(default="")  # normalised scheme://host, what a typed tracker URL resolves to
    display_name = Text(default="")
    display_url = Text(default="")
    cloud_id = Text(default="")
    installation_id = Text(default="")
    app_user_id = Text(default="")
    status = Text(default="active")  # active, disabled, uninstalled
    installed_at = Moment()
    uninstalled_at = Moment(null=True)
    evaluation_from = Moment()
    licence = Json(default=dict)  # what the host or provider last said
    licence_text = Text(default="")  # a pasted, signed key
    settings = Json(default=dict)
    reachable = Flag(default=True)
    version = Number(default=1)
    created_at = Moment()
    updated_at = Moment()
    keys = (
        unique("kind", "instance_id"),
        unique("slug"),
        index("origin"),
        index("slug_before", where="slug_before <> ''"),
        index("status", "uninstalled_at"),
    )


class Secret(Row):
    """An encrypted value; nothing secret is kept anywhere else. `subject` tells several of a purpose apart."""

    id = Id()
    node_id = Number()  # 0: the deployment's own
    purpose = Text()
    subject = Text(default="")
    token = Text()
    key_id = Text()
    expires_at = Moment(null=True)
    created_at = Moment()
    updated_at = Moment()
    keys = (
        unique("node_id", "purpose", "subject"),
        index("key_id"),
        index("expires_at", where="expires_at IS NOT NULL"),
    )


class Connection(Row):
    """This node's side of an agreement with a partner; the partner has its own row, perhaps elsewhere."""

    id = Id()
    node_id = Number()
    side_id = Text()  # ours, random
    partner_side_id = Text(default="")
    initiator = Flag(default=True)
    mode = Text()  # basic, visual, script
    status = Text(default="pending")  # pending, active, deactivated, canceled, ended
    status_reason = Text(default="")  # revoked, declined, expired, partner_removed, partner_uninstalled
    name = Text()
    name_key = Text()  # the name, case folded
    local_name = Text()
    remote_name = Text()
    description = Text(default="")
    project_id = Text(default="")  # incoming sync
    project_key = Text(default="")
    project_name = Text(default="")
    own_switch = Flag(default=True)
    own_switch_by = Text(default="")
    own_switch_at = Moment(null=True)
    partner_switch = Flag(default=True)
    partner_switch_by = Text(default="")
    partner_switch_at = Moment(null=True)
    partner_node_url = Text(default="")
    partner_kind = Text(default="")
    partner_url = Text(default="")  # tracker URL
    partner_name = Text(default="")
    partner_admin = Text(default="")
    partner_confirmed = Flag(default=False)  # its URL was proven, or an admin confirmed who accepted
    partner_claim = Json(default=dict)  # what an unproven acceptor said of itself
    bound_to = Text(default="")  # node URL that alone may accept; empty: whoever holds the code
    transport = Text(default="push")  # push: both reach each other; polled: partner fetches; polling: we fetch
    local_peer_id = Number(default=0)  # the partner's row in this same store, once both rows name each other
    public_key = Text(default="")
    partner_key = Text(default="")
    partner_thumbprint = Text(default="")
    code_token_hash = Text(default="")
    code_payload_hash = Text(default="")
    code_expires_at = Moment(null=True)
    codes_replaced = Json(default=list)  # hashes of codes that a newer one replaced
    health = Text(default="healthy")  # healthy, degraded, blocked
    health_reason = Text(default="")
    health_text = Text(default="")
    held = Text(default="")  # why nothing may run although it is active: licence
    flowing = Flag(default=False)  # active, both switches on, partner confirmed, not held: lines may be claimed
    paused_until = Moment(default=0)  # the breaker of this connection
    paused_reason = Text(default="")
    rule_number = Number(default=0)
    settings = Json(default=dict)
    last_sent_at = Moment(null=True)
    last_received_at = Moment(null=True)
    created_by = Text(default="")
    created_at = Moment()
    updated_at = Moment()
    version = Number(default=1)
    search_key = Text(null=True)  # what a search looks in, case folded; null: written by the version before
    keys = (
        unique("side_id"),
        unique("node_id", "name_key"),
        index("node_id", "status", "name_key", "id", "health_reason"),
        index("node_id", "partner_side_id"),
        index("code_token_hash", where="code_token_hash <> ''"),
        index("status", "code_expires_at", where="status = 'pending'"),
        index("node_id", "name_key", "id", "search_key", "status", "health_reason"),
    )


class RuleVersion(Row):
    """One saved state of this side's rules and the settings that belong to them."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    number = Number()
    outgoing = Text(default="")
    incoming = Text(default="")
    settings = Json(default=dict)
    author = Text(default="")
    message = Text(default="")
    restored_from = Number(default=0)
    created_at = Moment()
    keys = (unique("node_id", "connection_id", "number"),)


class RuleCase(Row):
    """A test case of a connection's rules: an entity as it was once read, and what its rules are to make of it."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    name = Text()
    entity_id = Text()
    entity_key = Text(default="")
    given = Json(default=dict)
    expected = Json(default=dict)
    created_by = Text(default="")
    created_at = Moment()
    keys = (index("node_id", "connection_id", "id"),)


class Trigger(Row):
    """A query that decides which unpaired entities start to sync."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    entity_type = Text(default="")
    project_id = Text(default="")
    project_name = Text(default="")
    query = Text(default="")
    notes = Text(default="")
    active = Flag(default=True)
    problem = Text(default="")
    problem_at = Moment(null=True)
    created_by = Text(default="")
    created_at = Moment()
    updated_at = Moment()
    version = Number(default=1)
    keys = (index("node_id", "connection_id", "id"),)


class Acceptance(Row):
    """The acceptor's side of an acceptance on its way: the same request is repeated until a definite answer."""

    id = Id()
    node_id = Number()
    connection_id = Number()
    initiator_side = Text()
    initiator_node_url = Text()
    state = Text(default="accepting")  # accepting, accepted, refused, leaving, left
    public_key = Text(default="")
    payload_hash = Text(default="")
    nonce = Text(default="")
    request = Json(default=dict)
    answer = Json(default=dict)
    attempts = Number(default=0)
    next_at = Moment(null=True)
    problem = Text(default="")
    created_at = Moment()
    updated_at = Moment()
    keys = (
        unique("node_id", "initiator_side"),
        index("nonce", where="nonce <> ''"),
        index("next_at", where="next_at IS NOT NULL"),
        index("node_id", "connection_id"),
    )


class Nonce(Row):
    """A value that may be used once: token ids, callback nonces, message ids of calls."""

    id = Id()
    node_id = Number()
    purpose = Text()
    value = Text()
    data = Json(default=dict)
    expires_at = Moment()
    keys = (unique("node_id", "purpose", "value"), index("expires_at"))


class Setting(Row):
    """A value by name; node 0 is the deployment."""

    id = Id()
    node_id = Number()
    name = Text()
    value = Json()
    updated_at = Moment()
    keys = (unique("node_id", "name"),)
