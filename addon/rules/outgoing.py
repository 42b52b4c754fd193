"""From an entity to a replica: the parts that default rules of both products put together."""

from collections.abc import Mapping
from typing import Any

from addon.replica.entity import Entity
from addon.replica.values import Attachment, Comment, EntityRef, RichText, Value
from addon.richtext import to_json
from addon.rules.ruleset import Replica, Traces
from addon.rules.texts import document_of
from addon.rules.variables import named_variable, plain_variable

NAMED = frozenset({"type", "status", "priority", "resolution"})
"""Fields that travel as `{id, name}` even where a tracker keeps a bare value (Azure DevOps' priority)."""


def replica_of(entity: Entity, names: tuple[str, ...], traces: Traces) -> Replica:
    """The replica with the named parts; internal and restricted comments are never in it."""
    made: Replica = {
        "id": entity.id,
        "key": entity.key,
        "url": entity.url,
        "project": _plain(entity.project),
        "type": _plain(entity.fields.get("type")),
    }
    for name in names:
        if name == "comments":
            made[name] = [
                _comment(one, traces.comments)
                for one in entity.comments or ()
                if not one.internal and one.restricted is None
            ]
        elif name == "attachments":
            made[name] = [_attachment(one, traces.attachments) for one in entity.attachments or ()]
        elif name == "parentId":
            parent = entity.fields.get("parent")
            made[name] = parent.id if isinstance(parent, EntityRef) else None
        elif name in entity.fields:
            value = entity.fields[name]
            made[name] = named_variable(name, value, "") if name in NAMED else _plain(value)
    return made


def rich(text: RichText) -> dict[str, Any]:
    """Rich text as it travels."""
    return {"rich": to_json(document_of(text))}


def _comment(one: Comment, traces: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "remoteId": traces.get(one.id),
        "body": rich(one.body),
        "author": _plain(one.author),
        "created": one.created,
    }


def _attachment(one: Attachment, traces: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "remoteId": traces.get(one.id),
        "filename": one.filename,
        "filesize": one.filesize,
        "mimetype": one.mimetype,
        "author": _plain(one.author),
    }


def _plain(value: Value) -> Any:
    """A value in JSON, under the names that scripts know."""
    if isinstance(value, RichText):
        return rich(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return plain_variable(value, "")
