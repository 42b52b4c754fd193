"""Tenants with long lists: first rows written as the product writes them, the others copied from them."""

import secrets
from typing import Any

from addon.storage import Ledger, Tx, conflicts, connections, errors, queue, tables, timeline, twins
from tests.bench.ledger_queue import tidy

MANY_CONNECTIONS, MANY_PAIRS = 1, 2  # tenants
KEY = "A-1"


def stock(ledger: Ledger, *, made: int, pairs: int, rows: int) -> None:
    """`made` connections of one tenant; of another ten, with `pairs` pairs, and `rows` rows of each other list.

    All steps of the timeline are those of one entity; `rows` changes wait, each in a line of its own.
    """
    for tenant, count in ((MANY_CONNECTIONS, made), (MANY_PAIRS, 10)):
        ledger.write(lambda tx, tenant=tenant: _first_connection(tx, tenant))  # type: ignore[misc]
        name = "'c' || {n}"
        searched = f"{name} || substr(f.search_key, {len('needle') + 1})"
        changed = {"name": name, "name_key": name, "search_key": searched, "side_id": "'s' || {id}"}
        _copy(ledger, tables.Connection, tenant, count, **changed)
    first = ledger.read(lambda tx: connections.list_all(tx, MANY_PAIRS, limit=1))[0].id
    ledger.write(lambda tx: _first_rows(tx, first))
    names = {f"{side}_id": f"'{side}' || {{id}}" for side in ("local", "remote")}
    keys = {"local_key": "'A-' || {n}", "remote_key": "'B-' || {n}"}
    _copy(ledger, tables.Twin, MANY_PAIRS, pairs, **names, **keys)
    _copy(
        ledger,
        tables.Timeline,
        MANY_PAIRS,
        rows,
        event_id="{n} / 5",
        step="CASE MOD({n}, 5) WHEN 0 THEN 'sent' ELSE 'x' END",
    )
    _copy(ledger, tables.Error, MANY_PAIRS, rows, entity_key="'A-' || {n}", entity_id="'local' || {n}")
    _copy(ledger, tables.Conflict, MANY_PAIRS, rows, twin_id="{n}")
    _copy(
        ledger,
        tables.Stream,
        MANY_PAIRS,
        rows,
        entity_key="'e' || {n}",
        entity_label="'A-' || {n}",
        local_entity="'l' || {n}",
    )
    line = ledger.read(lambda tx: tx.sql("SELECT min(id) FROM stream WHERE node_id = ?", MANY_PAIRS))[0][0]
    _copy(ledger, tables.Event, MANY_PAIRS, rows, stream_id=f"{line} - 1 + {{n}}")
    tidy(ledger)


def _first_connection(tx: Tx, tenant: int) -> None:
    connections.create(
        tx,
        tenant,
        mode="basic",
        name="Needle",
        local_name="A",
        remote_name="B",
        status="active",
        partner_confirmed=True,
        side_id=secrets.token_hex(8),
        partner_side_id="p",
    )


def _first_rows(tx: Tx, connection_id: int) -> None:
    here = MANY_PAIRS, connection_id
    twin = twins.create(
        tx, *here, local_id="local1", local_key=KEY, remote_id="remote1", remote_key="B-1", acknowledged=True
    )
    timeline.note(tx, MANY_PAIRS, twin.local_id, "sent", "Sent.", connection_id=connection_id, event_id=1)
    errors.report(
        tx,
        MANY_PAIRS,
        impact="entity",
        reason="script",
        message="It failed.",
        connection_id=connection_id,
        entity_id=twin.local_id,
        entity_key=KEY,
    )
    conflicts.ask(tx, *here, twin.id, "summary", local_form="a", remote_form="b", local_by="x", remote_by="y")
    queue.append(tx, MANY_PAIRS, "out", "e1", "x", connection_id=connection_id, local_entity="l1", label=KEY)


def _copy(ledger: Ledger, table: Any, tenant: int, count: int, **changed: str) -> None:
    """Copies of a tenant's first row, `count` with it; `{n}` is a copy's number, `{id}` a number of its own."""
    columns = [name for name in table._meta.columns if name != "id"]
    name = table._meta.table_name
    series = (
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {last}) "
        if ledger.dialect == "sqlite"
        else "WITH n(i) AS (SELECT generate_series(2, {last}::bigint)) "
    )
    made = [
        changed[one].format(n="i", id=f"({tenant} || '-' || i)") if one in changed else f"f.{one}" for one in columns
    ]
    if count > 1:
        ledger.write(
            lambda tx: _without_indexes(
                tx,
                name,
                f"{series.format(last=count)} INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(made)} FROM n "
                f"CROSS JOIN (SELECT * FROM {name} WHERE node_id = {tenant} ORDER BY id LIMIT 1) AS f",
            )
        )


def _without_indexes(tx: Tx, table: str, insert: str) -> None:
    """Take the table's indexes away and make them again: that sorts each once instead of finding a place for each row."""
    if tx.dialect == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    else:
        asked = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ? AND indexname NOT LIKE '%%_pkey'"
    indexes = tx.sql(asked, table)
    assert indexes
    for name, _ in indexes:
        tx.sql(f"DROP INDEX {name}")
    tx.sql(insert)
    for _, made in indexes:
        tx.sql(made)


__all__ = ["KEY", "MANY_CONNECTIONS", "MANY_PAIRS", "stock"]
