"""Errors as administrators see and resolve them: retry, skip this event, unlink."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import audit, errors, overview, queue, twins
from addon.storage.errors import Error
from addon.storage.transaction import Tx
from addon.sync.unlink import unlink_pair

PARKED_TODO = "Fix the cause, then retry, or skip this event."
NEWER_TODO = "A newer change of the entity is tried by itself."
CHOICE_TODO = "It goes by itself once the partner connects with another, or unlinks theirs."
NOTE_TODO = "Fix the cause. Dismiss this if it does not go by itself; it comes back if it happens again."


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """One open error."""

    id: int
    impact: str
    entity_key: str
    entity_url: str
    connection_id: int
    connection_name: str
    reason: str
    message: str
    at: int
    waiting: int
    direction: str


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Some open errors, newest first, and where the next page begins."""

    rows: tuple[ErrorRow, ...]
    total: int
    more_after: str | None


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    """One error with everything that helps to resolve it."""

    row: ErrorRow
    what_to_do: str
    script_line: int | None
    script_column: int | None
    stack: tuple[str, ...]
    lines: tuple[str, ...]
    replica: str
    attempts: int
    can: frozenset[str]
    script_side: str = ""
    rule_version: int = 0
    snippet: str = ""


def error_page(
    services: Services,
    node_id: int,
    *,
    search: str = "",
    impact: str = "",
    connection_id: int = 0,
    ascending: bool = False,
    after: str = "",
    limit: int = 50,
) -> ErrorPage:
    """Open errors of a node, or of one of its connections; newest first, or `ascending` from the oldest."""

    def work(tx: Tx) -> ErrorPage:
        found = errors.list_page(
            tx,
            node_id,
            connection_id=connection_id or None,
            impact=impact or None,
            search=search,
            ascending=ascending,
            after=after,
            limit=limit,
        )
        return ErrorPage(_rows(tx, node_id, found.items), found.total, found.after)

    return services.ledger.read(work)


def open_count(services: Services, node_id: int) -> int:
    """How many errors are open; counted no further than 1,000."""
    return services.ledger.read(lambda tx: errors.open_count(tx, node_id))


def error_detail(services: Services, node_id: int, error_id: int) -> ErrorDetail:
    """One error."""

    def work(tx: Tx) -> ErrorDetail:
        one = errors.get(tx, node_id, error_id)
        detail = one.detail
        lines = tuple(f"{name}: {said}" for name, said in (detail.get("fields") or {}).items())
        can = {"retry", "skip"} if one.stream_id else {"dismiss"}
        if one.stream_id and one.entity_id and one.connection_id:
            can.add("unlink")
        return ErrorDetail(
            row=_rows(tx, node_id, (one,))[0],
            what_to_do=_todo(one),
            script_line=detail.get("line"),
            script_column=detail.get("column"),
            stack=tuple(str(line) for line in detail.get("stack") or ()),
            lines=lines,
            replica=json.dumps(one.replica, indent=2, ensure_ascii=False) if one.replica is not None else "",
            attempts=one.attempts,
            can=frozenset(can),
            script_side=str(detail.get("side") or ""),
            rule_version=int(detail.get("version") or 0),
            snippet=str(detail.get("snippet") or ""),
        )

    return services.ledger.read(work)


def _todo(one: Error) -> str:
    words = str(one.detail.get("todo") or (PARKED_TODO if one.stream_id else NOTE_TODO))
    cure = one.detail.get(queue.CURABLE) if one.stream_id else None
    return f"{words} {CHOICE_TODO if cure == queue.CHOICE else NEWER_TODO}" if cure else words


def retry(services: Services, caller: Caller, error_id: int) -> None:
    """Run the parked event again, now."""
    _resolve(services, caller, error_id, "error_retried", queue.retry)


def skip(services: Services, caller: Caller, error_id: int) -> None:
    """Leave the parked event out; later changes of the entity go on."""
    _resolve(services, caller, error_id, "error_skipped", queue.skip)


def dismiss(services: Services, caller: Caller, error_id: int) -> None:
    """Take a note that parks no line off the list; it comes back if it happens again."""
    _resolve(services, caller, error_id, "error_dismissed", queue.skip)


def unlink(services: Services, caller: Caller, error_id: int) -> None:
    """End the pair of the parked entity; both sides keep their data."""

    def work(tx: Tx) -> None:
        one = errors.get(tx, caller.node_id, error_id)
        if one.resolved_at is not None:
            raise _gone()
        twin = twins.by_local(tx, caller.node_id, one.connection_id, one.entity_id) or twins.by_remote(
            tx, caller.node_id, one.connection_id, one.entity_id
        )
        if twin is not None:
            unlink_pair(tx, services, twin, caller)
        else:
            by = caller.display_name or caller.user_id
            queue.discard(tx, caller.node_id, one.connection_id, [one.entity_id], "unlinked", by)
        _record(tx, caller, "error_unlinked", one)

    services.ledger.write(work)


def _resolve(services: Services, caller: Caller, error_id: int, action: str, how) -> None:  # type: ignore[no-untyped-def]
    def work(tx: Tx) -> None:
        one = errors.get(tx, caller.node_id, error_id)
        if one.resolved_at is not None:
            raise _gone()
        how(tx, caller.node_id, error_id, caller.display_name or caller.user_id)
        _record(tx, caller, action, one)

    services.ledger.write(work)


def _gone() -> Refusal:
    return Refusal("resolved_already", "This error was resolved a moment ago. Reload the list.", status=409)


def _record(tx: Tx, caller: Caller, action: str, one: Error) -> None:
    audit.record(
        tx,
        caller.node_id,
        action,
        actor_id=caller.user_id,
        actor_name=caller.display_name,
        connection_id=one.connection_id,
        subject=one.entity_key or one.entity_id,
        detail={"error": one.id, "reason": one.reason},
    )


def _rows(tx: Tx, node_id: int, found: Sequence[Error]) -> tuple[ErrorRow, ...]:
    """Errors as rows of a list, with one question for all of them to each table."""
    names = overview.names(tx, node_id, sorted({one.connection_id for one in found if one.connection_id}))
    entities = sorted({one.entity_id for one in found if one.entity_id})
    pairs = {(one.connection_id, one.local_id): one for one in twins.of_entities(tx, node_id, entities)}
    behind = overview.behind(tx, node_id, sorted({one.stream_id for one in found if one.stream_id}))
    rows = []
    for one in found:
        twin = pairs.get((one.connection_id, one.entity_id))
        rows.append(
            ErrorRow(
                id=one.id,
                impact=one.impact,
                entity_key=(twin.local_key if twin else one.entity_key) or one.entity_id,
                entity_url=twin.local_url if twin else "",
                connection_id=one.connection_id,
                connection_name=names.get(one.connection_id, ""),
                reason=one.reason,
                message=one.message,
                at=one.created_at,
                waiting=behind.get(one.stream_id, 0),
                direction=one.direction,
            )
        )
    return tuple(rows)
