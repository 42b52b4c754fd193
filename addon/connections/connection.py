"""Connections as administrators see and change them: pages of the list, one in detail, edit, switch, remove."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from addon.connections import edits, getting_started, keys, notices, pair_lists, wizard
from addon.connections.connection_rows import UNCONFIRMED, ConnectionRow, look_beside, row_of
from addon.connections.invitations import CODE, project_columns
from addon.connections.naming import tidy, tidy_lines
from addon.connections.wizard import Names
from addon.nodes import auditing, licensing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.base import Project
from addon.storage import connection_lists, connections, hooks, overview, rules, schedules, secrets
from addon.storage.connections import Connection
from addon.storage.failures import Duplicate
from addon.storage.transaction import Tx

__all__ = ["ConnectionDetail", "ConnectionPage", "ConnectionRow"]


@dataclass(frozen=True, slots=True)
class ConnectionPage:
    """Some rows, where the next page begins, and the counts above the list.

    `counts` has "active" and "pairs", and "attention" where the page shows all there are.
    """

    rows: tuple[ConnectionRow, ...]
    total: int
    more_after: str | None
    counts: Mapping[str, int]
    waiting: bool


@dataclass(frozen=True, slots=True)
class Acceptor:
    """Who accepted, as they say; the fingerprint is shown on both sides."""

    url: str
    label: str
    admin: str
    fingerprint: str
    proven: bool


@dataclass(frozen=True, slots=True)
class ConnectionDetail:
    """Everything the detail and edit pages show."""

    row: ConnectionRow
    description: str
    project: Project | None
    own_switch: bool
    partner_switch: bool
    node_fingerprint: str
    partner_url: str
    partner_admin: str
    partner_node_url: str
    acceptor: Acceptor | None
    outgoing_rules: str
    incoming_rules: str
    rule_number: int
    version: int
    created_by: str
    created_at: int
    initiator: bool
    queued: int = 0
    notes: tuple[str, ...] = field(default=())


def page(
    services: Services,
    node_id: int,
    *,
    search: str = "",
    status: str = "",
    descending: bool = False,
    after: str = "",
    limit: int = 50,
    script_allowed: bool | None = None,
) -> ConnectionPage:
    """The list, by name or from its end; `waiting` says that something on it is about to change by itself.

    `status` is one that rows show.
    `script_allowed` is what the license says, where that was asked already.
    """
    allowed = licensing.allows_script(services, node_id) if script_allowed is None else script_allowed

    def work(tx: Tx) -> ConnectionPage:
        totals = {"active": connection_lists.active(tx, node_id)}
        found = connection_lists.list_page(
            tx,
            node_id,
            search=search,
            status=None if status == UNCONFIRMED else status or None,
            confirmed={UNCONFIRMED: False, "active": True, "deactivated": True}.get(status),
            descending=descending,
            after=after,
            limit=limit,
            at_least=0 if search or status else totals["active"],
        )
        beside = look_beside(tx, node_id, [one.id for one in found.items])
        rows = tuple(row_of(tx, one, beside, script_allowed=allowed) for one in found.items)
        shown = sum(beside.pairs.values())
        totals["pairs"] = overview.COUNTED if shown >= overview.COUNTED else overview.pairs_of_node(tx, node_id)
        if found.after is None and not after:
            totals["attention"] = sum(row.health in ("degraded", "blocked") or row.action == "review" for row in rows)
        waiting = any(row.status in ("pending", UNCONFIRMED) or row.health == "degraded" for row in rows)
        return ConnectionPage(rows, found.total, found.after, totals, waiting)

    return services.ledger.read(work)


def detail(services: Services, node_id: int, connection_id: int) -> ConnectionDetail:
    """One connection."""
    allowed = licensing.allows_script(services, node_id)

    def work(tx: Tx) -> ConnectionDetail:
        one = connections.get(tx, node_id, connection_id)
        rule = rules.current(tx, node_id, connection_id)
        return ConnectionDetail(
            row=row_of(tx, one, look_beside(tx, node_id, [one.id]), script_allowed=allowed),
            description=one.description,
            project=Project(one.project_id, one.project_key, one.project_name) if one.project_id else None,
            own_switch=one.own_switch,
            partner_switch=one.partner_switch,
            node_fingerprint=keys.fingerprint(one.public_key) if one.public_key else "",
            partner_url=one.partner_url,
            partner_admin="" if one.initiator and one.status == "pending" else one.partner_admin,
            partner_node_url=one.partner_node_url,
            acceptor=_acceptor(one),
            outgoing_rules=rule.outgoing if rule else "",
            incoming_rules=rule.incoming if rule else "",
            rule_number=one.rule_number,
            version=one.version,
            created_by=one.created_by,
            created_at=one.created_at,
            initiator=one.initiator,
            queued=overview.waiting(tx, node_id, [one.id]).get(one.id, 0),
        )

    return services.ledger.read(work)


def choices(services: Services, node_id: int, chosen: int = 0, limit: int = 200, search: str = "") -> dict[int, str]:
    """Connections that something can be chosen for, the first by name, not canceled or ended; `chosen` in any case.

    `search` is part of a name, short name or partner.
    """

    def work(tx: Tx) -> dict[int, str]:
        names: dict[int, str] = {}
        after: str | None = ""
        while after is not None and len(names) < limit:  # again where those that cannot be chosen fill the page
            found = connection_lists.list_page(tx, node_id, search=search, after=after, limit=limit)
            usable = [one for one in found.items if one.status in ("active", "deactivated", "pending")]
            names |= {one.id: one.name for one in usable[: limit - len(names)]}
            after = found.after
        kept = connections.find(tx, node_id, chosen) if chosen and chosen not in names else None
        return names | ({kept.id: kept.name} if kept and kept.status != connections.REMOVED else {})

    return services.ledger.read(work)


def edit(
    services: Services,
    caller: Caller,
    connection_id: int,
    *,
    name: str,
    description: str,
    project_id: str,
    version: int | None = None,
) -> None:
    """Change name, description and incoming project; what stood before is kept. Raises `Refusal` with a field."""
    one = services.ledger.read(lambda tx: connections.get(tx, caller.node_id, connection_id))
    names = Names(one.local_name, one.remote_name, name)
    for wrong, words in wizard.check_names(services, caller, names, description, except_id=one.id).items():
        raise Refusal("bad_name", words, field=wrong)
    changes: dict[str, str] = {"name": tidy(name), "description": tidy_lines(description)}
    if project_id and project_id != one.project_id:
        changes |= project_columns(wizard.require_project(services, caller, project_id))

    def work(tx: Tx) -> None:
        connections.update(tx, caller.node_id, one.id, expected_version=version, **changes)
        if "project_id" in changes:
            _watch_instead(tx, caller, one, changes["project_id"])
        if kept := edits.told(one, changes):
            _record(tx, caller, edits.ACTION, one, kept)

    try:
        services.ledger.write(work)
    except Duplicate as problem:
        raise Refusal("name_taken", "A connection with this name exists already.", field="name") from problem


def activate(services: Services, caller: Caller, connection_id: int) -> None:
    """Turn this side's switch on: what queued up is sent in order."""
    _switch(services, caller, connection_id, on=True)


def deactivate(services: Services, caller: Caller, connection_id: int) -> None:
    """Turn this side's switch off: local changes go on being queued, nothing leaves or arrives."""
    _switch(services, caller, connection_id, on=False)


def repair_hooks(services: Services, caller: Caller, connection_id: int) -> None:
    """Make the service hooks of this connection's projects again, where one does not work; Azure DevOps only."""

    def work(tx: Tx) -> None:
        one = connections.get(tx, caller.node_id, connection_id)
        projects = set(hooks.projects_of(tx, caller.node_id, one.id))
        broken = [hook for hook in hooks.list_for(tx, caller.node_id, status="failed") if hook.project_id in projects]
        for hook in broken:
            hooks.update(tx, caller.node_id, hook.id, status="wanted", problem="")
        schedules.run_soon(tx, caller.node_id, "hooks")
        _record(tx, caller, "hooks_repaired", one, {"hooks": len(broken)})

    services.ledger.write(work)


def remove(services: Services, caller: Caller, connection_id: int) -> None:
    """End all pairs and forget the connection; the data of both sides stays. The partner is told for seven days."""

    def work(tx: Tx) -> None:
        one = connections.get(tx, caller.node_id, connection_id)
        if one.partner_side_id and one.status in ("active", "deactivated", "pending"):
            notices.send(tx, services, one, "leave", {"reason": "removed"})
        connections.change_status(
            tx, caller.node_id, one.id, connections.REMOVED, name=f"{one.name[:60]} (removed {one.id})"
        )
        secrets.delete(tx, caller.node_id, CODE, subject=secrets.of_connection(one.id))
        getting_started.remember(tx, caller.node_id)
        hooks.no_longer(tx, caller.node_id, one.id)
        schedules.ensure(tx, caller.node_id, "erase_connection", 60_000, connection_id=one.id, first_in_ms=0)
        _record(tx, caller, "removed", one)

    services.ledger.write(work)


def pairs_csv(services: Services, caller: Caller, connection_id: int) -> Iterator[str]:
    """The pairs of a connection as CSV text, a page of rows at a time; *Bulk connect* reads it back.

    Raises `NoSuchRow` at once, not when the first piece is taken.
    """
    services.ledger.read(lambda tx: connections.get(tx, caller.node_id, connection_id))
    return pair_lists.written(services.ledger, caller.node_id, connection_id)


def _watch_instead(tx: Tx, caller: Caller, one: Connection, project_id: str) -> None:
    """What arrives is made in another project from now on; the old one is heard of only as long as pairs or triggers
    need it."""
    if caller.kind == "azuredevops":
        hooks.no_longer(tx, caller.node_id, one.id, "incoming")
        if one.status in ("active", "deactivated"):
            hooks.need(tx, caller.node_id, project_id, one.id, "incoming")
        schedules.run_soon(tx, caller.node_id, "hooks")
    schedules.run_soon(tx, 0, "nodes")


def _switch(services: Services, caller: Caller, connection_id: int, *, on: bool) -> None:
    def work(tx: Tx) -> None:
        one = connections.get(tx, caller.node_id, connection_id)
        if one.status not in ("active", "deactivated"):
            raise Refusal("not_running", "Only a connection that was accepted can be switched on or off.", status=409)
        if one.own_switch == on:
            return
        by = caller.display_name or caller.user_id
        switched = connections.switch(tx, caller.node_id, one.id, on, by)
        notices.send(tx, services, switched, "switch", {"on": on, "by": by})
        _record(tx, caller, "activated" if on else "deactivated", one)

    services.ledger.write(work)


def _record(tx: Tx, caller: Caller, action: str, one: Connection, detail: Mapping[str, object] | None = None) -> None:
    auditing.record(
        tx,
        caller,
        action,
        connection_id=one.id,
        subject=one.name,
        detail=dict(detail) if detail else None,
    )


def _acceptor(one: Connection) -> Acceptor | None:
    if not one.initiator or not one.partner_key or one.status == "pending":  # who accepted an earlier code was refused
        return None
    claim = one.partner_claim
    return Acceptor(
        str(claim.get("url", one.partner_url)),
        str(claim.get("label", one.partner_name)),
        str(claim.get("admin", one.partner_admin)),
        keys.fingerprint(one.partner_key),
        bool(claim.get("proven")),
    )
