"""The initiator's side of an invitation: make it, show it, replace it, take it back, confirm who accepted."""

from dataclasses import dataclass, field

from addon.connections import codes, keys, notices, wizard
from addon.connections.codes import Payload
from addon.connections.naming import tidy, tidy_lines
from addon.connections.wizard import Names
from addon.nodes import auditing, licensing
from addon.nodes.node import label_of
from addon.nodes.refusals import Refusal, not_found
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.base import Project
from addon.rules import defaults
from addon.storage import connections, nodes, rules, secrets
from addon.storage.connections import Connection
from addon.storage.failures import Duplicate
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

SIDE_KEY = "side_private_key"
CODE = "invitation_code"
CONSOLE_URL = "console_url"  # in the connection's settings: where the destination's console opens, as it said


@dataclass(frozen=True, slots=True)
class Draft:
    """What the wizard collected."""

    mode: str
    local_name: str
    remote_name: str
    name: str
    description: str
    project_id: str
    destination_text: str = ""
    node_url: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code to hand over, until when it is valid, and who alone may accept it (empty: whoever holds it)."""

    connection_id: int
    code: str = field(repr=False)
    expires_at: int
    bound_to: str
    remote_name: str
    console_url: str | None = None


def initiate(services: Services, caller: Caller, draft: Draft) -> Invitation:
    """Make a pending connection and its code. Everything is checked anew; raises `Refusal` with a field."""
    wizard_state = wizard.preconditions(services, caller)
    if not wizard_state.can_initiate:
        problem = wizard_state.problems[0]
        raise Refusal(problem.reason, problem.message, status=409)
    destination = None
    if not draft.unknown:
        destination = wizard.discover(services, caller, draft.node_url or draft.destination_text)
    wizard.check_mode(services, caller, draft.mode, destination)
    _require_names(services, caller, draft)
    project = wizard.require_project(services, caller, draft.project_id)
    types = services.trackers.open(caller.node_id).entity_types(project.id)
    side, private, token = services.random_token(), keys.new_private_key(), services.random_token() * 2

    def work(tx: Tx) -> Invitation:
        node = nodes.get(tx, caller.node_id)
        expires = tx.now + services.deployment.invitation_ms
        made = connections.create(
            tx,
            node.id,
            side_id=side,
            mode=draft.mode,
            name=tidy(draft.name),
            local_name=tidy(draft.local_name),
            remote_name=tidy(draft.remote_name),
            description=tidy_lines(draft.description),
            initiator=True,
            status="pending",
            bound_to=destination.node_url if destination else "",
            partner_kind=destination.kind if destination else "",
            partner_node_url=destination.node_url if destination else "",
            partner_name=destination.label if destination else "",
            public_key=keys.public_key_of(private),
            held="awaiting_first_call",
            created_by=caller.display_name or caller.user_id,
            settings={CONSOLE_URL: destination.console_url} if destination and destination.console_url else {},
            **project_columns(project),
        )
        secrets.put(tx, node.id, SIDE_KEY, private, subject=secrets.of_connection(made.id))
        save_default_rules(tx, node, made, project, [one.name for one in types])
        invitation = _issue(tx, services, node, made, token, expires)
        auditing.record(tx, caller, "invitation_made", connection_id=made.id, subject=made.name)
        return invitation

    try:
        return services.ledger.write(work)
    except Duplicate as problem:
        raise Refusal("name_taken", "A connection with this name exists already.", field="name") from problem


def current_code(services: Services, caller: Caller, connection_id: int) -> Invitation:
    """The code of a pending connection, to be copied again."""

    def work(tx: Tx) -> Invitation:
        found = connections.get(tx, caller.node_id, connection_id)
        code = secrets.get(tx, caller.node_id, CODE, subject=secrets.of_connection(connection_id))
        if found.status != "pending" or code is None or (found.code_expires_at or 0) <= tx.now:
            raise Refusal("no_code", "This invitation is over. Make a new invitation code.", status=409)
        return _invitation(found, code, found.code_expires_at or 0)

    return services.ledger.read(work)


def new_code(services: Services, caller: Caller, connection_id: int) -> Invitation:
    """A fresh code and fresh days; the old code is refused as replaced. Keeps everything typed."""
    token = services.random_token() * 2

    def work(tx: Tx) -> Invitation:
        found = _own_invitation(tx, caller, connection_id)
        node = nodes.get(tx, caller.node_id)
        connections.change_status(
            tx,
            node.id,
            found.id,
            "pending",
            expected=("pending", "canceled"),
            codes_replaced=[*found.codes_replaced, found.code_token_hash][-20:] if found.code_token_hash else [],
        )
        auditing.record(tx, caller, "new_code", connection_id=found.id)
        renewed = connections.get(tx, node.id, found.id)
        return _issue(tx, services, node, renewed, token, tx.now + services.deployment.invitation_ms)

    return services.ledger.write(work)


def revoke(services: Services, caller: Caller, connection_id: int) -> None:
    """Take the invitation back: its code is refused as revoked."""

    def work(tx: Tx) -> None:
        found = _own_invitation(tx, caller, connection_id)
        connections.change_status(tx, caller.node_id, found.id, "canceled", reason="revoked", expected=("pending",))
        secrets.delete(tx, caller.node_id, CODE, subject=secrets.of_connection(found.id))
        auditing.record(tx, caller, "revoked", connection_id=found.id)

    services.ledger.write(work)


def expire(services: Services) -> int:
    """Cancel invitations whose time is over, of all tenants; how many."""

    def work(tx: Tx) -> int:
        found = connections.expired_codes(tx)
        for one in found:
            connections.change_status(tx, one.node_id, one.id, "canceled", reason="expired", expected=("pending",))
            secrets.delete(tx, one.node_id, CODE, subject=secrets.of_connection(one.id))
        return len(found)

    return services.ledger.write(work)


def confirm(services: Services, caller: Caller, connection_id: int) -> None:
    """Say that whoever accepted is the right partner; from now on messages flow."""

    def work(tx: Tx) -> None:
        found = connections.get(tx, caller.node_id, connection_id)
        if not found.initiator or found.status not in ("active", "deactivated"):
            raise not_found("acceptance")
        connections.update(tx, caller.node_id, found.id, expected_version=found.version, partner_confirmed=True)
        notices.send(tx, services, found, "confirmed", {})
        auditing.record(tx, caller, "acceptor_confirmed", connection_id=found.id, subject=found.partner_url)

    services.ledger.write(work)


def refuse_acceptor(services: Services, caller: Caller, connection_id: int) -> None:
    """Say that a stranger accepted: the connection is canceled and the stranger told; a new code can follow."""

    def work(tx: Tx) -> None:
        found = connections.get(tx, caller.node_id, connection_id)
        if not found.initiator or found.partner_confirmed or found.status not in ("active", "deactivated"):
            raise not_found("acceptance")
        notices.send(tx, services, found, "leave", {"reason": "not_confirmed"})
        connections.change_status(tx, caller.node_id, found.id, "canceled", reason="not_confirmed")
        auditing.record(
            tx,
            caller,
            "acceptor_refused",
            connection_id=found.id,
            subject=found.partner_url,
        )

    services.ledger.write(work)


def project_columns(project: Project) -> dict[str, str]:
    """A project as a connection keeps it."""
    return {"project_id": project.id, "project_key": project.key, "project_name": project.name}


def save_default_rules(tx: Tx, node: Node, made: Connection, project: Project, types: list[str]) -> None:
    """The rules a new connection starts with."""
    fallback = "Task" if "Task" in types else (types[0] if types else "Task")
    rules.save(
        tx,
        node.id,
        made.id,
        outgoing=defaults.outgoing_text(node.kind, made.remote_name),
        incoming=defaults.incoming_text(node.kind, made.remote_name, project.key, fallback),
        author=made.created_by,
        message="Default rules",
    )


def _issue(tx: Tx, services: Services, node: Node, made: Connection, token: str, expires_at: int) -> Invitation:
    payload = Payload(
        protocol=codes.PROTOCOL,
        node_url=services.deployment.node_url(node.slug),
        side=made.side_id,
        kind=node.kind,
        label=label_of(node),
        mode=made.mode,
        local_name=made.local_name,
        remote_name=made.remote_name,
        name=made.name,
        description=made.description,
        expires_at=expires_at,
        token=token,
        key=made.public_key,
        meant_for=made.bound_to,
        meant_for_label=made.partner_name if made.bound_to else "",
    )
    connections.update(
        tx,
        node.id,
        made.id,
        code_token_hash=payload.token_hash,
        code_payload_hash=payload.payload_hash,
        code_expires_at=expires_at,
    )
    code = codes.encode(payload)
    secrets.put(tx, node.id, CODE, code, subject=secrets.of_connection(made.id), expires_at=expires_at)
    return _invitation(made, code, expires_at)


def _invitation(made: Connection, code: str, expires_at: int) -> Invitation:
    bound_to = (made.partner_name or made.bound_to) if made.bound_to else ""
    return Invitation(made.id, code, expires_at, bound_to, made.remote_name, made.settings.get(CONSOLE_URL))


def _own_invitation(tx: Tx, caller: Caller, connection_id: int) -> Connection:
    found = connections.get(tx, caller.node_id, connection_id)
    if not found.initiator:
        raise not_found("invitation")
    return found


def _require_names(services: Services, caller: Caller, draft: Draft) -> None:
    names = Names(draft.local_name, draft.remote_name, draft.name)
    for place, words in wizard.check_names(services, caller, names, draft.description).items():
        raise Refusal("bad_name", words, field=place)
    if draft.mode != "basic":
        licensing.require_script(services, caller.node_id)
