"""What the rows of the sync queue are about: the entity's title as far as it is known, and the file that is carried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from addon.storage import incoming_files, twins
from addon.storage.queue import Waiting
from addon.storage.transaction import Tx
from addon.storage.twins import Twin

TITLE_MAX = 300
_FILES = ("file_out", "file_in")


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """One file. `size` in bytes, None where nobody told it; `received` of them are here, None where none are kept."""

    name: str
    size: int | None
    received: int | None


@dataclass(frozen=True, slots=True)
class About:
    """What one row is about; empty texts and None where it is not known."""

    key: str
    entity_id: str
    title: str
    file: CarriedFile | None


def of_rows(tx: Tx, node_id: int, found: Sequence[Waiting]) -> dict[int, About]:
    """What each event is about, by its id; asks the store as often for many rows as for few, files of private partners
    aside."""
    entities = sorted({entity for one in found if (entity := _entity(one))})
    pairs = twins.of_entities(tx, node_id, entities) if entities else []
    keys = {one.local_id: one.local_key for one in pairs}
    by_pair = {(one.connection_id, one.local_id): one for one in pairs}
    any_pair = {one.local_id: one for one in reversed(pairs)}
    mine = {one.event.id: _pair(one, by_pair, any_pair) for one in found}
    known = {pair.id: pair for pair in mine.values() if pair}
    sent = twins.replicas(tx, node_id, sorted(known), "sent")
    names = _names(tx, node_id, known, sent)
    return {
        one.event.id: About(
            keys.get(_entity(one), ""),
            _entity(one),
            (names[pair.id] if (pair := mine[one.event.id]) else "") or _travelling(one.event.body),
            _file(tx, node_id, one, sent.get(pair.id) if pair else None),
        )
        for one in found
    }


def _entity(one: Waiting) -> str:
    """The local entity. A partner's question for a file names it by the line."""
    return one.line.local_entity or (one.line.entity_key if one.event.direction == "file_out" else "")


def _pair(one: Waiting, by_pair: Mapping[tuple[int, str], Twin], any_pair: Mapping[str, Twin]) -> Twin | None:
    """The pair over the row's connection, or the first one of an event that has no connection yet."""
    entity = _entity(one)
    return by_pair.get((one.event.connection_id, entity)) or (None if one.event.connection_id else any_pair.get(entity))


def _names(tx: Tx, node_id: int, known: Mapping[int, Twin], sent: Mapping[int, object]) -> dict[int, str]:
    """Each pair's title as it was last heard of: what arrived after the last sending changed the entity here."""
    later = {pair.id for pair in known.values() if (pair.received_at or 0) > (pair.sent_at or 0)}
    unnamed = [pair for pair in sorted(known) if pair in later or not _text(_in(sent.get(pair), "replica", "summary"))]
    received = twins.replicas(tx, node_id, unnamed, "received")
    return {
        pair: _text(_in(received.get(pair), "summary")) or _text(_in(sent.get(pair), "replica", "summary"))
        for pair in known
    }


def _travelling(body: object) -> str:
    """The title in a message, for what has no pair: one that arrived is its content, one that leaves has it inside."""
    return _text(_in(body, "replica", "summary")) or _text(_in(body, "body", "replica", "summary"))


def _file(tx: Tx, node_id: int, one: Waiting, sent: object) -> CarriedFile | None:
    if one.event.direction not in _FILES:
        return None
    file = _in(one.event.body, "file")
    if one.event.direction == "file_out":
        offered = _in(sent, "replica", "attachments")
        file_id = str(_in(file, "id") or "")
        named = [a for a in offered if str(_in(a, "id")) == file_id] if isinstance(offered, list) else []
        return CarriedFile(_text(_in(named[0], "filename")), _size(_in(named[0], "filesize")), None) if named else None
    name, size = _text(_in(file, "filename")), _size(_in(file, "filesize"))
    coming = incoming_files.find(
        tx, node_id, one.event.connection_id, one.line.entity_key, str(_in(file, "remote_id") or "")
    )
    if coming is None:
        return CarriedFile(name, size, None)
    return CarriedFile(name, size, min(coming.received, size) if size is not None else coming.received)


def _in(value: object, *names: str) -> object:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _text(value: object) -> str:
    return value.strip()[:TITLE_MAX] if isinstance(value, str) else ""


def _size(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
