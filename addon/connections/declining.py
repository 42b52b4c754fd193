"""Declining an invitation: the acceptor's node says no, and the initiator cancels the connection.

Whoever holds a code has its token, so for an invitation that names its destination the token proves too little: a
third party could end what was meant for somebody else. Such a no counts only from the node that the invitation names,
which is asked whether it is really declining this; the nonce that the question carries is known to nobody else.
"""

import hashlib
from typing import Any

import structlog

from addon.connections import accepting, codes, granting, keys
from addon.connections.invitations import CODE
from addon.connections.models import Decline, DeclineAnswer
from addon.connections.naming import plain
from addon.connections.peers import Peers, refusal_of
from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import audit, connections, nodes, secrets, settings_store
from addon.storage.connections import Connection
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

log = structlog.get_logger()
TAIL = "/declines"
ASKED_WITHIN_MS = 5 * 60_000


def decline(services: Services, caller: Caller, code_text: str) -> None:
    """Tell the initiator that this invitation is not wanted; its connection is canceled there.

    Neither a license nor a free name is needed for a no. Raises `Refusal` where the initiator does not take it.
    """
    payload = accepting.readable(services, caller, code_text)
    nonce = services.random_token()
    node = services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
    services.ledger.write(
        lambda tx: settings_store.put(tx, node.id, _noted(nonce), {"side": payload.side, "at": tx.now})
    )
    try:
        answer = Peers(services).post_open(
            payload.node_url,
            TAIL,
            {
                "protocol": codes.PROTOCOL,
                "side": payload.side,
                "token": payload.token,
                "payload_hash": payload.payload_hash,
                "decliner": {"node_url": services.deployment.node_url(node.slug), "nonce": nonce},
            },
        )
    finally:
        services.ledger.write(lambda tx: settings_store.delete(tx, node.id, _noted(nonce)))
    if answer.status >= 400:
        no = refusal_of(answer.json(), answer.status)
        raise Refusal(no.reason, no.message, field="code", status=409) from no
    services.ledger.write(lambda tx: auditing.record(tx, caller, "declined", subject=plain(payload.label)))


def vouch(services: Services, node: Node, nonce: str) -> dict[str, str]:
    """What this node answers to whoever asks if it is declining just now; raises `Refusal` unknown_nonce."""
    noted = services.ledger.read(lambda tx: settings_store.get(tx, node.id, _noted(nonce)))
    if not noted or services.now() - int(noted["at"]) > ASKED_WITHIN_MS:
        raise Refusal("unknown_nonce", "Nothing is being declined with this.", status=404)
    return {"nonce": nonce, "side": str(noted["side"])}


def declined(services: Services, node: Node, row: Connection, asked: Decline) -> dict[str, Any]:
    """The initiator's answer: the connection is canceled; the same no again changes nothing.

    Raises `Refusal` for a code that is not, or no longer, the one that was made, and for whoever it is not meant for.
    """
    token_hash = keys.encode(hashlib.sha256(asked.token.encode()).digest())
    again = row.status == "canceled" and row.status_reason == "declined" and row.code_token_hash == token_hash
    if again:
        return _DECLINED
    granting.check_code(services, row, asked.token, asked.payload_hash)
    if row.bound_to:
        _require_destination(services, row, asked)

    def work(tx: Tx) -> None:
        current = connections.get(tx, node.id, row.id)
        if current.status != "pending" or current.code_token_hash != token_hash:
            return
        connections.change_status(tx, node.id, row.id, "canceled", reason="declined", expected=("pending",))
        secrets.delete(tx, node.id, CODE, subject=secrets.of_connection(row.id))
        audit.record(tx, node.id, "declined_by_partner", connection_id=row.id)

    services.ledger.write(work)
    return _DECLINED


def _require_destination(services: Services, row: Connection, asked: Decline) -> None:
    """Only the node that the invitation names may decline it, and it has to say so itself."""
    who = asked.decliner
    if who is None or who.node_url != row.bound_to:
        raise granting.meant_for_another(row)
    try:
        found = Peers(services).ask(row.bound_to, f"{TAIL}/{who.nonce}")
        said = DeclineAnswer.model_validate_json(found.body) if found.status == 200 else None
    except (Refusal, ValueError) as problem:
        log.info("decliner_not_proven", connection=row.id, problem=str(problem))
        said = None
    if said is None or (said.nonce, said.side) != (who.nonce, row.side_id):
        raise Refusal(
            "partner_unreachable",
            "The initiating side could not reach your node back to check who declines. Try again in a moment.",
            status=503,
        )


def _noted(nonce: str) -> str:
    return f"declining:{nonce}"


_DECLINED = {"state": "declined"}
