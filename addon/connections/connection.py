"""Connections as administrators see and change them: the list, one in detail, edit, switch, remove."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from addon.connections import keys, notices, wizard
from addon.connections.invitations import CODE, project_columns
from addon.connections.wizard import Names
from addon.nodes import auditing, licensing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.base import Project
from addon.storage import connections, hooks, nodes, overview, rules, schedules, secrets, twins
from addon.storage.connections import Connection
from addon.storage.failures import Duplicate
from addon.storage.transaction import Tx

CSV_HEADER = ("local_key", "local_id", "remote_key", "remote_id", "local_url", "remote_url")
CSV_PAGE = 500
PRODUCTS = {"jira": "Jira Cloud", "azuredevops": "Azure DevOps"}


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """One row of the list. `status` is what people see: a connection that waits for confirmation is pending."""

    id: int
    name: str
    local_name: str
    remote_name: str
    partner_label: str
    partner_kind: str
    mode: str
    status: str
    health: str
    reason: str
    last_change: int | None
    pairs: int
    action: str
    can: frozenset[str]
    expires_at: int | None


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
) -> ConnectionPage:
    """The list, by name or from its end; `waiting` says that something on it is about to change by itself."""
    allowed = licensing.licence(services, node_id).script_allowed

    def work(tx: Tx) -> ConnectionPage:
        found = connections.list_page(
            tx, node_id, search=search, status=status or None, descending=descending, after=after, limit=limit
        )
        beside = _beside(tx, node_id, [one.id for one in found.items])
        rows = tuple(_row(tx, one, beside, script_allowed=allowed) for one in found.items)
        totals = {"active": connections.counts(tx, node_id)["active"], "pairs": overview.pairs_of_node(tx, node_id)}
        if found.after is None and not after:
            totals["attention"] = sum(row.health in ("degraded", "blocked") or row.action == "review" for row in rows)
        waiting = any(row.status == "pending" or row.health == "degraded" for row in rows)
        return ConnectionPage(rows, found.total, found.after, totals, waiting)

    return services.ledger.read(work)


def detail(services: Services, node_id: int, connection_id: int) -> ConnectionDetail:
    """One connection."""
    allowed = licensing.licence(services, node_id).script_allowed

    def work(tx: Tx) -> ConnectionDetail:
        one = connections.get(tx, node_id, connection_id)
        rule = rules.current(tx, node_id, connection_id)
        return ConnectionDetail(
            row=_row(tx, one, _beside(tx, node_id, [one.id]), script_allowed=allowed),
            description=one.description,
            project=Project(one.project_id, one.project_key, one.project_name) if one.project_id else None,
            own_switch=one.own_switch,
            partner_switch=one.partner_switch,
            node_fingerprint=keys.fingerprint(one.public_key) if one.public_key else "",
            partner_url=one.partner_url,
            partner_admin=one.partner_admin,
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


def choices(services: Services, node_id: int, limit: int = 200) -> dict[int, str]:
    """Connections that something can be chosen for, the first by name: not canceled, not ended."""
    found = services.ledger.read(lambda tx: connections.list_page(tx, node_id, limit=limit))
    return {one.id: one.name for one in found.items if one.status in ("active", "deactivated", "pending")}


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
    """Change name, description and incoming project; raises `Refusal` with a field."""
    one = services.ledger.read(lambda tx: connections.get(tx, caller.node_id, connection_id))
    names = Names(one.local_name, one.remote_name, name)
    for wrong, words in wizard.check_names(services, caller, names, description, except_id=one.id).items():
        raise Refusal("bad_name", words, field=wrong)
    changes: dict[str, str] = {"name": name.strip(), "description": description.strip()}
    if project_id and project_id != one.project_id:
        changes |= project_columns(wizard.require_project(services, caller, project_id))

    def work(tx: Tx) -> None:
        connections.update(tx, caller.node_id, one.id, expected_version=version, **changes)
        changed = sorted(key for key, value in changes.items() if getattr(one, key) != value)
        _record(tx, caller, "edited", one, {"changed": changed})

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
        hooks.no_longer(tx, caller.node_id, one.id)
        schedules.ensure(tx, caller.node_id, "erase_connection", 60_000, connection_id=one.id, first_in_ms=0)
        _record(tx, caller, "removed", one)

    services.ledger.write(work)


def pairs_csv(services: Services, caller: Caller, connection_id: int) -> Iterator[str]:
    """The pairs of a connection as CSV text, a page of rows at a time; *Bulk connect* reads it back.

    Raises `NoSuchRow` at once, not when the first piece is taken.
    """
    services.ledger.read(lambda tx: connections.get(tx, caller.node_id, connection_id))
    return _pages_of_pairs(services, caller.node_id, connection_id)


def _pages_of_pairs(services: Services, node_id: int, connection_id: int) -> Iterator[str]:
    yield _csv_lines([CSV_HEADER])
    after = ""
    while True:
        found = services.ledger.read(
            lambda tx, after=after: twins.list_page(  # type: ignore[misc]
                tx, node_id, connection_id, after=after, limit=CSV_PAGE
            )
        )
        if found.items:
            yield _csv_lines(
                [
                    (one.local_key, one.local_id, one.remote_key, one.remote_id, one.local_url, one.remote_url)
                    for one in found.items
                ]
            )
        if found.after is None:
            return
        after = found.after


def _csv_lines(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows of CSV; a cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell for cell in row])
    return out.getvalue()


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


def _record(tx: Tx, caller: Caller, action: str, one: Connection, detail: dict[str, object] | None = None) -> None:
    auditing.record(
        tx,
        caller,
        action,
        connection_id=one.id,
        subject=one.name,
        detail=detail,
    )


def _acceptor(one: Connection) -> Acceptor | None:
    if not one.initiator or not one.partner_key:
        return None
    claim = one.partner_claim
    return Acceptor(
        str(claim.get("url", one.partner_url)),
        str(claim.get("label", one.partner_name)),
        str(claim.get("admin", one.partner_admin)),
        keys.fingerprint(one.partner_key),
        bool(claim.get("proven")),
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a page of rows needs besides the rows themselves, by connection."""

    pairs: Mapping[int, int]
    waiting: Mapping[int, int]
    broken: Mapping[int, overview.BrokenHook]
    poll_s: int


def _beside(tx: Tx, node_id: int, ids: list[int]) -> _Beside:
    return _Beside(
        overview.pairs(tx, node_id, ids),
        overview.waiting(tx, node_id, ids),
        overview.broken_hooks(tx, node_id, ids),
        int(nodes.get(tx, node_id).settings.get("poll_seconds", 0)),
    )


def _row(tx: Tx, one: Connection, beside: _Beside, *, script_allowed: bool) -> ConnectionRow:
    status, health, reason, action = _shown(tx, one, beside, script_allowed)
    pairs = beside.pairs.get(one.id, 0)
    changed = max(filter(None, (one.last_sent_at, one.last_received_at)), default=None)
    unknown = "Not accepted yet" if one.status == "pending" else "Not accepted"
    return ConnectionRow(
        id=one.id,
        name=one.name,
        local_name=one.local_name,
        remote_name=one.remote_name,
        partner_label=(one.partner_name or unknown) if one.partner_side_id else unknown,
        partner_kind=one.partner_kind if one.partner_side_id else "",
        mode=one.mode,
        status=status,
        health=health,
        reason=reason,
        last_change=changed,
        pairs=pairs,
        action=action,
        can=_possible(one, status),
        expires_at=one.code_expires_at if status == "pending" and not one.partner_side_id else None,
    )


def _shown(tx: Tx, one: Connection, beside: _Beside, script_allowed: bool) -> tuple[str, str, str, str]:
    """Status, health, reason and the row's one action, in the order of what matters most."""
    if one.status == "pending":
        if not one.initiator:
            text = one.health_text or f"Waiting for {one.remote_name} to answer."
            return "pending", "", f"Accepting. {text} This is repeated on its own.", ""
        return "pending", "", f"Invitation expires <t:{one.code_expires_at}:deadline>.", "copy_code"
    if one.status == "canceled":
        words = {
            "revoked": "The invitation was revoked.",
            "declined": f"{one.remote_name} declined the invitation.",
            "expired": f"The invitation expired on <t:{one.code_expires_at}:date>.",
            "not_confirmed": "You refused whoever accepted. Nothing left this side.",
        }
        return "canceled", "", words.get(one.status_reason, "The invitation is over."), "new_code"
    if one.status == "ended":
        if one.status_reason == "not_confirmed":
            text = f"{one.remote_name} did not confirm this connection."
        else:
            text = f"{one.remote_name} removed the connection on <t:{one.updated_at}:date>. Both sides keep their data."
        return "ended", "", text, "csv"
    if one.initiator and not one.partner_confirmed:
        who = one.partner_admin or one.partner_name
        text = f"Accepted by {who} <t:{one.updated_at}:exact>. Check that this is your partner before anything leaves."
        return "pending", "", text, "review"
    if one.status == "deactivated":
        return "deactivated", "", _paused(one, beside.waiting.get(one.id, 0)), ""
    return _active(tx, one, beside, script_allowed)


def _active(tx: Tx, one: Connection, beside: _Beside, script_allowed: bool) -> tuple[str, str, str, str]:
    if one.mode != "basic" and not script_allowed:
        waiting = _count(beside.waiting.get(one.id, 0))
        text = f"License needed: the evaluation has ended. {waiting} queued; nothing is lost."
        return "active", "blocked", text, "license"
    if one.settings.get("awaiting_confirmation"):
        text = f"{one.remote_name} still has to confirm who accepted. Compare the fingerprints with them."
        return "active", "degraded", text, ""
    if one.paused_until > tx.now:
        text = one.health_text or "Waiting."
        return "active", "degraded", f"{text} Sent on its own after <t:{one.paused_until}:time>.", "queue"
    broken = beside.broken.get(one.id)
    if broken is not None and one.health == "healthy":
        every = f"every {beside.poll_s} seconds" if beside.poll_s else "every minute"
        text = broken.problem or f"A service hook does not work. Changes are found {every}."
        return "active", "degraded", text, "repair"
    return "active", one.health, one.health_text if one.health != "healthy" else "", ""


def _paused(one: Connection, waiting: int) -> str:
    if not one.own_switch:
        text = f"Paused here by {one.own_switch_by} on <t:{one.own_switch_at}:date>."
        if not one.partner_switch:
            text += f" {one.remote_name} has paused it too."
    else:
        by = f" ({one.partner_switch_by})" if one.partner_switch_by else ""
        text = f"Paused by {one.remote_name}{by} on <t:{one.partner_switch_at}:date>. Only they can lift it."
    return f"{text} {_count(waiting)} queued." if waiting else text


def _count(number: int) -> str:
    if number == 1:
        return "1 change is"
    if number >= overview.COUNTED:
        return f"{number:,} or more changes are"
    return f"{number:,} changes are" if number else "No changes are"


def _possible(one: Connection, status: str) -> frozenset[str]:
    can = {"remove"}
    if one.status == "pending" and one.initiator:
        can |= {"copy_code", "new_code", "revoke", "edit"}
    if one.status == "canceled" and one.initiator:
        can |= {"new_code", "edit"}
    if one.status in ("active", "deactivated"):
        can |= {"edit", "test", "csv", "deactivate" if one.own_switch else "activate"}
        if status == "pending":
            can = {"confirm", "refuse", "remove"}
        else:
            can |= {"triggers", "bulk"}
    if one.status == "ended":
        can |= {"csv"}
    return frozenset(can)
