"""Whose token is it? The tenant of a tracker instance and the secrets it may sign with, in one statement.

Every webhook and every page asks this before anything else, so it is plain SQL. A rotated secret counts for the next
request of every process, and an uninstalled tenant's not at all: `remembered` says when an answer may be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from addon.storage.keys import Sealed
from addon.storage.secrets import column, opened
from addon.storage.transaction import Tx

PREVIOUS = "previous"  # the subject of the secret before the last rotation
Asked = tuple[str, str, str]  # kind of tracker, instance id, purpose
_FIND = """
SELECT node.id, node.status, secret.subject, secret.token, secret.key_id, secret.expires_at
FROM node LEFT JOIN secret ON secret.node_id = node.id AND secret.purpose = ? AND secret.subject IN ('', 'previous')
WHERE node.kind = ? AND node.instance_id = ? ORDER BY secret.subject
"""


@dataclass(frozen=True, slots=True)
class Signer:
    """A tenant that is installed, and its secrets, newest first; `for_now`: one of them ends by the clock."""

    node_id: int
    secrets: tuple[str, ...] = field(repr=False)
    for_now: bool = field(default=False, compare=False)


def find(tx: Tx, kind: str, instance_id: str, purpose: str) -> Signer | None:
    """The tenant of an instance and the secrets of this purpose, the previous one until it expires.

    None when it is unknown, uninstalled, or has no secret. Raises `KeyMissing`, `SecretMismatch`.
    """
    found: list[str] = []
    for_now = False
    rows = tx.hot(_FIND, purpose, kind, instance_id)
    for node_id, status, subject, token, key_id, expires_at in rows:
        if status == "uninstalled" or token is None or (subject == PREVIOUS and (expires_at or 0) <= tx.now):
            continue
        for_now = for_now or subject == PREVIOUS
        found.append(opened(tx.keys, node_id, column(purpose, subject), Sealed(token, key_id)))
    return Signer(rows[0][0], tuple(found), for_now) if found else None


def find_all(tx: Tx, asked: Sequence[Asked]) -> list[Signer | None]:
    """`find` for each; the same question is asked once."""
    found = {one: find(tx, *one) for one in dict.fromkeys(asked)}
    return [found[one] for one in asked]
