"""How a connection stands in the list: its status, its health with the reason, and what can be done to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from addon.nodes.rejection import FACTS
from addon.storage import connection_lists, nodes, overview, settings_store
from addon.storage.connections import PARTNER_GONE, Connection
from addon.storage.transaction import Tx

UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """One row of the list. `status` is what people see: one that was accepted and is to be confirmed is unconfirmed."""

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
class Beside:
    """What a page of rows needs besides the rows themselves, by connection."""

    pairs: Mapping[int, int]
    waiting: Mapping[int, int]
    broken: Mapping[int, overview.BrokenHook]
    poll_s: int
    rejected: bool  # the tracker refuses the sync identity's credential


def look_beside(tx: Tx, node_id: int, ids: list[int]) -> Beside:
    """Look up what the rows of these connections need, in one question for each kind."""
    broken = overview.broken_hooks(tx, node_id, ids)
    poll_s = int(nodes.get(tx, node_id).settings.get("poll_seconds", 0)) if broken else 0
    rejected = bool(settings_store.get(tx, node_id, FACTS, {}).get("rejected"))
    return Beside(overview.pairs(tx, node_id, ids), overview.waiting(tx, node_id, ids), broken, poll_s, rejected)


def row_of(tx: Tx, one: Connection, beside: Beside, *, script_allowed: bool) -> ConnectionRow:
    """One connection as its row; `script_allowed` says whether this side's license lets Script connections run."""
    status, health, reason, action = _shown(tx, one, beside, script_allowed)
    pairs = beside.pairs.get(one.id, 0)
    changed = max(filter(None, (one.last_sent_at, one.last_received_at)), default=None)
    unknown = "Not accepted yet" if one.status == "pending" else "Not accepted"
    invited = one.status == "pending" and one.initiator  # whoever accepted before was refused
    accepted = bool(one.partner_side_id) and not invited
    return ConnectionRow(
        id=one.id,
        name=one.name,
        local_name=one.local_name,
        remote_name=one.remote_name,
        partner_label=(one.partner_name or unknown) if accepted else unknown,
        partner_kind=one.partner_kind if accepted else "",
        mode=one.mode,
        status=status,
        health=health,
        reason=reason,
        last_change=changed,
        pairs=pairs,
        action=action,
        can=_possible(one, status),
        expires_at=one.code_expires_at if status == "pending" and not accepted else None,
    )


def _shown(tx: Tx, one: Connection, beside: Beside, script_allowed: bool) -> tuple[str, str, str, str]:
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
            did = "uninstalled Liaise" if one.status_reason == "partner_uninstalled" else "removed the connection"
            text = f"{one.remote_name} {did} on <t:{one.updated_at}:date>. Both sides keep their data."
        return "ended", "", text, "csv"
    if one.health_reason == PARTNER_GONE:
        text = (
            f"{one.remote_name} uninstalled Liaise. Both sides keep their data. If they install it again, this "
            "connection goes on and what changed meanwhile is sent; if it is over, remove it."
        )
        return "ended", "", text, "csv"
    if one.initiator and not one.partner_confirmed:
        who = one.partner_admin or one.partner_name
        text = f"Accepted by {who} <t:{one.updated_at}:exact>. Check that this is your partner before anything leaves."
        return UNCONFIRMED, "", text, "review"
    if connection_lists.awaits_partner(one):
        who = f"{one.partner_admin} at" if one.partner_admin else "an administrator at"
        text = (
            f"Waiting for {who} {one.remote_name} to confirm that it was you who accepted. Nothing is sent before. "
            "Compare the fingerprints with them: yours is under Edit."
        )
        return UNCONFIRMED, "", text, ""
    if one.status == "deactivated":
        return "deactivated", "", _paused(one, beside.waiting.get(one.id, 0)), ""
    return _active(tx, one, beside, script_allowed)


def _active(tx: Tx, one: Connection, beside: Beside, script_allowed: bool) -> tuple[str, str, str, str]:
    if one.mode != "basic" and not script_allowed:
        waiting = _count(beside.waiting.get(one.id, 0))
        text = f"License needed: this side's evaluation or license has ended. {waiting} queued; nothing is lost."
        return "active", "blocked", text, "license"
    if beside.rejected:
        waiting = _count(beside.waiting.get(one.id, 0))
        text = f"The sync identity's credential is rejected: nothing goes on. {waiting} queued; nothing is lost."
        return "active", "blocked", text, ""  # the form for a new one stands above the list
    if one.paused_until > tx.now:
        text = one.health_text or "Waiting."
        health, goes_on = ("blocked", "Tried again") if one.health == "blocked" else ("degraded", "Sent")
        return "active", health, f"{text} {goes_on} on its own after <t:{one.paused_until}:time>.", "queue"
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
    if status == "ended":
        return frozenset(can | {"csv"})
    if one.status == "pending" and one.initiator:
        can |= {"copy_code", "new_code", "revoke", "edit"}
    if one.status == "canceled" and one.initiator:
        can |= {"new_code", "edit"}
    if one.status in ("active", "deactivated"):
        can |= {"edit", "test", "csv", "deactivate" if one.own_switch else "activate"}
        if status == UNCONFIRMED and one.initiator:
            can = {"confirm", "refuse", "remove"}
        else:
            can |= {"triggers", "bulk"}
    return frozenset(can)
