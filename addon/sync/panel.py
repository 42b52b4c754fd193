"""The panel in the issue view and the work item form: one entity's state in each connection, and what can be done."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from addon.connections.naming import numbered
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.errors import PlatformError
from addon.storage import (
    audit,
    baselines,
    conflicts,
    connection_lists,
    connections,
    errors,
    queue,
    timeline,
    twins,
)
from addon.storage.connections import Connection
from addon.storage.errors import Error
from addon.storage.queue import Line
from addon.storage.timeline import Step
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync.settle import FOR_PANEL
from addon.sync.unlink import unlink_pair

MayEdit = Callable[[], bool]
Of = TypeVar("Of", Error, Line, Step)
KEY_MAX = 300
TITLE_MAX = 300
OTHERS = 20
"""Connections that have nothing to do with the entity yet are listed up to so many."""
CONNECT_REFUSED = {
    "connect_target_missing": "{} has nothing of the key that was entered, or cannot see it.",
    "paired_already": "What was to be connected is paired with another at {} already.",
}
CONNECT_AGAIN = "An administrator can unlink it here; then connect with the right key."
STEPS = 200  # of the timeline, of all connections together
RECENT = 20  # of these, for each connection
_RUNNING = ("active", "deactivated")


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One connection's line in the panel. `twin_title` is the one that the partner last told; empty before."""

    connection_id: int
    connection_name: str
    partner_name: str
    state: str
    twin_key: str
    twin_url: str
    twin_title: str
    last_sync: int | None
    message: str
    who: str
    notes: tuple[str, ...]
    can: frozenset[str]


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel of one entity; `busy` says that something is on its way and the panel asks again soon.

    `more` says that there are further connections over which nothing has happened.
    """

    entity_key: str
    rows: tuple[PanelRow, ...]
    busy: bool
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """What the ledger says of one entity, read once for all connections."""

    pairs: Mapping[int, Twin]
    errors: Mapping[int, Sequence[Error]]
    """Open ones: what parks a line, and notes that hold nothing back."""
    lines: Mapping[int, Sequence[Line]]
    steps: Mapping[int, Sequence[Step]]
    received: Mapping[int, object]
    """What the partner last sent, by pair."""
    sent: Mapping[int, object]
    """What was last sent there, by pair."""
    frozen: Mapping[int, Collection[str]]
    """Fields that are left alone now because they went to and fro, by pair."""
    asked: Mapping[int, Collection[str]]
    """Fields about which a person is asked still, by pair."""

    @property
    def involved(self) -> list[int]:
        """Connections over which something has happened to it, by id."""
        return sorted({*self.pairs, *self.errors, *self.lines} - {0})

    def moving(self, connection_id: int) -> bool:
        """Whether something of it is on its way over this connection."""
        return any(line.due_at is not None or line.owner is not None for line in self.lines.get(connection_id, ()))


def panel(services: Services, caller: Caller, entity_id: str, may_edit: MayEdit) -> Panel:
    """Read the ledger, as often for one connection as for many; asks no tracker but for the right to edit."""
    editable = may_edit()

    def work(tx: Tx) -> Panel:
        known = _known(tx, caller.node_id, entity_id)
        mine = connections.by_ids(tx, caller.node_id, known.involved) if known.involved else []
        others: dict[int, Connection] = {}
        more = False
        for status in _RUNNING:
            found = connection_lists.list_page(tx, caller.node_id, status=status, limit=OTHERS)
            others |= {one.id: one for one in found.items if one.id not in known.involved}
            more = more or found.after is not None
        listed = [one for one in mine if one.status in _RUNNING] + list(others.values())[:OTHERS]
        rows = tuple(_row(one, known, editable=editable, admin=caller.is_admin) for one in listed)
        key = next((twin.local_key for twin in known.pairs.values()), "")
        busy = known.moving(0) or any(row.state == "in_progress" for row in rows)
        return Panel(key, rows, busy, more or len(others) > OTHERS)

    return services.ledger.read(work)


def _known(tx: Tx, node_id: int, entity_id: str) -> _Known:
    steps = timeline.of_entity(tx, node_id, entity_id, limit=STEPS).items
    pairs = twins.of_entity(tx, node_id, entity_id)
    return _Known(
        {one.connection_id: one for one in pairs},
        _by_connection(errors.for_entity(tx, node_id, entity_id)),
        _by_connection(queue.lines_of_entity(tx, node_id, entity_id)),
        {number: found[:RECENT] for number, found in _by_connection(steps).items()},
        twins.replicas(tx, node_id, [one.id for one in pairs], "received"),
        twins.replicas(tx, node_id, [one.id for one in pairs], "sent"),
        baselines.frozen(tx, node_id, [one.id for one in pairs]),
        conflicts.fields_of(tx, node_id, [one.id for one in pairs]),
    )


def _by_connection(found: Sequence[Of]) -> dict[int, list[Of]]:
    kept: dict[int, list[Of]] = {}
    for one in found:
        kept.setdefault(one.connection_id, []).append(one)
    return kept


def sync(services: Services, caller: Caller, entity_id: str, connection_id: int, may_edit: MayEdit) -> None:
    """Start to sync this entity, or send its state again; works whether or not a trigger wants it."""
    _start(services, caller, entity_id, connection_id, may_edit, {})


def connect_to(
    services: Services, caller: Caller, entity_id: str, connection_id: int, remote_key: str, may_edit: MayEdit
) -> None:
    """Pair this entity with one that exists at the partner, named by its key or address."""
    wanted = remote_key.strip()
    if not wanted or len(wanted) > KEY_MAX:
        raise Refusal("key_missing", "Enter the key of the partner's entity, for example SUP-12 or 431.", "remote_key")
    _start(services, caller, entity_id, connection_id, may_edit, {"connect": wanted})


def unlink(services: Services, caller: Caller, entity_id: str, connection_id: int) -> None:
    """End the pair; administrators only."""

    def work(tx: Tx) -> None:
        twin = twins.by_local(tx, caller.node_id, connection_id, entity_id)
        if twin is None:
            raise Refusal("not_paired", "This is no longer paired. Reload the panel.", status=409)
        unlink_pair(tx, services, twin, caller)

    services.ledger.write(work)


def retry(services: Services, caller: Caller, entity_id: str, connection_id: int, may_edit: MayEdit) -> None:
    """Try again what is parked for this entity."""
    _require_edit(may_edit)

    def work(tx: Tx) -> None:
        open_ones = [
            one
            for one in errors.for_entity(tx, caller.node_id, entity_id)
            if one.connection_id == connection_id and one.stream_id
        ]
        if not open_ones:
            raise Refusal("resolved_already", "Nothing is stopped here now. Reload the panel.", status=409)
        for one in open_ones:
            queue.retry(tx, caller.node_id, one.id, caller.display_name or caller.user_id)

    services.ledger.write(work)


def may_edit_in_jira(services: Services, caller: Caller, entity_id: str) -> bool:
    """Whether this person may edit the issue, asked of Jira; no when Jira does not answer."""
    try:
        return bool(caller.user_id) and services.trackers.may_edit_issue(caller.node_id, caller.user_id, entity_id)
    except PlatformError:
        return False


def _start(
    services: Services,
    caller: Caller,
    entity_id: str,
    connection_id: int,
    may_edit: MayEdit,
    more: dict[str, str],
) -> None:
    _require_edit(may_edit)

    def work(tx: Tx) -> None:
        one = connections.get(tx, caller.node_id, connection_id)
        if one.status not in ("active", "deactivated"):
            raise Refusal("not_running", "This connection is over. Choose another.", status=409)
        twin = twins.by_local(tx, caller.node_id, connection_id, entity_id)
        if twin is not None and more:
            words = f"This is paired with {numbered(twin.remote_key or twin.remote_id)} already."
            raise Refusal("paired_already", words, status=409)
        queue.append(
            tx,
            caller.node_id,
            "out",
            entity_id,
            "resync" if twin else "start",
            {"why": "panel", "by": caller.user_id, **more},
            connection_id=connection_id,
            local_entity=entity_id,
            priority=queue.INTERACTIVE,
            origin="panel",
        )
        timeline.note(
            tx,
            caller.node_id,
            entity_id,
            "panel",
            f"{caller.display_name or 'Somebody'} asked to {'connect' if more else 'sync'}.",
            connection_id=connection_id,
        )
        audit.record(
            tx,
            caller.node_id,
            "panel_connect" if more else "panel_sync",
            actor_id=caller.user_id,
            actor_name=caller.display_name,
            connection_id=connection_id,
            subject=entity_id,
        )

    services.ledger.write(work)


def _require_edit(may_edit: MayEdit) -> None:
    if not may_edit():
        raise Refusal("not_editable", "You may look at this, but only those who may edit it can sync it.", status=403)


def _row(one: Connection, known: _Known, *, editable: bool, admin: bool) -> PanelRow:
    twin, listed = known.pairs.get(one.id), known.errors.get(one.id, ())
    parked = [error for error in listed if error.stream_id]
    state, message, who = _state(one, twin, parked, moving=known.moving(one.id))
    if twin is not None and twin.state == "remote_failed" and not parked:
        message, who = _refused_there(one, known.steps.get(one.id, ())) or (message, who)
    if twin is None and not parked and (why := _unlinked(known.steps.get(one.id, ()))):
        state, message = "not_synced", why  # telling the partner keeps nobody here from going on
    can: set[str] = set()
    if editable:
        can |= {"retry"} if state == "failed" and parked else set()
        if twin is None:
            can |= {"sync", "connect"} if state == "not_synced" else set()
        elif state == "synced" or (not parked and twin.state == "remote_failed"):
            can.add("sync_now")
    if admin and twin is not None:
        can.add("unlink")
    dates = [at for at in (twin.sent_at, twin.received_at) if at] if twin else []
    return PanelRow(
        connection_id=one.id,
        connection_name=one.name,
        partner_name=one.remote_name,
        state=state,
        twin_key=(twin.remote_key or twin.remote_id) if twin else "",
        twin_url=twin.remote_url if twin else "",
        twin_title=_title(twin, known) if twin else "",
        last_sync=max(dates, default=None),
        message=message,
        who=who,
        notes=(
            *_paused(one),
            *_notes(listed, _still_so(known.steps.get(one.id, ()), known, twin.id if twin else 0)),
        ),
        can=frozenset(can),
    )


def _paused(one: Connection) -> tuple[str, ...]:
    """Why nothing moves over a connection that either side has deactivated, and who can change that."""
    if one.status != "deactivated":
        return ()
    if one.own_switch:
        return (f"{one.remote_name} has paused this connection. What changes here is kept until they activate it.",)
    return ("This connection is paused here. What changes is kept until an administrator activates it in Liaise.",)


def _notes(listed: Sequence[Error], steps: Iterable[Step]) -> tuple[str, ...]:
    """What was left out while everything else goes on, and the last step that is for everybody; one of each."""
    left_out = [error.message for error in listed if not error.stream_id]
    return (*left_out[:1], *[step.text for step in steps if step.step in FOR_PANEL][:1])


def _still_so(steps: Sequence[Step], known: _Known, twin_id: int) -> Iterator[Step]:
    """The steps, newest first, without those that a later one has overtaken: what did not fit was seen to again with
    each change that came in, a choice was made on either side, and a field was left alone for some minutes only."""
    frozen, asked, taken_in = known.frozen.get(twin_id, ()), known.asked.get(twin_id, ()), 0
    for step in steps:
        if step.step == "result" and step.data.get("whole") is True:
            taken_in = max(taken_in, step.event_id)
        settled = step.step == "choice_needed" and step.data.get("field") not in asked
        thawed = step.step == "frozen" and not set(step.data.get("fields") or ()).intersection(frozen)
        if not settled and not thawed and not (step.step == "files_over_limit" and step.event_id < taken_in):
            yield step


def _title(twin: Twin, known: _Known) -> str:
    """The twin's title as the partner told it; nothing once another was sent: its rules say what becomes of it."""
    told, sent = _summary(known.received.get(twin.id)), known.sent.get(twin.id)
    ours = _summary(sent.get("replica")) if isinstance(sent, Mapping) else ""
    overtaken = (twin.sent_at or 0) > (twin.received_at or 0) and ours not in ("", told)
    return "" if overtaken else told


def _summary(replica: object) -> str:
    found = replica.get("summary") if isinstance(replica, Mapping) else None
    return found.strip()[:TITLE_MAX] if isinstance(found, str) else ""


def _unlinked(steps: Sequence[Step]) -> str:
    """Who ended the pair, where that was the last that happened; else empty."""
    if not steps or steps[0].step != "unlinked":
        return ""
    return f"{steps[0].text} Sync again by hand, or connect to one that exists already."


def _refused_there(one: Connection, steps: Sequence[Step]) -> tuple[str, str] | None:
    """What the partner said of a key that somebody typed to connect: that person is to know it."""
    last = next((step for step in steps if step.step == "remote_failed"), None)
    words = CONNECT_REFUSED.get(str(last.data.get("reason"))) if last else None
    return (words.format(one.remote_name), CONNECT_AGAIN) if words else None


def _state(one: Connection, twin: Twin | None, parked: Sequence[Error], *, moving: bool) -> tuple[str, str, str]:
    if parked:
        return "failed", parked[0].message, "An administrator can resolve it in Liaise, on the Errors tab."
    if twin is None:
        return ("in_progress", "", "") if moving else ("not_synced", "", "")
    if twin.state == "remote_deleted":
        return (
            "remote_deleted",
            f"{one.remote_name} deleted its side, or no longer sees it. Nothing was deleted here.",
            "",
        )
    if twin.state == "remote_failed":
        return "failed", f"{one.remote_name} could not apply the last change.", f"{one.remote_name} has to act."
    if moving or not twin.acknowledged:
        if one.status == "deactivated":
            return "in_progress", "Waits until the connection is active again.", ""
        return "in_progress", "", ""
    return "synced", "", ""
