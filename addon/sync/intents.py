"""The keys under which planned calls are kept: by them a later plan knows what an earlier one has done already.

A request that is decided anew sees what its first calls did: what it wants all the same is to be done again, because
somebody set it back or the rules say something else now. Only what the entity cannot show yet is found by its key: the
calls that follow a create, and what was added for an id of the partner's.
"""

from collections.abc import Sequence
from dataclasses import replace

from addon.platforms.base import Call, ChangeSet
from addon.platforms.calls import call_to_json
from addon.replica.fingerprint import fingerprint
from addon.storage import effects
from addon.storage.effects import Intent
from addon.storage.transaction import Tx


def intents_of(tx: Tx, node_id: int, calls: Sequence[Call], change: ChangeSet, marker: str) -> list[Intent]:
    """The calls of a change as intents, in order; `marker` begins all their keys."""
    made: list[Intent] = []
    for index, call in enumerate(calls):
        key = _key(call, index, marker)
        if change.entity_id is not None and not (call.remote_id and call.kind.endswith("_add")):
            key = _unanswered(tx, node_id, key)
        made.append(
            Intent(
                key=key,
                kind=call.kind,
                method=call.method,
                target=call.target,
                call=call_to_json(replace(call, key=key)),
                entity_id=change.entity_id or "",
                project_id=change.project_id,
            )
        )
    return made


def _key(call: Call, index: int, marker: str) -> str:
    if call.kind == "create":
        return marker
    if call.remote_id:
        return f"{marker}:{call.kind}:{call.remote_id}"
    return f"{marker}:{index}:{call.kind}:{fingerprint(call.body)}"  # decided anew, another may stand in its place


def _unanswered(tx: Tx, node_id: int, key: str) -> str:
    """The key, numbered where it stands for a call that was made before this decision."""
    number, found = 1, key
    while (known := effects.find(tx, node_id, found)) is not None and known.state == "done":
        number += 1
        found = f"{key}~{number}"
    return found
