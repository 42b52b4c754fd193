"""Whether a tracker's trouble is met by one entity alone: who else of a tenant waits for it, who else is served."""

from addon.storage.transaction import Tx

_ENTITY = "COALESCE(local_entity, entity_key) <> ?"
_WAITING = f"""
SELECT 1 FROM stream WHERE node_id = ? AND due_at IS NOT NULL AND attempts >= ? AND direction <> 'send'
  AND waiting_for IN ('unavailable', 'timed_out') AND {_ENTITY} LIMIT 1
"""  # noqa: S608 - constants of this module
_AT_IT = f"""
SELECT 1 FROM stream WHERE node_id = ? AND owner IS NOT NULL AND attempts >= ? AND direction <> 'send' AND {_ENTITY}
LIMIT 1
"""  # noqa: S608
_SERVED = """
SELECT 1 FROM effect WHERE done_at IS NOT NULL AND done_at >= ? AND done_at < ? AND node_id = ? AND state = 'done'
  AND entity_id NOT IN ('', ?) AND kind NOT IN ('decision', 'script_call', 'script_wishes') LIMIT 1
"""


def others_wait(tx: Tx, node_id: int, entity: str, *, attempts: int) -> bool:
    """Whether another entity's line has met the tracker's silence so often in a row, or is at its next attempt."""
    return any(tx.sql(statement, node_id, attempts, entity) for statement in (_WAITING, _AT_IT))


def others_served(tx: Tx, node_id: int, entity: str, *, since: int, until: int) -> bool:
    """Whether the tracker carried out a write to another entity between those moments (ms)."""
    return bool(tx.sql(_SERVED, since, until, node_id, entity))
