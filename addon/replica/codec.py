"""Values and entities as JSON and back, tagged so that every kind survives, versioned so that old rows can be read.

Plain JSON stands for itself; everything else is an object with the one key `$kind` beside its parts. A map that
has a `$kind` key of its own travels wrapped.
"""

import json
from collections.abc import Mapping
from dataclasses import fields as parts_of
from typing import Any

from addon.replica.entity import Entity, FieldEdit
from addon.replica.values import (
    Attachment,
    Comment,
    EntityRef,
    Link,
    Named,
    Person,
    ProjectRef,
    RichText,
    Value,
    Worklog,
)

VERSION = 1
KIND = "$kind"

_KINDS: Mapping[str, type] = {
    "person": Person,
    "named": Named,
    "project": ProjectRef,
    "entity_ref": EntityRef,
    "rich_text": RichText,
    "comment": Comment,
    "attachment": Attachment,
    "link": Link,
    "worklog": Worklog,
    "edit": FieldEdit,
}
_NAMES: Mapping[type, str] = {kind: name for name, kind in _KINDS.items()}


class CodecError(ValueError):
    """JSON that is not one of ours, or of a newer version."""


def encode(value: Any) -> Any:
    """A value (or comment, attachment, link) as JSON-like data. Raises CodecError for what cannot travel."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise CodecError("a number that is none cannot travel")
        return value
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        plain = {_key(k): encode(v) for k, v in value.items()}
        return {KIND: "map", "of": plain} if KIND in plain else plain
    name = _NAMES.get(type(value))
    if name is None:
        raise CodecError(f"a {type(value).__name__} cannot travel")
    return {KIND: name, **{part.name: encode(getattr(value, part.name)) for part in parts_of(value)}}


def decode(found: Any) -> Any:
    """The value of JSON-like data that `encode` made; unknown parts of known kinds are dropped.

    Raises CodecError for an unknown kind or a kind whose parts are wrong.
    """
    if found is None or isinstance(found, bool | int | float | str):
        return found
    if isinstance(found, list | tuple):
        return tuple(decode(item) for item in found)
    if not isinstance(found, Mapping):
        raise CodecError(f"a {type(found).__name__} is not JSON")
    name = found.get(KIND)
    if name is None:
        return {str(k): decode(v) for k, v in found.items()}
    if name == "map":
        inner = found.get("of")
        if not isinstance(inner, Mapping):
            raise CodecError("a wrapped map without content")
        return {str(k): decode(v) for k, v in inner.items()}
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise CodecError(f"unknown kind {name!r}")
    known = {part.name for part in parts_of(kind)}
    try:
        return kind(**{k: decode(v) for k, v in found.items() if k in known})
    except TypeError as error:
        raise CodecError(f"a {name} with missing parts") from error


def encode_fields(fields: Mapping[str, Value]) -> dict[str, Any]:
    """Fields by name as JSON-like data."""
    return {name: encode(value) for name, value in fields.items()}


def decode_fields(found: Any) -> dict[str, Value]:
    """What `encode_fields` made."""
    if not isinstance(found, Mapping):
        raise CodecError("fields are a map")
    return {str(name): decode(value) for name, value in found.items()}


def encode_entity(entity: Entity) -> dict[str, Any]:
    """An entity as JSON-like data with its version."""
    found = {part.name: getattr(entity, part.name) for part in parts_of(entity)}
    found["fields"] = encode_fields(entity.fields)
    return {"version": VERSION, **{k: encode(v) if k != "fields" else v for k, v in found.items() if v is not None}}


def decode_entity(found: Any) -> Entity:
    """What `encode_entity` made, of this version or an older one."""
    if not isinstance(found, Mapping) or not isinstance(found.get("version"), int):
        raise CodecError("this is not an entity")
    if found["version"] > VERSION:
        raise CodecError(f"an entity of version {found['version']}; this release reads up to {VERSION}")
    known = {part.name for part in parts_of(Entity)}
    given = {k: decode(v) for k, v in found.items() if k in known and k != "fields"}
    try:
        return Entity(fields=decode_fields(found.get("fields")), **given)
    except TypeError as error:
        raise CodecError("an entity with missing parts") from error


def to_text(data: Any) -> str:
    """JSON-like data as canonical text: sorted keys, no blanks, plain Unicode."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def from_text(text: str) -> Any:
    """JSON-like data of text; raises CodecError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CodecError("this is not JSON") from error


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise CodecError("a map's keys are texts")
    return key
