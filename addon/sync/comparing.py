"""Comparing pairs as they stand now on both sides: what would leave here, and what the partner's would change here.

Nothing is compared with what once crossed, and nothing is written. Our outgoing rules say what would leave; the partner
answers what its incoming rules would change by it, and what would leave there, which our own incoming rules are then
asked about.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addon.connections.bulk_runs import Waits, mind_limits
from addon.connections.naming import numbered
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.replica.entity import Entity
from addon.richtext import plain_text
from addon.rules.ruleset import Edits, OutgoingFacts, Replica
from addon.rules.script import ScriptFailed
from addon.storage import twins
from addon.storage.connections import Connection
from addon.storage.nodes import Node
from addon.storage.twins import Twin
from addon.sync import ruling, settle
from addon.sync.conflicts import comparable, document
from addon.sync.gather import Pair, pair_of, with_parts
from addon.sync.incoming import Request
from addon.sync.preview import shown
from addon.sync.tracing import of_the_partner
from addon.sync.work import Work, work_of_no_line

LONGEST_TEXT = 300
_FOR_WORK = "drift"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one pair that differs: what it says here and there. `field` is empty where `problem` says why
    the two could not be compared."""

    local_id: str
    local_key: str
    remote_key: str
    field: str
    here: str = ""
    there: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    """This side of some pairs, by local id: the entities, what would leave for each, and why that cannot be said."""

    work: Work
    here: Mapping[str, Entity]
    leaving: Mapping[str, Replica | None]
    problems: Mapping[str, str]

    def question(self, pairs: Iterable[Twin]) -> list[dict[str, Any]]:
        """What the partner is asked about these pairs."""
        return [{"entity": one.local_id, "replica": self.leaving[one.local_id]} for one in pairs]


def look(services: Services, node: Node, connection: Connection, pairs: Sequence[Twin]) -> Mine:
    """Read this side of these pairs, in one call, and ask the rules what would leave."""
    here = _read(services, node.id, pairs)
    work = work_of_no_line(services, node, connection, _FOR_WORK)
    found = {one.local_id: _judged(work, one, here.get(one.local_id), None) for one in pairs}
    problems = {key: str(one.get("problem") or "") for key, one in found.items()}
    return Mine(work, here, {key: one.get("replica") for key, one in found.items()}, problems)


def differences(mine: Mine, pairs: Sequence[Twin], told: Iterable[Mapping[str, Any]]) -> list[Difference]:
    """What differs of these pairs, by what the partner told of them."""
    answers = {str(one.get("entity")): one for one in told}
    found: list[Difference] = []
    for twin in pairs:
        theirs = answers.get(twin.local_id) or {"problem": "The partner's node did not answer for this pair."}
        problem = mine.problems[twin.local_id] or str(theirs.get("problem") or "")
        named = (twin.local_id, twin.local_key, twin.remote_key)
        if problem:
            found.append(Difference(*named, "", problem=problem[:LONGEST_TEXT]))
            continue
        listed = {field: Difference(*named, field, *both) for field, both in _told(theirs)}
        if isinstance(theirs.get("replica"), dict):
            back = _judged(mine.work, twin, mine.here.get(twin.local_id), theirs["replica"])
            for one in back.get("differences") or ():
                listed.setdefault(one["field"], Difference(*named, one["field"], one["ours"], one["theirs"]))
        found += listed.values()
    return found


def _told(theirs: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The fields that the partner names, each with what it says here and there; anything else is no difference."""
    listed = theirs.get("differences")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and isinstance(one.get("field"), str):
            yield one["field"], (str(one.get("theirs") or "")[:LONGEST_TEXT], str(one.get("ours") or "")[:LONGEST_TEXT])


def for_partner(
    services: Services, node: Node, connection: Connection, pairs: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What a partner's check is told: of each pair what its replica would change here, and what would leave here."""
    try:
        mind_limits(services, node.id)
    except Waits as no:
        words = "The tracker on the partner's side asked to slow down."
        raise Refusal("tracker_limited", words, status=503) from no
    known = services.ledger.read(
        lambda tx: {
            str(one["entity"]): twins.by_remote(tx, node.id, connection.id, str(one["entity"])) for one in pairs
        }
    )
    paired = [one for one in known.values() if one is not None]
    here = _read(services, node.id, paired)
    work = work_of_no_line(services, node, connection, _FOR_WORK)
    answers: list[dict[str, Any]] = []
    for one in pairs:
        twin = known[str(one["entity"])]
        if twin is None:
            answers.append({"entity": one["entity"], "problem": "It is not paired on the other side."})
            continue
        local = here.get(twin.local_id)
        replica = one.get("replica")
        answers.append({"entity": one["entity"], **_judged(work, twin, local, replica)})
    return answers


def _judged(work: Work, twin: Twin, local: Entity | None, replica: Replica | None) -> dict[str, Any]:
    """What would leave for one entity here, and, given what would arrive, what that would change.

    `work` is shared by many pairs, so that rules and fields are looked up once.
    """
    if local is None:
        return {"problem": f"{numbered(twin.local_key)} was deleted, or the sync identity cannot see it."}
    local = with_parts(work, local)
    try:
        pair = work.services.ledger.read(lambda tx: pair_of(tx, work, twin))
        leaving = _leaving(work, local, pair)
        changes = _changes(work, replica, local, pair) if replica else []
    except (ScriptFailed, Refusal) as no:
        words = no.words if isinstance(no, ScriptFailed) else no.message
        return {"problem": f"The rules fail for {numbered(twin.local_key)}: {words}"}
    finally:
        work.steps.clear()
    return {"replica": leaving, "differences": changes}


def _leaving(work: Work, local: Entity, pair: Pair) -> Replica | None:
    if work.runner is not None:
        work.runner.entity, work.runner.remote_id = local, pair.twin.remote_id if pair.twin is not None else ""
    return work.rules.outgoing(local, OutgoingFacts(of_the_partner(pair.traces), rehearsal=True))


def _changes(work: Work, replica: Replica, local: Entity, pair: Pair) -> list[dict[str, str]]:
    """Fields that a replica would change here, as the three-way compare of a real run sees it."""
    assert pair.twin is not None
    request = Request(replica, {}, pair.twin.remote_id, 0, pair.twin.received_seq, local, pair)
    after, edits = ruling.decide(work, request)
    verdicts = settle.settle(work, after, edits)
    open_ones = {*verdicts.take, *verdicts.keep}
    made = [
        _change(name, shown(local.fields.get(name)), shown(wanted))
        for name, wanted in edits.fields.items()
        if name in open_ones and comparable(wanted) != comparable(local.fields.get(name))
    ]
    return made + _texts(edits, local)


def _texts(edits: Edits, local: Entity) -> list[dict[str, str]]:
    """Comments and files as one field each, with what one side has and the other has not."""
    made = []
    known = {one.id: plain_text(document(one.body)) for one in local.comments or ()}
    if edits.comments:
        ours = "; ".join(known.get(one.local_id or "", "") for one in edits.comments)
        theirs = "; ".join("" if one.removed else plain_text(one.body) for one in edits.comments)
        made.append(_change("comments", ours, theirs))
    if edits.attachments:
        ours = ", ".join(one.filename for one in edits.attachments if one.removed)
        theirs = ", ".join(one.filename for one in edits.attachments if not one.removed)
        made.append(_change("attachments", ours, theirs))
    return made


def _change(field: str, ours: str, theirs: str) -> dict[str, str]:
    return {"field": field, "ours": ours[:LONGEST_TEXT], "theirs": theirs[:LONGEST_TEXT]}


def _read(services: Services, node_id: int, pairs: Iterable[Twin]) -> dict[str, Entity]:
    ids = [one.local_id for one in pairs]
    found = services.trackers.open(node_id).read(ids) if ids else {}
    return {key: one for key, one in found.items() if not one.deleted}
