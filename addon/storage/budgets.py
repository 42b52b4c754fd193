# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""Budgets: what a tracker's limits leave, shared by all workers and machines.

A scope is a bucket that refills steadily, or a count that starts anew with each window of time.
"""

from dataclasses import dataclass

from addon.storage import rows, tables
from addon.storage.tables import Budget as T
from addon.storage.transaction import Tx

CALLS_SCOPE = "calls"  # all calls of a tenant's sync identity
BULK_SCOPE = "bulk"  # while it is paused, bulk lines of the tenant are not claimed


@rows.of(tables.Budget)
@dataclass(frozen=True, slots=True)
class Budget:
    """One scope; node 0 is shared by all tenants."""

    id: int
    node_id: int
    scope: str
    capacity: float
    tokens: float
    refill_per_s: float
    window_start: int
    paused_until: int
    reason: str
    updated_at: int


@dataclass(frozen=True, slots=True)
class Grant:
    """How many units may be spent now; with none, when to ask again (ms) and why."""

    units: float
    ask_again_at: int = 0
    reason: str = ""


def take(
    tx: Tx,
    node_id: int,
    scope: str,
    units: float,
    *,
    capacity: float,
    refill_per_s: float = 0.0,
    window_ms: int = 0,
    keep: float = 0.0,
) -> Grant:
    """Take `units`, all or none. `keep` is the share of the capacity left for people (0.2: background stops there).

    Take in a transaction of its own: on PostgreSQL the scope is locked until it ends.
    With `window_ms` the count starts anew in each window of the clock (an hour: UTC hours); else it refills.
    """
    budget = _current(tx, node_id, scope, capacity, refill_per_s, window_ms)
    now = tx.now
    if budget.paused_until > now:
        return Grant(0, budget.paused_until, budget.reason)
    if budget.tokens - units < capacity * keep:
        if window_ms:
            return Grant(0, budget.window_start + window_ms, "budget_used")
        missing = units + capacity * keep - budget.tokens
        wait = int(missing / refill_per_s * 1000) + 1 if refill_per_s > 0 else 60_000
        return Grant(0, now + wait, "budget_used")
    tx.update(tables.Budget, T.id == budget.id, T.node_id == node_id, tokens=budget.tokens - units, updated_at=now)
    return Grant(units)


def correct(tx: Tx, node_id: int, scope: str, remaining: float) -> None:
    """The tracker said how much is left; the smaller number counts."""
    tx.change(
        "UPDATE budget SET tokens = ?, updated_at = ? WHERE node_id = ? AND scope = ? AND tokens > ?",
        remaining,
        tx.now,
        node_id,
        scope,
        remaining,
    )


def pause(tx: Tx, node_id: int, scope: str, until: int, reason: str, *, capacity: float = 1.0) -> None:
    """The tracker said to wait (429, Retry-After): nobody spends of this scope until then (ms)."""
    _ensure(tx, node_id, scope, capacity, 0.0)
    tx.change(
        "UPDATE budget SET paused_until = ?, reason = ?, updated_at = ? WHERE node_id = ? AND scope = ? "
        "AND paused_until < ?",
        until,
        reason,
        tx.now,
        node_id,
        scope,
        until,
    )


def resume(tx: Tx, node_id: int, scope: str) -> None:
    """End a pause early: the probe went through."""
    tx.update(tables.Budget, T.node_id == node_id, T.scope == scope, paused_until=0, reason="")


def paused_until(tx: Tx, node_id: int, scope: str) -> tuple[int, str]:
    """Until when a scope is paused (0: it is not) and why."""
    found = find(tx, node_id, scope)
    return (found.paused_until, found.reason) if found is not None and found.paused_until > tx.now else (0, "")


def find(tx: Tx, node_id: int, scope: str) -> Budget | None:
    """One scope as it was last written."""
    return tx.first(Budget, T.node_id == node_id, T.scope == scope)


def list_for(tx: Tx, node_id: int) -> list[Budget]:
    """All scopes of a tenant."""
    return tx.select(Budget, T.node_id == node_id, order=[T.scope])


def purge(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Forget scopes not used since then (ms), such as those of single issues; they start full again."""
    return tx.change(
        "DELETE FROM budget WHERE id IN (SELECT id FROM budget WHERE updated_at < ? AND paused_until < ? "
        "ORDER BY updated_at LIMIT ?)",
        before,
        before,
        at_most,
    )


def _ensure(tx: Tx, node_id: int, scope: str, capacity: float, refill_per_s: float) -> None:
    tx.insert_unless_known(
        tables.Budget,
        node_id=node_id,
        scope=scope,
        capacity=capacity,
        tokens=capacity,
        refill_per_s=refill_per_s,
        window_start=tx.now,
        updated_at=tx.now,
    )


def _current(tx: Tx, node_id: int, scope: str, capacity: float, refill_per_s: float, window_ms: int) -> Budget:
    """The scope as of now, locked on PostgreSQL so that two takers do not spend the same unit."""
    _ensure(tx, node_id, scope, capacity, refill_per_s)
    lock = " FOR UPDATE" if tx.dialect == "postgresql" else ""
    row = tx.sql(
        f"SELECT {rows.names(Budget)} FROM budget WHERE node_id = ? AND scope = ?{lock}",
        node_id,
        scope,
    )[0]
    budget = rows.build_all(Budget, [row])[0]
    now = tx.now
    tokens, window_start = budget.tokens, budget.window_start
    if window_ms:
        begun = now - now % window_ms
        if begun > window_start - window_start % window_ms:
            tokens = capacity
        window_start = begun
    else:
        tokens = tokens + max(0, now - budget.updated_at) / 1000 * refill_per_s
    tokens = min(capacity, tokens + max(0.0, capacity - budget.capacity))
    tx.update(
        tables.Budget,
        T.id == budget.id,
        T.node_id == node_id,
        tokens=tokens,
        capacity=capacity,
        refill_per_s=refill_per_s,
        window_start=window_start,
        updated_at=now,
    )
    return Budget(
        budget.id, node_id, scope, capacity, tokens, refill_per_s, window_start, budget.paused_until, budget.reason, now
    )
