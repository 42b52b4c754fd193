"""From an entity to a replica: the parts that default rules of both products put together."""

from collections.abc import Mapping
from typing import Any

from addon.replica.entity import Entity
from addon.replica.values import Attachment, Comment, EntityRef, Named, Person, ProjectRef, RichText, Value
from addon.richtext import from_plain_text, parse, to_json
from addon.rules.ruleset import Replica

ALWAYS = ("id", "key", "type", "project", "url")


def replica_of(entity: Entity, names: tuple[str, ...], traces: Mapping[str, str]) -> Replica:
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
                _comment(one, traces) for one in entity.comments or () if not one.internal and one.restricted is None
            ]
        elif name == "attachments":
            made[name] = [_attachment(one, traces) for one in entity.attachments or ()]
        elif name in entity.fields:
            made[name] = _plain(entity.fields[name])
    return made


def rich(text: RichText) -> dict[str, Any]:
    """Rich text as it travels."""
    document = from_plain_text(text.source) if text.notation == "text" else parse(text.source, text.notation)
    return {"rich": to_json(document)}


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
    if isinstance(value, Person):
        return {"key": value.id, "displayName": value.display_name, "email": value.email, "username": value.username}
    if isinstance(value, Named):
        named: dict[str, Any] = {"id": value.id, "name": value.name}
        if value.category is not None:
            named["category"] = value.category
        return named
    if isinstance(value, ProjectRef | EntityRef):
        return {name: getattr(value, name) for name in type(value).__slots__}
    if isinstance(value, RichText):
        return rich(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
