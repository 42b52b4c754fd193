"""Tenants: one row for each tracker instance."""

import secrets as random_source
from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.failures import NoSuchRow, VersionConflict
from addon.storage.tables import Node as T
from addon.storage.transaction import Tx

DAY_MS = 24 * 3600 * 1000
CHANGEABLE = frozenset(
    [
        "base_url",
        "origin",
        "display_name",
        "display_url",
        "cloud_id",
        "installation_id",
        "app_user_id",
        "status",
        "uninstalled_at",
        "evaluation_from",
        "licence",
        "licence_text",
        "settings",
        "reachable",
    ]
)


@rows.of(tables.Node)
@dataclass(frozen=True, slots=True)
class Node:
    """A tenant. `settings` holds what General settings keeps (`allow_discovery`, `poll_seconds`, …)."""

    id: int
    kind: str
    instance_id: str
    slug: str
    base_url: str
    origin: str
    display_name: str
    display_url: str
    cloud_id: str
    installation_id: str
    app_user_id: str
    status: str
    installed_at: int
    uninstalled_at: int | None
    evaluation_from: int
    licence: dict[str, Any]
    licence_text: str
    settings: dict[str, Any]
    reachable: bool
    version: int
    created_at: int
    updated_at: int


def new_slug() -> str:
    """128 random bits for a node URL."""
    return random_source.token_hex(16)


def install(
    tx: Tx, *, kind: str, instance_id: str, base_url: str, origin: str = "", display_name: str = "", **more: Any
) -> tuple[Node, bool]:
    """The tenant of this instance, made or brought back; True when it is new.

    Installing again keeps the slug, the connections and the start of the evaluation; it makes the tenant active.
    """
    _check(more)
    now = tx.now
    found = by_instance(tx, kind, instance_id)
    values = {
        "base_url": base_url,
        "origin": origin,
        **({"display_name": display_name} if display_name else {}),
        **more,
    }
    if found is not None:
        back = {"installed_at": now} if found.status == "uninstalled" else {}
        tx.update(
            tables.Node,
            T.id == found.id,
            status="active",
            uninstalled_at=None,
            updated_at=now,
            version=T.version + 1,
            **back,
            **values,
        )
        _take_turn(tx, found.id)
        return get(tx, found.id), False
    values.setdefault("evaluation_from", now)
    node_id = tx.insert(
        tables.Node,
        kind=kind,
        instance_id=instance_id,
        slug=new_slug(),
        installed_at=now,
        created_at=now,
        updated_at=now,
        **values,
    )
    _take_turn(tx, node_id)
    return get(tx, node_id), True


def get(tx: Tx, node_id: int) -> Node:
    """One tenant. Raises `NoSuchRow`."""
    node = tx.first(Node, T.id == node_id)
    if node is None:
        raise NoSuchRow(f"There is no node {node_id}.")
    return node


def by_instance(tx: Tx, kind: str, instance_id: str) -> Node | None:
    """The tenant of a tracker instance (Jira: clientKey, Azure DevOps: instanceId)."""
    return tx.first(Node, T.kind == kind, T.instance_id == instance_id)


def by_slug(tx: Tx, slug: str) -> Node | None:
    """The tenant a node URL names."""
    return tx.first(Node, T.slug == slug)


def by_origin(tx: Tx, origin: str) -> list[Node]:
    """Active tenants at a tracker's normalised origin; where none is, Jira sites whose custom domain it is."""
    found = tx.select(Node, T.origin == origin, T.status == "active", order=[T.id], limit=10)
    if found:
        return found
    return tx.select(Node, T.kind == "jira", T.display_name == origin, T.status == "active", order=[T.id], limit=10)


def list_all(tx: Tx, *, after: int = 0, limit: int = 100, status: str | None = None) -> list[Node]:
    """Tenants by id, for the operator, schedules and metrics."""
    where = [T.id > after] + ([T.status == status] if status else [])
    return tx.select(Node, *where, order=[T.id], limit=limit)


def update(tx: Tx, node_id: int, *, expected_version: int | None = None, **changes: Any) -> Node:
    """Change columns. Raises `NoSuchRow`, `VersionConflict`, ValueError for a column that is not changeable."""
    _check(changes)
    where = [T.id == node_id] + ([T.version == expected_version] if expected_version is not None else [])
    if not tx.update(tables.Node, *where, version=T.version + 1, updated_at=tx.now, **changes):
        get(tx, node_id)
        raise VersionConflict("The instance's settings were changed by somebody else; reload and try again.")
    return get(tx, node_id)


def set_settings(tx: Tx, node_id: int, **values: Any) -> Node:
    """Set some of the General settings; others stay."""
    node = get(tx, node_id)
    return update(tx, node_id, expected_version=node.version, settings={**node.settings, **values})


def change_slug(tx: Tx, node_id: int) -> Node:
    """Give the node a new URL; the old one stops working."""
    node = get(tx, node_id)
    tx.update(
        tables.Node, T.id == node_id, slug=new_slug(), slug_before=node.slug, version=T.version + 1, updated_at=tx.now
    )
    return get(tx, node_id)


def uninstall(tx: Tx, node_id: int) -> Node:
    """Stop all work of this tenant at once; its data is erased after the grace period."""
    tx.update(
        tables.Node,
        T.id == node_id,
        T.status != "uninstalled",
        status="uninstalled",
        uninstalled_at=tx.now,
        updated_at=tx.now,
        version=T.version + 1,
    )
    return get(tx, node_id)


def to_erase(tx: Tx, now: int, usual_ms: int) -> list[Node]:
    """Tenants uninstalled longer ago than each chose to keep its mapping; `usual_ms` where none was chosen."""
    found = tx.select(Node, T.status == "uninstalled", T.uninstalled_at < now, order=[T.id])
    return [one for one in found if (one.uninstalled_at or 0) + kept_ms(one, usual_ms) < now][:100]


def kept_ms(node: Node, usual_ms: int) -> int:
    """How long this tenant's mapping is kept after it was uninstalled."""
    days = node.settings.get("keep_mapping_days")
    return int(days) * DAY_MS if days else usual_ms


def _check(values: dict[str, Any]) -> None:
    if wrong := set(values) - CHANGEABLE:
        raise ValueError(f"not changeable: {', '.join(sorted(wrong))}")


def _take_turn(tx: Tx, node_id: int) -> None:
    for place in (0, node_id):
        tx.insert_unless_known(tables.Turn, node_id=place)
