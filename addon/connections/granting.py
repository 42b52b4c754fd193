"""The initiator decides about an acceptance: is it this code, still valid, from whom it was meant for?"""

import hashlib
import hmac
import json
from typing import Any

import structlog

from addon.connections import keys, notices, signing
from addon.connections.invitations import CODE
from addon.connections.models import WORD_MAX, AcceptanceRequest, Acceptor, CallbackAnswer
from addon.connections.peers import ANSWER_HEADER, Peers
from addon.connections.wizard import PROTOCOL
from addon.nodes.node import console_url, label_of
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.storage import audit, connections, messages, queue, schedules, secrets
from addon.storage.connections import Connection
from addon.storage.failures import VersionConflict
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

log = structlog.get_logger()


def decide(services: Services, node: Node, row: Connection, asked: AcceptanceRequest) -> dict[str, Any]:
    """The answer to an acceptance whose signature by the acceptor's own key holds; raises `Refusal` with the reason.

    A repeat of an accepted acceptance, known by the key's thumbprint, gets the same answer, also after expiry.
    """
    if asked.protocol != PROTOCOL:
        raise Refusal("other_version", "The two sides speak different protocol versions. Update the older one.")
    acceptor = asked.acceptor
    thumb = keys.thumbprint(acceptor.key)
    if row.partner_thumbprint == thumb and row.status in ("active", "deactivated"):
        return _answer(services, node, row)
    check_code(services, row, asked.token, asked.payload_hash)
    own = services.deployment.node_url(node.slug)
    if acceptor.node_url == own:
        raise Refusal("own_instance", "This code was made on this instance. Send it to your partner.")
    if row.bound_to and acceptor.node_url != row.bound_to:
        raise meant_for_another(row)
    proven = acceptor.reachable and _prove(Peers(services), row, acceptor)
    bound = bool(row.bound_to) and proven
    if row.bound_to and acceptor.reachable and not proven:
        raise Refusal(
            "partner_unreachable",
            "The initiating side could not reach your node back to check who accepts. Try again in a moment.",
            status=503,
        )
    try:
        accepted = services.ledger.write(lambda tx: _write(tx, node, row, acceptor, thumb, proven=proven, bound=bound))
    except VersionConflict as problem:
        raise Refusal("used", "This code was accepted a moment ago by somebody else.") from problem
    log.info("invitation_accepted", node=node.id, connection=row.id, proven=proven, bound=bound)
    return _answer(services, node, accepted)


def check_code(services: Services, row: Connection, token: str, payload_hash: str) -> None:
    """Raise `Refusal` unless this is the code that was made last, unaltered, unused and valid."""
    token_hash = keys.encode(hashlib.sha256(token.encode()).digest())
    if not hmac.compare_digest(token_hash.encode(), row.code_token_hash.encode()):
        if token_hash in row.codes_replaced:
            raise Refusal("replaced", "This code was replaced by a newer one. Ask for the newest invitation code.")
        raise Refusal("unknown_invitation", "This invitation no longer exists. Ask for a new invitation code.")
    if not hmac.compare_digest(payload_hash.encode(), row.code_payload_hash.encode()):
        raise Refusal("altered", "The code was changed on its way. Ask for it again over a channel you trust.")
    if row.status in ("active", "deactivated", "ended"):
        raise Refusal("used", "This code was used already. Ask for a new invitation code.")
    if row.status == "canceled":
        words = {
            "revoked": "This invitation was revoked. Ask for a new invitation code.",
            "declined": "This invitation was declined. Ask for a new invitation code.",
            "expired": "This code expired. Ask for a new invitation code.",
        }
        reason = row.status_reason if row.status_reason in words else "revoked"
        raise Refusal(reason, words[reason])
    if (row.code_expires_at or 0) <= services.now():
        raise Refusal("expired", "This code expired. Ask for a new invitation code.")


def meant_for_another(row: Connection) -> Refusal:
    """What somebody is told whose code names another instance."""
    meant = row.partner_name or row.bound_to
    return Refusal("other_instance", f"This invitation is for {meant}. The code stays valid.", status=403)


def _prove(peers: Peers, row: Connection, acceptor: Acceptor) -> bool:
    """Call back at the acceptor's node URL: only whoever answers there for this nonce with this key lives there."""
    try:
        found = peers.ask(acceptor.node_url, f"/acceptances/{acceptor.nonce}")
        if found.status != 200:
            return False
        signing.verify_answer(
            found.headers.get(ANSWER_HEADER, ""),
            found.body,
            status=200,
            public_key=acceptor.key,
            sender=acceptor.side,
            receiver=row.side_id,
            request_nonce=acceptor.nonce,
        )
        said = CallbackAnswer.model_validate_json(json.dumps(found.json()))
    except (Refusal, ValueError) as problem:
        log.info("acceptor_not_proven", connection=row.id, problem=str(problem))
        return False
    wanted = (acceptor.nonce, acceptor.side, row.side_id, acceptor.key)
    return (said.nonce, said.side, said.initiator, said.key) == wanted


def _write(
    tx: Tx, node: Node, row: Connection, acceptor: Acceptor, thumb: str, *, proven: bool, bound: bool
) -> Connection:
    if row.partner_side_id:
        _forget_what_was_for_another(tx, node, row)
    changed = connections.change_status(
        tx,
        node.id,
        row.id,
        "active",
        expected=("pending",),
        expected_version=row.version,
        partner_side_id=acceptor.side,
        partner_node_url=acceptor.node_url,
        partner_kind=acceptor.kind,
        partner_url=acceptor.url,
        partner_name=acceptor.label,
        partner_admin=acceptor.admin,
        partner_key=acceptor.key,
        partner_thumbprint=thumb,
        partner_confirmed=bound,
        partner_switch=True,  # somebody who was refused may have turned theirs off
        partner_switch_by="",
        partner_claim={"url": acceptor.url, "label": acceptor.label, "admin": acceptor.admin, "proven": proven},
        transport="push" if proven else "polled",
    )
    schedules.run_soon(tx, 0, "nodes")
    secrets.delete(tx, node.id, CODE, subject=secrets.of_connection(row.id))
    audit.record(
        tx,
        node.id,
        "invitation_accepted",
        actor_name=acceptor.admin,
        connection_id=row.id,
        subject=acceptor.label,
        detail={"proven": proven, "thumbprint": thumb},
    )
    return changed


def _forget_what_was_for_another(tx: Tx, node: Node, row: Connection) -> None:
    """Somebody accepted before and was refused: what still waits for them, as that they are to leave, is not for this
    partner, who would take it for their own."""
    queue.discard(tx, node.id, 0, [notices.line_of(row.id)], "partner_replaced")
    waiting = messages.fetch(tx, node.id, row.id, limit=1_000)
    messages.withdraw(tx, node.id, row.id, [one.message_id for one in waiting])


def _answer(services: Services, node: Node, row: Connection) -> dict[str, Any]:
    return {
        "state": "active" if row.partner_confirmed else "to_confirm",
        "transport": row.transport,
        "initiator": {
            "url": node.display_url or node.base_url,
            "label": label_of(node),
            "admin": row.created_by[:WORD_MAX],
            "kind": node.kind,
            "console_url": console_url(services, node),
        },
    }
