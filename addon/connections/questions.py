"""Questions to a partner whose node cannot be called: what a drift check asks, as messages, and the answers to it.
A question for a file is of the same kind; its answer is the file (`arriving`, `handing`).

The asking side leaves its question in the outbox, in portions; the private side fetches them with everything else that
waits there, answers when it has read its tracker, and sends each answer at once. The row of a question is where its
answer is kept until it is read. A side that does not know these kinds of messages absorbs them, so silence is an
answer too, after a time.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from pydantic import ValidationError

from addon.connections import arriving, decided, handing, notices
from addon.connections.checking import portions
from addon.connections.models import CheckRequest, Message
from addon.nodes.services import Services
from addon.storage import jobs, messages, twins
from addon.storage.connections import Connection
from addon.storage.transaction import Tx

log = structlog.get_logger()
VERSION = 1
"""Of the question and its answer; another one is answered by a refusal."""
KINDS = frozenset({"check", "checked", "resend", arriving.KIND})
ASKING, ANSWERING, REPAIRING = "drift", "drift_answer", "drift_repair"
"""The kinds of jobs that wait for an answer, and that work one out."""
LARGEST = 4 * 1024 * 1024
"""Bytes of one pair's replica; a message has to hold it."""
MOST_UNDER_WAY = 100
MOST_FIELDS = 500
BAD_ANSWER = "The partner's answer has another shape."


@dataclass(frozen=True, slots=True)
class Told:
    """What came so far: the partner's answers by the asking side's entities, when (ms) the last came, and why it
    refused."""

    answers: Mapping[str, dict[str, Any]]
    heard_at: int = 0
    reason: str = ""
    message: str = ""


def put(tx: Tx, services: Services, connection: Connection, pairs: Sequence[dict[str, Any]]) -> list[str]:
    """Leave a question about these pairs (`entity`, `replica`) for the partner to fetch; the ids of its messages."""
    asked = [one if _size(one) <= LARGEST else {**one, "replica": None} for one in pairs]
    return [
        _offer(tx, services, connection, "check", "", {"version": VERSION, "pairs": some})
        for some in portions(asked, len(asked))
    ]


def told(tx: Tx, connection: Connection, ids: Sequence[str]) -> Told:
    """What the partner answered to the messages of a question."""
    answers: dict[str, dict[str, Any]] = {}
    heard_at, reason, message = 0, "", ""
    for row in messages.offered(tx, connection.node_id, connection.id, ids):
        if "answers" not in row.body:
            continue  # still the question
        answers |= row.body["answers"]
        heard_at = max(heard_at, row.acked_at or 0)
        reason, message = reason or row.body["reason"], message or row.body["message"]
    return Told(answers, heard_at, reason, message)


def withdraw(tx: Tx, connection: Connection, ids: Sequence[str]) -> None:
    """The question is over: what was answered is forgotten, what comes later is absorbed."""
    messages.withdraw(tx, connection.node_id, connection.id, ids)


def ask_again(tx: Tx, services: Services, connection: Connection, entity: str, fields: Sequence[str]) -> None:
    """Ask the partner to send its twin of our entity once more, its values of these fields as a person's decision."""
    _offer(tx, services, connection, "resend", entity, {"version": VERSION, "fields": list(fields)})


def take(tx: Tx, connection: Connection, message: Message) -> None:
    """Take in a question, an answer, or a wish to be sent something once more; what makes no sense is absorbed."""
    match message.kind:
        case "check" if connection.transport == "polling" and connection.status in ("active", "deactivated"):
            _asked(tx, connection, message)
        case "checked":
            _answered(tx, connection, message.body)
        case "resend" if connection.status == "active":
            _resend(tx, connection, message)
        case arriving.KIND if connection.transport == "polling" and connection.status in ("active", "deactivated"):
            handing.asked(tx, connection, message)
        case _:
            log.info("question_absorbed", connection=connection.id, kind=message.kind)


def reply(
    tx: Tx,
    services: Services,
    connection: Connection,
    of: str,
    pairs: Sequence[dict[str, Any]],
    *,
    reason: str = "",
    message: str = "",
) -> None:
    """Send what was found of some pairs of a question, or why it is not answered."""
    too_large = "It is too large to be compared."
    fitting = [one if _size(one) <= LARGEST else {"entity": one["entity"], "problem": too_large} for one in pairs]
    for some in list(portions(fitting, len(fitting))) or [[]]:
        body = {"version": VERSION, "of": of, "pairs": some, "reason": reason, "message": message}
        notices.send(tx, services, connection, "checked", body, line=f"checked:{connection.id}")


def _offer(tx: Tx, services: Services, connection: Connection, kind: str, entity: str, body: dict[str, Any]) -> str:
    new_id = services.random_token()
    whole = {"id": new_id, "kind": kind, "entity": entity, "epoch": 0, "seq": 0, "at": tx.now, "body": body}
    messages.offer(tx, connection.node_id, connection.id, message_id=new_id, kind=kind, body=whole, entity_key=entity)
    return new_id


def _asked(tx: Tx, connection: Connection, message: Message) -> None:
    """A partner's question: a job works the answer out. One that came before is not begun again."""
    node_id = connection.node_id
    parameters: dict[str, Any] = {"of": message.id, "pairs": [], "reason": ""}
    open_ones = [
        one
        for one in jobs.unfinished(tx, node_id, [ANSWERING], limit=MOST_UNDER_WAY)
        if one.connection_id == connection.id
    ]
    if len(open_ones) == MOST_UNDER_WAY or any(one.parameters["of"] == message.id for one in open_ones):
        return
    if message.body.get("version") != VERSION:
        parameters["reason"] = "other_version"
    else:
        try:
            asked = CheckRequest.model_validate({"pairs": message.body.get("pairs")})
            parameters["pairs"] = [{"entity": one.entity, "replica": one.replica} for one in asked.pairs]
        except ValidationError:
            parameters["reason"] = "bad_body"
    jobs.forget(tx, node_id, connection.id, ANSWERING, tx.now)
    jobs.start(
        tx, node_id, ANSWERING, connection_id=connection.id, parameters=parameters, created_by=connection.remote_name
    )


def _answered(tx: Tx, connection: Connection, body: Mapping[str, Any]) -> None:
    """An answer, whole or in part: kept with its question, as far as it is about what was asked there."""
    of = body.get("of")
    found = messages.offered(tx, connection.node_id, connection.id, [of]) if isinstance(of, str) else []
    if not found or found[0].kind != "check":
        return
    question, kept = found[0], found[0].body
    if "answers" not in kept:
        pairs = kept["body"]["pairs"]
        kept = {"asked": [str(one["entity"]) for one in pairs], "answers": {}, "reason": "", "message": ""}
    pairs = body.get("pairs")
    if body.get("reason") or body.get("version") != VERSION or not isinstance(pairs, list):
        kept["reason"] = str(body.get("reason") or "partner_bad_answer")[:100]
        kept["message"] = str(body.get("message") or BAD_ANSWER)[:300]
    else:
        listed = {str(one.get("entity")): one for one in pairs if isinstance(one, dict)}
        kept["answers"] |= {entity: listed[entity] for entity in kept["asked"] if entity in listed}
    messages.put_answer(tx, connection.node_id, question, kept)
    jobs.wake(tx, connection.node_id, connection.id, ASKING)


def _resend(tx: Tx, connection: Connection, message: Message) -> None:
    twin = twins.by_remote(tx, connection.node_id, connection.id, message.entity)
    fields = message.body.get("fields")
    if twin is None or not isinstance(fields, list) or message.body.get("version") != VERSION:
        return
    asked = [one for one in fields[:MOST_FIELDS] if isinstance(one, str) and len(one) <= 300]
    why = f"{connection.remote_name} asked for it after a check"
    decided.send_again(tx, twin, asked, origin="drift", dedup=f"resend:{message.id}", why=why)


def _size(one: Mapping[str, Any]) -> int:
    return len(json.dumps(one.get("replica"), ensure_ascii=False).encode())
