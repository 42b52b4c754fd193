"""Service hooks that we made at a tracker, and what still needs them."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, secrets, tables
from addon.storage.tables import HookSubscription as T
from addon.storage.tables import HookUse as U
from addon.storage.transaction import Tx

CHANGEABLE = frozenset(["subscription_id", "status", "problem", "last_delivery_at", "checked_at"])


@rows.of(tables.HookSubscription)
@dataclass(frozen=True, slots=True)
class Hook:
    """One subscription. Its password is the secret `hook_password` with `secrets.of_hook(id)` as subject."""

    id: int
    node_id: int
    project_id: str
    event: str
    subscription_id: str
    status: str
    problem: str
    last_delivery_at: int | None
    checked_at: int | None
    created_at: int
    updated_at: int


def need(tx: Tx, node_id: int, project_id: str, connection_id: int, purpose: str, subject: str = "") -> bool:
    """Note that something needs a project's hooks (trigger, pairs, incoming); True when it is the first use."""
    first = not needed(tx, node_id, project_id)
    tx.insert_unless_known(
        tables.HookUse,
        node_id=node_id,
        project_id=project_id,
        connection_id=connection_id,
        purpose=purpose,
        subject=subject,
        created_at=tx.now,
    )
    return first


def no_longer(
    tx: Tx, node_id: int, connection_id: int, purpose: str | None = None, subject: str | None = None
) -> list[str]:
    """Take uses back; projects whose hooks nobody needs any more and are to be removed."""
    where = [U.node_id == node_id, U.connection_id == connection_id]
    if purpose is not None:
        where.append(U.purpose == purpose)
    if subject is not None:
        where.append(U.subject == subject)
    projects = sorted({row[0] for row in tx.rows(U.select(U.project_id).where(*where))})
    tx.delete(tables.HookUse, *where)
    return [project for project in projects if not needed(tx, node_id, project)]


def needed(tx: Tx, node_id: int, project_id: str) -> bool:
    """Whether anything needs this project's hooks."""
    return tx.count(tables.HookUse, U.node_id == node_id, U.project_id == project_id, at_most=1) > 0


def projects_needed(tx: Tx, node_id: int) -> list[str]:
    """Projects whose hooks are needed."""
    return sorted(row[0] for row in tx.rows(U.select(U.project_id).where(U.node_id == node_id).distinct()))


def projects_of(tx: Tx, node_id: int, connection_id: int) -> list[str]:
    """Projects whose hooks one connection needs."""
    where = (U.node_id == node_id, U.connection_id == connection_id)
    return sorted(row[0] for row in tx.rows(U.select(U.project_id).where(*where).distinct()))


def want(tx: Tx, node_id: int, project_id: str, event: str) -> Hook:
    """The subscription for a project's event, noted as wanted when there is none."""
    tx.insert_unless_known(
        tables.HookSubscription,
        node_id=node_id,
        project_id=project_id,
        event=event,
        created_at=tx.now,
        updated_at=tx.now,
    )
    found = tx.first(Hook, T.node_id == node_id, T.project_id == project_id, T.event == event)
    assert found is not None
    return found


def get(tx: Tx, node_id: int, hook_id: int) -> Hook | None:
    """One subscription by our row id: what a hook's address carries."""
    return tx.first(Hook, T.id == hook_id, T.node_id == node_id)


def list_for(tx: Tx, node_id: int, project_id: str | None = None, *, status: str | None = None) -> list[Hook]:
    """Subscriptions of a tenant, of one project, or in one status."""
    where = [T.node_id == node_id]
    if project_id is not None:
        where.append(T.project_id == project_id)
    if status is not None:
        where.append(T.status == status)
    return tx.select(Hook, *where, order=[T.project_id, T.event])


def update(tx: Tx, node_id: int, hook_id: int, **changes: Any) -> bool:
    """Change a subscription; False when it is gone."""
    if wrong := set(changes) - CHANGEABLE:
        raise ValueError(f"not changeable: {', '.join(sorted(wrong))}")
    return bool(tx.update(tables.HookSubscription, T.id == hook_id, T.node_id == node_id, updated_at=tx.now, **changes))


def note_delivery(tx: Tx, node_id: int, hook_id: int) -> None:
    """A hook is alive; written once a minute at most."""
    tx.update(
        tables.HookSubscription,
        T.id == hook_id,
        T.node_id == node_id,
        T.last_delivery_at.is_null() | (T.last_delivery_at < tx.now - 60_000),
        last_delivery_at=tx.now,
    )


def remove(tx: Tx, node_id: int, hook_id: int) -> bool:
    """Forget a subscription that is gone at the tracker."""
    secrets.delete_subject(tx, node_id, secrets.of_hook(hook_id))
    return bool(tx.delete(tables.HookSubscription, T.id == hook_id, T.node_id == node_id))
