"""The panel in the issue view and the work item form: one entity's state in each connection, and what can be done."""

from collections.abc import Callable
from dataclasses import dataclass

from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.errors import PlatformError
from addon.storage import audit, connections, errors, queue, timeline, twins
from addon.storage.connections import Connection
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync.settle import FOR_PANEL
from addon.sync.unlink import unlink_pair

MayEdit = Callable[[], bool]
KEY_MAX = 300


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One connection's line in the panel."""

    connection_id: int
    connection_name: str
    partner_name: str
    state: str
    twin_key: str
    twin_url: str
    last_sync: int | None
    message: str
    who: str
    notes: tuple[str, ...]
    can: frozenset[str]


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel of one entity; `busy` says that something is on its way and the panel asks again soon."""

    entity_key: str
    rows: tuple[PanelRow, ...]
    busy: bool


def panel(services: Services, caller: Caller, entity_id: str, may_edit: MayEdit) -> Panel:
    """Read the ledger once; asks no tracker but for the right to edit (remembered)."""
    editable = may_edit()

    def work(tx: Tx) -> Panel:
        rows = [one for one in connections.list_all(tx, caller.node_id) if one.status in ("active", "deactivated")]
        pairs = {twin.connection_id: twin for twin in twins.of_entity(tx, caller.node_id, entity_id)}
        made = tuple(
            _row(tx, one, pairs.get(one.id), entity_id, editable=editable, admin=caller.is_admin) for one in rows
        )
        key = next((twin.local_key for twin in pairs.values()), "")
        looked_at = any(
            line.connection_id == 0 and (line.due_at is not None or line.owner is not None)
            for line in queue.lines_of_entity(tx, caller.node_id, entity_id)
        )
        return Panel(key, made, looked_at or any(row.state == "in_progress" for row in made))

    return services.ledger.read(work)


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
            raise Refusal("not_paired", "This is not paired any more. Reload the panel.", status=409)
        unlink_pair(tx, services, twin, caller)

    services.ledger.write(work)


def retry(services: Services, caller: Caller, entity_id: str, connection_id: int, may_edit: MayEdit) -> None:
    """Try again what is parked for this entity."""
    _require_edit(may_edit)

    def work(tx: Tx) -> None:
        open_ones = [
            one for one in errors.for_entity(tx, caller.node_id, entity_id) if one.connection_id == connection_id
        ]
        if not open_ones:
            raise Refusal("resolved_already", "Nothing is parked any more. Reload the panel.", status=409)
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
            raise Refusal("paired_already", f"This is paired with {twin.remote_key} already.", status=409)
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


def _row(tx: Tx, one: Connection, twin: Twin | None, entity_id: str, *, editable: bool, admin: bool) -> PanelRow:
    parked = [e for e in errors.for_entity(tx, one.node_id, entity_id) if e.connection_id == one.id]
    state, message, who = _state(tx, one, twin, entity_id, parked)
    can: set[str] = set()
    if editable:
        can |= {"retry"} if state == "failed" and parked else set()
        if twin is None:
            can |= {"sync", "connect"} if state == "not_synced" else set()
        elif state in ("synced", "remote_failed"):
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
        last_sync=max(dates, default=None),
        message=message,
        who=who,
        notes=_notes(tx, one, entity_id),
        can=frozenset(can),
    )


def _state(
    tx: Tx, one: Connection, twin: Twin | None, entity_id: str, parked: list[errors.Error]
) -> tuple[str, str, str]:
    if parked:
        return "failed", parked[0].message, "An administrator can resolve it in Liaise, on the Errors tab."
    lines = queue.lines_of_entity(tx, one.node_id, entity_id, one.id)
    moving = any(line.due_at is not None or line.owner is not None for line in lines)
    if twin is None:
        return ("in_progress", "", "") if moving else ("not_synced", "", "")
    if twin.state == "remote_deleted":
        return "remote_deleted", f"{one.remote_name} deleted its side. Nothing was deleted here.", ""
    if twin.state == "remote_failed":
        return "failed", f"{one.remote_name} could not apply the last change.", f"{one.remote_name} has to act."
    if moving or not twin.acknowledged:
        if one.status == "deactivated":
            return "in_progress", "Waits until the connection is activated again.", ""
        return "in_progress", "", ""
    return "synced", "", ""


def _notes(tx: Tx, one: Connection, entity_id: str) -> tuple[str, ...]:
    found = timeline.of_entity(tx, one.node_id, entity_id, connection_id=one.id, limit=20)
    kept = [step for step in found.items if step.step in FOR_PANEL]
    return (kept[0].text,) if kept else ()
