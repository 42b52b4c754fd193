"""The acceptor's side: read a code, accept it; and repeat an acceptance until there is a definite answer.

Before anything is sent the acceptor's row, its new key and the code's token are committed, so a crash or a lost answer
leaves something that can be repeated: the initiator knows the key again and gives the same answer.
"""

import json
from dataclasses import dataclass, field

import structlog

from addon.connections import codes, invitations, keys, notices, wizard
from addon.connections.codes import Payload
from addon.connections.models import WORD_MAX, AcceptanceAnswer
from addon.connections.naming import plain, plain_lines, tidy
from addon.connections.peers import Peers, Side
from addon.connections.wizard import Names
from addon.nodes import auditing, licensing
from addon.nodes.node import label_of
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.base import Project
from addon.storage import acceptances, audit, connections, nodes, schedules, secrets
from addon.storage.acceptances import Acceptance
from addon.storage.failures import Duplicate
from addon.storage.transaction import Tx

log = structlog.get_logger()
TOKEN = "invitation_token"  # noqa: S105 - the name of a purpose
RETRY_MS = (2_000, 5_000, 15_000, 60_000, 300_000)
LISTED = frozenset({"pending", "active", "deactivated", "ended"})
TRY_AGAIN = frozenset(
    {"partner_unreachable", "partner_timeout", "partner_unavailable", "bad_answer_signature", "partner_bad_answer",
     "store_unavailable", "internal_error", "clock_skew"}
)  # fmt: skip
"""Reasons that are no definite answer: the acceptance is repeated. So it is after any other failure of a node (5xx)."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the code says, seen from this side: names are swapped."""

    connection_name: str
    local_name: str
    remote_name: str
    mode: str
    partner_kind: str
    partner_label: str
    description: str
    expires_at: int
    name_clash: bool
    proposed_name: str
    fingerprint: str
    partner_node_url: str = ""


@dataclass(frozen=True, slots=True)
class _Intent:
    """An acceptance that passed every check here: what is agreed to, and the new side's own key and names."""

    payload: Payload
    names: Names
    description: str
    project: Project
    type_names: tuple[str, ...]
    private_key: str = field(repr=False)
    side: str
    nonce: str


def preview(services: Services, caller: Caller, code_text: str) -> Preview:
    """Read a pasted code and say what accepting it would do; raises `Refusal` with field `code`."""
    payload = _acceptable(services, caller, code_text)
    taken = services.ledger.read(lambda tx: connections.by_name(tx, caller.node_id, tidy(payload.name)))
    return Preview(
        connection_name=plain(payload.name),
        local_name=plain(payload.remote_name),
        remote_name=plain(payload.local_name),
        mode=payload.mode,
        partner_kind=payload.kind,
        partner_label=plain(payload.label),
        description=plain_lines(payload.description),
        expires_at=payload.expires_at,
        name_clash=taken is not None,
        proposed_name=wizard.unused_name(services, caller.node_id, plain(payload.name)),
        fingerprint=keys.fingerprint(payload.key),
        partner_node_url=payload.node_url,
    )


def accept(
    services: Services,
    caller: Caller,
    code_text: str,
    *,
    project_id: str,
    name: str,
    local_name: str = "",
    remote_name: str = "",
) -> int:
    """Accept an invitation; the new connection's id.

    When the initiator cannot be reached now, the connection stays pending here and the acceptance is repeated.
    Raises `Refusal` for a definite no: then nothing is left here and the code is as it was.
    """
    payload = _acceptable(services, caller, code_text)
    state = wizard.preconditions(services, caller)
    if not state.can_accept:
        raise Refusal(state.problems[0].reason, state.problems[0].message, status=409)
    description = plain_lines(payload.description)
    names = Names(
        local_name or plain(payload.remote_name), remote_name or plain(payload.local_name), name or plain(payload.name)
    )
    for wrong, words in wizard.check_names(services, caller, names, description).items():
        raise Refusal("bad_name", words, field=wrong)
    project = wizard.require_project(services, caller, project_id)
    types = services.trackers.open(caller.node_id).entity_types(project.id)
    intent = _Intent(
        payload,
        names,
        description,
        project,
        tuple(one.name for one in types),
        private_key=keys.new_private_key(),
        side=services.random_token(),
        nonce=services.random_token(),
    )
    try:
        begun = services.ledger.write(lambda tx: _begin(tx, caller, intent))
    except Duplicate as problem:
        if "acceptance" in str(problem):
            raise Refusal(
                "already_accepting", "Another administrator here has just accepted this invitation.", "code", 409
            ) from problem
        raise Refusal("name_taken", "A connection with this name exists already.", field="name") from problem
    attempt(services, begun)
    return begun.connection_id


def attempt(services: Services, begun: Acceptance) -> bool:
    """Send the acceptance once; True when it got a definite yes. A definite no undoes it and raises `Refusal`."""
    node, row, private, token = services.ledger.read(
        lambda tx: (
            nodes.get(tx, begun.node_id),
            connections.get(tx, begun.node_id, begun.connection_id),
            secrets.get(tx, begun.node_id, invitations.SIDE_KEY, subject=secrets.of_connection(begun.connection_id)),
            secrets.get(tx, begun.node_id, TOKEN, subject=secrets.of_connection(begun.connection_id)),
        )
    )
    assert private is not None
    body = {
        "protocol": codes.PROTOCOL,
        "side": begun.initiator_side,
        "token": token or "",
        "payload_hash": begun.payload_hash,
        "acceptor": {
            "side": row.side_id,
            "node_url": services.deployment.node_url(node.slug),
            "key": row.public_key,
            "nonce": begun.nonce,
            "kind": node.kind,
            "label": label_of(node),
            "url": node.display_url or node.base_url,
            "admin": row.created_by[:WORD_MAX],
            "reachable": services.deployment.reachable,
            "version": services.deployment.version,
        },
    }
    side = Side(row.side_id, private, begun.initiator_side, row.partner_key)
    try:
        content = Peers(services).call(begun.initiator_node_url, "POST", "/acceptances", side, body=body)
        answer = AcceptanceAnswer.model_validate_json(json.dumps(content))
    except Refusal as no:
        if no.reason in TRY_AGAIN or no.status >= 500:
            _again(services, begun, no)
            return False
        _undo(services, begun, no)
        raise Refusal(no.reason, no.message, field="code", status=409) from no
    except ValueError as problem:
        _again(services, begun, Refusal("partner_bad_answer", str(problem)))
        return False
    _accepted(services, begun, answer)
    return True


def repeat_due(services: Services) -> int:
    """Repeat acceptances whose answer was lost, of all tenants; how many were tried."""
    due = services.ledger.read(acceptances.due)
    for one in due:
        try:
            attempt(services, one)
        except Refusal as no:
            log.info("acceptance_refused", node=one.node_id, connection=one.connection_id, reason=no.reason)
    return len(due)


def readable(services: Services, caller: Caller, code_text: str) -> Payload:
    """What a pasted code holds, where it can still be answered from here; raises `Refusal` with field `code`."""
    payload = codes.decode(code_text)
    node = services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
    if payload.node_url == services.deployment.node_url(node.slug):
        raise Refusal("own_instance", "This code was made here. Send it to your partner's administrator.", field="code")
    services.ledger.read(lambda tx: _refuse_twice(tx, node.id, payload))
    if payload.meant_for and payload.meant_for != services.deployment.node_url(node.slug):
        meant, sender = plain(payload.meant_for_label) or payload.meant_for, plain(payload.local_name)
        raise Refusal(
            "other_instance",
            f"This invitation is for {meant}, and this is {label_of(node)}. Accept it there; the code stays valid. "
            f"If you were meant, give your node URL (General settings) to {sender} and ask for a new invitation.",
            field="code",
            status=403,
        )
    if payload.expires_at <= services.now():
        raise Refusal(
            "expired",
            f"This code expired on <t:{payload.expires_at}:date>. Ask {plain(payload.local_name)} for a new invitation "
            "code.",
            field="code",
        )
    return payload


def _begin(tx: Tx, caller: Caller, intent: _Intent) -> Acceptance:
    """Commit all that repeating needs: the pending connection, its key, the code's token, the acceptance."""
    payload, names = intent.payload, intent.names
    node = nodes.get(tx, caller.node_id)
    before = acceptances.by_initiator(tx, node.id, payload.side)
    if before is not None and before.state in ("refused", "left"):
        acceptances.delete(tx, node.id, before.id)
    made = connections.create(
        tx,
        node.id,
        side_id=intent.side,
        mode=payload.mode,
        name=tidy(names.connection),
        local_name=tidy(names.local),
        remote_name=tidy(names.remote),
        description=intent.description,
        initiator=False,
        status="pending",
        partner_side_id=payload.side,
        partner_node_url=payload.node_url,
        partner_kind=payload.kind,
        partner_name=plain(payload.label),
        partner_key=payload.key,
        partner_thumbprint=keys.thumbprint(payload.key),
        public_key=keys.public_key_of(intent.private_key),
        held="accepting",
        created_by=caller.display_name or caller.user_id,
        **invitations.project_columns(intent.project),
    )
    subject = secrets.of_connection(made.id)
    secrets.put(tx, node.id, invitations.SIDE_KEY, intent.private_key, subject=subject)
    secrets.put(tx, node.id, TOKEN, payload.token, subject=subject)
    invitations.save_default_rules(tx, node, made, intent.project, list(intent.type_names))
    auditing.record(tx, caller, "accepting", connection_id=made.id, subject=plain(payload.label))
    return acceptances.begin(
        tx,
        node.id,
        connection_id=made.id,
        initiator_side=payload.side,
        initiator_node_url=payload.node_url,
        public_key=made.public_key,
        payload_hash=payload.payload_hash,
        nonce=intent.nonce,
        next_at=tx.now + RETRY_MS[0],
    )


def _acceptable(services: Services, caller: Caller, code_text: str) -> Payload:
    payload = readable(services, caller, code_text)
    if payload.mode not in wizard.OFFERED:
        raise Refusal(
            "other_version", "This code asks for a configuration type that this version does not have.", field="code"
        )
    if payload.mode != "basic":
        licensing.require_script(services, caller.node_id)
    return payload


def _refuse_twice(tx: Tx, node_id: int, payload: Payload) -> None:
    """Say so when an administrator here has accepted this invitation, before anything else is wrong with it."""
    before = acceptances.by_initiator(tx, node_id, payload.side)
    if before is None or before.state in ("refused", "left"):
        return
    row = connections.find(tx, node_id, before.connection_id)
    if row is None or row.status not in LISTED or before.payload_hash != payload.payload_hash:
        return
    by = f" by {row.created_by}" if row.created_by else ""
    raise Refusal(
        "already_accepting" if row.status == "pending" else "used",
        f"This invitation was accepted here already{by}. It is “{row.name}” in the list of connections.",
        field="code",
        status=409,
    )


def _accepted(services: Services, begun: Acceptance, answer: AcceptanceAnswer) -> None:
    def work(tx: Tx) -> None:
        row = connections.get(tx, begun.node_id, begun.connection_id)
        if row.status != "pending":
            return
        connections.change_status(
            tx,
            begun.node_id,
            row.id,
            "active",
            expected=("pending",),
            held="",
            partner_confirmed=True,
            partner_url=answer.initiator.url,
            partner_name=answer.initiator.label or row.partner_name,
            partner_admin=answer.initiator.admin,
            transport="push" if answer.transport == "push" else "polling",
            settings={**row.settings, connections.AWAITING: answer.state == "to_confirm"},
        )
        secrets.delete(tx, begun.node_id, TOKEN, subject=secrets.of_connection(row.id))
        schedules.run_soon(tx, 0, "nodes")
        acceptances.update(
            tx, begun.node_id, begun.id, state="accepted", next_at=None, problem="", answer=answer.model_dump()
        )
        notices.send(tx, services, connections.get(tx, begun.node_id, row.id), "ping", {"hello": True})

    services.ledger.write(work)
    log.info("accepted", node=begun.node_id, connection=begun.connection_id, state=answer.state)


def _again(services: Services, begun: Acceptance, why: Refusal) -> None:
    wait = RETRY_MS[min(begun.attempts, len(RETRY_MS) - 1)]

    def work(tx: Tx) -> None:
        acceptances.update(
            tx, begun.node_id, begun.id, attempts=begun.attempts + 1, next_at=tx.now + wait, problem=why.message
        )
        connections.set_health(tx, begun.node_id, begun.connection_id, "degraded", why.reason, why.message)

    services.ledger.write(work)


def _undo(services: Services, begun: Acceptance, why: Refusal) -> None:
    def work(tx: Tx) -> None:
        secrets.delete_subject(tx, begun.node_id, secrets.of_connection(begun.connection_id))
        acceptances.delete(tx, begun.node_id, begun.id)
        connections.delete(tx, begun.node_id, begun.connection_id)
        audit.record(tx, begun.node_id, "acceptance_refused", detail={"reason": why.reason})

    services.ledger.write(work)
