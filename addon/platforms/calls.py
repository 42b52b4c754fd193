"""A planned call as JSON and back, as it is committed before it is made."""

from collections.abc import Mapping
from typing import Any

from addon.platforms.base import Call
from addon.replica.codec import CodecError

VERSION = 1
_TEXTS = ("kind", "method", "target", "key", "remote_id", "text_hash")


def call_to_json(call: Call) -> dict[str, Any]:
    """JSON-like data of a call; `body` and `context` are JSON-like already."""
    return {
        "version": VERSION,
        "ordinal": call.ordinal,
        "body": call.body,
        "sets": list(call.sets),
        "guard": call.guard,
        "context": dict(call.context),
        **{name: getattr(call, name) for name in _TEXTS},
    }


def call_from_json(found: Mapping[str, Any]) -> Call:
    """The call that `call_to_json` made, of this version or an older one; raises CodecError."""
    version = found.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise CodecError("a planned call of a newer version")
    try:
        return Call(
            ordinal=int(found["ordinal"]),
            body=found["body"],
            sets=tuple(found["sets"]),
            guard=found["guard"],
            context=dict(found["context"]),
            **{name: found[name] for name in _TEXTS},
        )
    except (KeyError, TypeError) as error:
        raise CodecError("a planned call with missing parts") from error
