"""One side's values for all pairs that a drift check found to differ: one pair after the other, stopped at any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from addon.connections.bulk_runs import Stopped, Waits, mind_limits
from addon.connections.naming import numbered
from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import jobs
from addon.storage.jobs import Job
from addon.storage.transaction import Tx
from addon.sync import drift
from addon.sync.drift import PARTNER_PASSING, REPAIRING, WAIT_MS, Side

KIND = REPAIRING


@dataclass(frozen=True, slots=True)
class Repair:
    """How far the repair of all pairs has come; `problems` names those that could not be repaired, and why."""

    id: int
    state: str
    side: Side
    done: int
    total: int
    problems: tuple[tuple[str, str], ...]
    message: str
    stopping: bool


def begin(services: Services, caller: Caller, connection_id: int, check_id: int, keep: Side) -> int:
    """Let one side stand for every pair of a check that is still open; the job's id. Raises `Refusal`, `NoSuchRow`."""
    found = drift.state(services, caller.node_id, connection_id, check_id)
    keys = {one.local_id: numbered(one.local_key) for one in found.differences}

    def work(tx: Tx) -> int:
        if not found.open:
            raise Refusal("no_difference", "The check found no difference that can be repaired here.", status=409)
        jobs.one_at_a_time(tx, caller.node_id, KIND)
        if any(row.connection_id == connection_id for row in jobs.unfinished(tx, caller.node_id, [KIND, drift.KIND])):
            raise Refusal("repairing_already", "This connection is being checked or repaired already.", status=409)
        jobs.forget(tx, caller.node_id, connection_id, KIND, tx.now)
        wanted = {"check": check_id, "keep": keep, "entities": [[entity, keys[entity]] for entity in found.open]}
        by = caller.display_name or caller.user_id
        made = jobs.start(tx, caller.node_id, KIND, connection_id=connection_id, parameters=wanted, created_by=by)
        auditing.record(
            tx,
            caller,
            "drift_repaired",
            connection_id=connection_id,
            subject="all pairs",
            detail={"kept": keep, "pairs": len(found.open)},
        )
        return made.id

    return services.ledger.write(work)


def last(services: Services, node_id: int, connection_id: int, check_id: int) -> Repair | None:
    """The last repair of all pairs of a check, if there was one."""
    row = services.ledger.read(lambda tx: _last(tx, node_id, connection_id, check_id))
    if row is None:
        return None
    so_far: Mapping[str, Any] = row.cursor or {}
    return Repair(
        row.id,
        "running" if row.state in ("queued", "running") else row.state,
        row.parameters["keep"],
        row.succeeded,
        len(row.parameters["entities"]),
        tuple((key, why) for key, why in so_far.get("problems", ())),
        row.message,
        row.cancel_requested,
    )


def stop(services: Services, caller: Caller, connection_id: int, check_id: int) -> None:
    """Let it end after the pair it is at."""

    def work(tx: Tx) -> None:
        row = _last(tx, caller.node_id, connection_id, check_id)
        if row is not None:
            jobs.cancel(tx, caller.node_id, row.id)

    services.ledger.write(work)


def run(services: Services, row: Job) -> dict[str, Any]:
    """Carry it out; goes on at its cursor."""
    wanted = row.parameters
    so_far: dict[str, Any] = {"at": 0, "problems": [], **(row.cursor or {})}
    for at in range(so_far["at"], len(wanted["entities"])):
        entity, key = wanted["entities"][at]
        mind_limits(services, row.node_id)
        made = 1
        try:
            drift.let_stand(services, row.node_id, row.connection_id, wanted["check"], entity, wanted["keep"])
        except Refusal as no:
            if no.reason in PARTNER_PASSING:
                raise Waits(services.now() + WAIT_MS, words=no.message) from no
            made = 0
            so_far["problems"].append([key, no.message])
        so_far["at"] = at + 1
        if not services.ledger.write(lambda tx, made=made: _advance(tx, row, made, so_far)):  # type: ignore[misc]
            raise Stopped
    return {"repaired": len(wanted["entities"]) - len(so_far["problems"])}


def _advance(tx: Tx, row: Job, made: int, so_far: dict[str, Any]) -> bool:
    return jobs.advance(tx, row, succeeded=made, failed=1 - made, total=len(row.parameters["entities"]), cursor=so_far)


def _last(tx: Tx, node_id: int, connection_id: int, check_id: int) -> Job | None:
    rows = jobs.list_for(tx, node_id, connection_id, kind=KIND, limit=1)
    return next((one for one in rows if one.parameters["check"] == check_id), None)
