"""Tenants and connections that tests start from."""

import secrets as random_source
from typing import Any

from addon.storage import Ledger, connections, nodes
from addon.storage.connections import Connection
from addon.storage.nodes import Node


def make_node(ledger: Ledger, name: str = "one", kind: str = "jira") -> Node:
    return ledger.write(lambda tx: nodes.install(tx, kind=kind, instance_id=name, base_url=f"https://{name}.example"))[
        0
    ]


def make_connection(ledger: Ledger, node_id: int, name: str = "A to B", **more: Any) -> Connection:
    values = {
        "mode": "basic",
        "status": "active",
        "partner_confirmed": True,
        "side_id": random_source.token_hex(8),
        **more,
    }
    return ledger.write(
        lambda tx: connections.create(tx, node_id, name=name, local_name="A", remote_name="B", **values)
    )
