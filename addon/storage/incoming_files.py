"""Files that private partners send in pieces: what was asked for, what came of it so far, and forgetting it in time.

The bytes lie in the store because whoever takes a piece in and whoever attaches the file may be two processes on two
machines. `most` of each file bounds it, and `begin` what all of them take together.
"""

import base64
from dataclasses import dataclass

from addon.storage import rows, tables
from addon.storage.tables import IncomingFile as F
from addon.storage.tables import IncomingPiece as P
from addon.storage.transaction import Tx


@rows.of(tables.IncomingFile)
@dataclass(frozen=True, slots=True)
class IncomingFile:
    """One file: `received` bytes of at most `most` are here; `state` is asked, arriving, whole or refused."""

    id: int
    node_id: int
    connection_id: int
    message_id: str
    entity_key: str
    file_id: str
    most: int
    received: int
    state: str
    reason: str
    asked_at: int
    heard_at: int


def ask(tx: Tx, node_id: int, connection_id: int, *, message_id: str, entity_key: str, file_id: str, most: int) -> bool:
    """Remember that a file is asked for by this message; False when it is already."""
    return (
        tx.insert_unless_known(
            tables.IncomingFile,
            node_id=node_id,
            connection_id=connection_id,
            message_id=message_id,
            entity_key=entity_key,
            file_id=file_id,
            most=most,
            asked_at=tx.now,
            heard_at=tx.now,
        )
        is not None
    )


def find(tx: Tx, node_id: int, connection_id: int, entity_key: str, file_id: str) -> IncomingFile | None:
    """A file of a partner's entity that was asked for."""
    where = [F.node_id == node_id, F.connection_id == connection_id, F.entity_key == entity_key, F.file_id == file_id]
    return tx.first(IncomingFile, *where)


def of_message(tx: Tx, node_id: int, connection_id: int, message_id: str) -> IncomingFile | None:
    """The file that a message asked for."""
    where = [F.node_id == node_id, F.connection_id == connection_id, F.message_id == message_id]
    return tx.first(IncomingFile, *where)


def begin(tx: Tx, node_id: int, file: IncomingFile, *, room: int, room_of_connection: int) -> bool:
    """Set the file's room aside before its first byte is taken; False while files that are arriving or waiting to be
    attached have it all."""
    tx.one_at_a_time("incoming_files")
    begun = "SELECT COALESCE(sum(most), 0) FROM incoming_file WHERE state IN ('arriving', 'whole')"
    taken = tx.sql(begun)[0][0]
    taken_here = tx.sql(f"{begun} AND node_id = ? AND connection_id = ?", node_id, file.connection_id)[0][0]
    if taken + file.most > room or taken_here + file.most > room_of_connection:
        return False
    tx.update(tables.IncomingFile, F.id == file.id, F.node_id == node_id, F.state == "asked", state="arriving")
    return True


def add(tx: Tx, node_id: int, file: IncomingFile, start: int, content: bytes, *, last: bool) -> bool:
    """Keep a piece; False when something else is next: it is here already, or what comes before it is missing."""
    changed = tx.update(
        tables.IncomingFile,
        F.id == file.id,
        F.node_id == node_id,
        F.received == start,
        F.state == "arriving",
        received=start + len(content),
        state="whole" if last else "arriving",
        heard_at=tx.now,
    )
    if not changed:
        return False
    tx.insert(
        tables.IncomingPiece,
        node_id=node_id,
        connection_id=file.connection_id,
        incoming_file_id=file.id,
        start=start,
        content=base64.b64encode(content).decode(),
    )
    return True


def piece(tx: Tx, node_id: int, incoming_file_id: int, start: int) -> bytes | None:
    """The piece that begins there."""
    where = [P.node_id == node_id, P.incoming_file_id == incoming_file_id, P.start == start]
    found = tx.rows(P.select(P.content).where(*where))
    return base64.b64decode(found[0][0]) if found else None


def refuse(tx: Tx, node_id: int, file: IncomingFile, reason: str) -> bool:
    """The file will not come; what came of it is forgotten. False when it is here as a whole."""
    where = [F.id == file.id, F.node_id == node_id, F.state.in_(["asked", "arriving"])]
    if not tx.update(tables.IncomingFile, *where, state="refused", reason=reason, heard_at=tx.now):
        return False
    tx.delete(tables.IncomingPiece, P.node_id == node_id, P.incoming_file_id == file.id)
    return True


def forget(tx: Tx, node_id: int, file: IncomingFile) -> None:
    """The file is attached, or nobody wants it any more."""
    tx.delete(tables.IncomingPiece, P.node_id == node_id, P.incoming_file_id == file.id)
    tx.delete(tables.IncomingFile, F.node_id == node_id, F.id == file.id)


def purge(tx: Tx, before: int, *, unanswered_before: int = 0, at_most: int = 100) -> int:
    """Forget what began to come and of which nothing was heard since, and old questions, which take no room; how many
    files."""
    old = (
        "SELECT id FROM incoming_file WHERE heard_at < ? AND (state <> 'asked' OR heard_at < ?) "
        "ORDER BY heard_at, id LIMIT ?"
    )
    ids = [row[0] for row in tx.sql(old, before, unanswered_before, at_most)]
    if ids:
        tx.delete(tables.IncomingPiece, P.incoming_file_id.in_(ids))
        tx.delete(tables.IncomingFile, F.id.in_(ids))
    return len(ids)
