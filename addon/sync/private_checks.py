"""A drift check with a partner whose node is private: the question waits in the outbox, the answer comes as a message.

On the asking side a check asks about a page of pairs, puts itself off, and goes on with what was answered. On the
private side a job works the answer out, some pairs at a time, and sends each part at once.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from addon.connections import previewing, questions
from addon.connections.bulk_runs import Stopped, Waits, limited_until
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError
from addon.storage import connections, jobs, nodes
from addon.storage.connections import Connection
from addon.storage.jobs import Job
from addon.storage.nodes import Node
from addon.storage.transaction import Tx
from addon.sync import comparing

KIND = questions.ANSWERING
PATIENCE_MS = 30 * 60_000
"""A partner that says nothing for so long has not answered: a check ends then, with what was found before."""
LOOK_AGAIN_MS = 60_000
"""An answer wakes the check; this is for what else may have happened meanwhile."""
AT_ONCE = 25
"""Pairs of one part of an answer: a script may take its time for each."""


def ask(
    services: Services,
    connection: Connection,
    row: Job,
    kept: dict[str, Any],
    pairs: list[dict[str, Any]],
    place: Mapping[str, Any],
    *,
    total: int,
) -> None:
    """Ask about these pairs; `kept["asked"]` says so from then on, with `place`. Raises `Stopped`."""
    entities = [str(one["entity"]) for one in pairs]

    def work(tx: Tx) -> bool:
        ids = questions.put(tx, services, connection, pairs)
        kept["asked"] = {**place, "messages": ids, "entities": entities, "at": tx.now}
        return jobs.advance(tx, row, total=total, cursor=kept)

    if not services.ledger.write(work):
        services.ledger.write(lambda tx: withdraw(tx, connection, kept))
        raise Stopped


def told(
    services: Services, connection: Connection, row: Job, kept: Mapping[str, Any], *, total: int
) -> Iterable[Mapping[str, Any]]:
    """The answers about all pairs asked about; raises `Waits` until they are there, and `Refusal` for a partner that
    refuses or keeps silent."""
    asked = kept["asked"]
    found = services.ledger.read(lambda tx: questions.told(tx, connection, asked["messages"]))
    if not found.reason and set(asked["entities"]) <= set(found.answers):
        return found.answers.values()
    reason, words = found.reason, found.message
    if not reason and services.now() - max(int(asked["at"]), found.heard_at) > PATIENCE_MS:
        reason, words = "partner_silent", _silent(connection)
    if reason:
        services.ledger.write(lambda tx: withdraw(tx, connection, kept))
        raise Refusal(reason, words, status=409)
    words = (
        f"the node of {connection.remote_name} is private and fetches what it is asked by itself. "
        f"{row.succeeded:,} of {total:,} compared."
    )
    raise Waits(services.now() + LOOK_AGAIN_MS, words=words)


def withdraw(tx: Tx, connection: Connection, kept: Mapping[str, Any] | None) -> None:
    """Whatever a check still asks is asked no more."""
    asked = (kept or {}).get("asked")
    if asked:
        questions.withdraw(tx, connection, asked["messages"])


def answer(services: Services, row: Job) -> dict[str, Any]:
    """Work out what a partner asked and send it, part by part; what nobody waits for any more is left."""
    of, pairs, refused = str(row.parameters["of"]), list(row.parameters["pairs"]), str(row.parameters["reason"])
    node, connection = services.ledger.read(
        lambda tx: (nodes.get(tx, row.node_id), connections.get(tx, row.node_id, row.connection_id))
    )
    if services.now() - row.created_at > PATIENCE_MS:
        return {"answered": 0}
    try:
        if refused:
            raise Refusal(refused, _UNREADABLE.get(refused, ""))
        previewing.require_allowed(services, node, connection)
        for start in range(int((row.cursor or {}).get("at", 0)), len(pairs), AT_ONCE):
            some = pairs[start : start + AT_ONCE]
            found = _compared(services, node, connection, some)

            def write(tx: Tx, found: list[dict[str, Any]] = found, end: int = start + len(some)) -> bool:
                questions.reply(tx, services, connection, of, found)
                return jobs.advance(tx, row, succeeded=len(found), total=len(pairs), cursor={"at": end})

            if not services.ledger.write(write):
                raise Stopped
    except Refusal as no:
        reason, words = no.reason, no.message
        services.ledger.write(
            lambda tx: questions.reply(tx, services, connection, of, [], reason=reason, message=words)
        )
        return {"refused": no.reason}
    return {"answered": len(pairs)}


def _compared(
    services: Services, node: Node, connection: Connection, pairs: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What stands here for some pairs; raises `Waits` while the tracker wants no such calls, `Refusal` for good."""
    try:
        return comparing.for_partner(services, node, connection, pairs)
    except Refusal as no:
        if no.reason != "tracker_limited":
            raise
        raise Waits(services.now() + LOOK_AGAIN_MS) from no
    except PlatformError as problem:
        if not problem.permanent:  # waited for as long as somebody waits for the answer
            raise Waits(limited_until(services, problem), words=problem.message) from problem
        words = f"The tracker on the partner's side does not answer: {problem.message}"
        raise Refusal("tracker_unavailable", words) from problem


def _silent(connection: Connection) -> str:
    return (
        f"{connection.remote_name} has not answered for {PATIENCE_MS // 60_000} minutes. Its node is private and "
        "fetches what it is asked by itself: it may be switched off, busy, or too old to know the question. What was "
        "found before is listed. Check again when it runs, or let its administrator run the check there."
    )


_UNREADABLE = {
    "other_version": "The partner's node speaks another version of this question. Update the older one.",
    "bad_body": "The partner's node could not read the question.",
}
