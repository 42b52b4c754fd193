"""Run the outgoing rules: from a local entity to the replica that leaves."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from addon.replica.codec import to_text
from addon.replica.entity import Entity
from addon.rules.ruleset import OutgoingFacts, Replica, RuleSet, Traces
from addon.rules.script import ScriptFailed
from addon.storage import twins
from addon.sync import linked
from addon.sync.afterwards import remember
from addon.sync.conflicts import mark
from addon.sync.edit_times import by_people, edit_times
from addon.sync.gather import Gathered
from addon.sync.references import mentioned, pictured
from addon.sync.settle import own_policies
from addon.sync.tracing import of_the_partner
from addon.sync.work import Work

VOLATILE = ("id", "key", "url", "project")
"""Parts that say where the entity is, not what it says: a moved issue is no edit."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What the rules put together: the replica, its hash, and by field our fingerprint and when it was edited."""

    replica: Replica
    digest: str
    marks: Mapping[str, str]
    edited: Mapping[str, int]


def compose(work: Work, found: Gathered) -> Composed | None:
    """The replica of an entity; None when the rules let nothing leave."""
    assert found.entity is not None
    replica = _run(work, found, found.entity)
    if not replica:
        return None
    names = [name for name in replica if name in found.entity.fields]
    if work.scripts is not None:  # rules may make one field of others: both sides' forms of all of them are compared
        names += [name for name in work.scripts.touched(found.entity.fields) if name not in names]
    marks = {name: mark(name, found.entity.fields[name]) for name in names}
    return Composed(replica, digest_of(replica), marks, edit_times(found.entity, marks, found.pair.baseline, replica))


def told(work: Work, found: Gathered, message: Composed) -> dict[str, Any]:
    """What a message says beside the replica: who edited what when, our policies, who is mentioned.

    Costs a call for each mentioned person not met before, and for files that pictures do not name; never to be asked
    inside a transaction.
    """
    assert found.entity is not None
    return {
        "edited": dict(message.edited),
        "marks": dict(message.marks),
        "policies": own_policies(work),
        "parts": work.scripts.leave_by(message.marks) if work.scripts is not None else {},
        "people": sorted(by_people(found.entity, message.edited, work.tracker.known_as())),
        "mentions": mentioned(work, found, message.replica),
        "media": pictured(work, found, message.replica),
        linked.ENDS_GONE: linked.ends_gone(work, found.pair.twin, found.pair.traces, message.replica),
        "at": found.entity.updated,
    }


def _run(work: Work, found: Gathered, entity: Entity) -> Replica | None:
    twin, runner = found.pair.twin, work.runner
    first_sync = twin is None or not twin.acknowledged
    if runner is None:
        return work.rules.outgoing(entity, OutgoingFacts(of_the_partner(found.pair.traces), first_sync))
    previous = None
    if twin is not None:
        previous = work.services.ledger.read(lambda tx: twins.replica(tx, work.node.id, twin.id, "received"))
    runner.entity, runner.remote_id = entity, twin.remote_id if twin else ""
    theirs = of_the_partner(found.pair.traces)
    facts = OutgoingFacts(theirs, first_sync, previous if isinstance(previous, dict) else None)
    try:
        replica = work.rules.outgoing(entity, facts)
    except ScriptFailed as failed:
        failed.journal = runner.journal
        raise
    work.steps += runner.journal
    remember(work, runner.wishes)
    return replica


def as_sent(rules: RuleSet, entity: Entity, traces: Traces) -> tuple[Replica, str]:
    """What would leave for this entity, with its hash: the measure of whether there is news.

    Rules that fail here say nothing: what arrived is applied all the same, and the next real run tells the error.
    """
    try:
        replica = rules.outgoing(entity, OutgoingFacts(traces, rehearsal=True)) or {}
    except ScriptFailed:
        replica = {}
    return replica, digest_of(replica)


def digest_of(replica: Replica) -> str:
    """The hash of what a replica says that is ours: comments and files that came from the partner are no news."""
    content = {name: value for name, value in replica.items() if name not in VOLATILE}
    for name in ("comments", "attachments", "workLogs"):
        if isinstance(content.get(name), list):
            content[name] = [one for one in content[name] if not isinstance(one, dict) or one.get("remoteId") is None]
    return hashlib.sha256(to_text(content).encode(errors="surrogatepass")).hexdigest()
