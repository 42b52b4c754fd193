"""Conflicts that the policy leaves to a person: put into the inbox, and what the person chose carried out."""

from typing import Any

from addon.connections import decided
from addon.connections.decided import Choice
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.replica.codec import CodecError, encode
from addon.richtext import plain_text
from addon.storage import conflicts
from addon.storage.conflicts import Conflict
from addon.storage.failures import NoSuchRow
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync.conflicts import document
from addon.sync.edit_times import standing_of
from addon.sync.incoming import Request
from addon.sync.plan import Planned
from addon.sync.work import Work


def put(tx: Tx, work: Work, twin: Twin, request: Request, planned: Planned) -> None:
    """Ask about the fields that this decision left open; close what has been settled meanwhile."""
    asked = set(planned.decision.get("asked") or ())
    open_now = conflicts.of_twin(tx, work.node.id, twin.id)
    settled = (set(planned.decision["wanted"]) - set(planned.decision["keep"])) - asked
    for one in open_now:
        if one.field in settled:
            conflicts.resolve(tx, work.node.id, one.id, "settled", work.agreed.remote_name)
    for name in sorted(asked):
        current = request.local.fields.get(name) if request.local is not None else None
        conflicts.ask(
            tx,
            work.node.id,
            work.agreed.id,
            twin.id,
            name,
            local_form=encode(current),
            remote_form=_shown(_theirs(work, request, name)),
            baseline_form=_agreed(request, name),
            local_by=work.agreed.local_name,
            remote_by=work.agreed.remote_name,
            event_id=work.claim.head.id,
        )


def choose(services: Services, node_id: int, conflict_id: int, choice: Choice, by: str) -> Conflict:
    """Let one side's value stand on both; raises `Refusal` when the conflict is no longer open."""

    def write(tx: Tx) -> Conflict:
        try:
            return decided.choose(tx, node_id, conflict_id, choice, by)
        except NoSuchRow as gone:
            raise Refusal("conflict_settled", "This conflict is settled already.") from gone

    return services.ledger.write(write)


def _theirs(work: Work, request: Request, name: str) -> Any:
    """The part of the replica that the field is made of, as far as that is one."""
    if name in request.replica or work.scripts is None:
        return request.replica.get(name)
    parts = work.scripts.arrive_by([name]).get(name, ())
    if len(parts) != 1:
        return None
    group, _, inner = parts[0].partition(".")
    outer = request.replica.get(group)
    return outer.get(inner) if inner and isinstance(outer, dict) else request.replica.get(parts[0])


def _shown(value: Any) -> Any:
    try:
        return encode(value)
    except CodecError:
        return str(value)


def _agreed(request: Request, name: str) -> Any:
    standing = standing_of(request.pair.baseline.get(name))
    if standing.rich is not None:
        return plain_text(document(standing.rich))
    return list(standing.items) if standing.items is not None else None
