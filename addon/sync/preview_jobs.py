"""The effect preview as a job: it reads trackers and may run a looping script to its limit, so no page waits for it."""

from dataclasses import dataclass
from typing import Any

from addon.connections import tracker_words
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.errors import PlatformError
from addon.sandbox.launcher import SandboxUnavailable
from addon.storage import connections, jobs, nodes
from addon.storage.failures import NoSuchRow
from addon.storage.jobs import Job
from addon.sync import preview
from addon.sync.preview import Preview

KIND = "preview"
KEY_MAX = 300
KEPT_MS = 10 * 60 * 1000


@dataclass(frozen=True, slots=True)
class PreviewJob:
    """How far a preview has come. `state`: running, done, failed; `problem` says why nothing could be shown."""

    id: int
    connection_id: int
    state: str
    entity: str
    started_at: int
    problem: str
    reason: str
    found: Preview | None


def start(
    services: Services,
    caller: Caller,
    connection_id: int,
    entity: str,
    *,
    outgoing: str | None = None,
    incoming: str | None = None,
    partner: bool = False,
) -> int:
    """Ask for a preview of an entity (key, id or address) under these drafts, None for what is saved; the job's id."""
    entity = entity.strip()
    if not entity:
        raise Refusal("entity_missing", "Enter a key or ID.", field="entity")
    if len(entity) > KEY_MAX:
        raise Refusal("too_long", f"Use at most {KEY_MAX} characters.", field="entity")
    wanted = {"entity": entity, "outgoing": outgoing, "incoming": incoming, "partner": partner}
    by = caller.display_name or caller.user_id

    def work(tx: Any) -> int:
        connections.get(tx, caller.node_id, connection_id)
        # Previews hold what the entity says: they are kept while somebody may be looking, not for the history.
        jobs.forget(tx, caller.node_id, connection_id, KIND, tx.now - KEPT_MS)
        return jobs.start(tx, caller.node_id, KIND, connection_id=connection_id, parameters=wanted, created_by=by).id

    return services.ledger.write(work)


def state(services: Services, node_id: int, connection_id: int, job_id: int) -> PreviewJob:
    """A preview as it stands; raises `NoSuchRow` for any other job."""
    row = services.ledger.read(lambda tx: jobs.get(tx, node_id, job_id))
    if row.kind != KIND or row.connection_id != connection_id:
        raise NoSuchRow(f"There is no preview {job_id}.")
    result = row.result or {}
    problem, reason = result.get("problem", ""), result.get("reason", "")
    found = preview.from_json(result["preview"]) if "preview" in result else None
    state = "running" if row.state in ("queued", "running") else "done" if found else "failed"
    entity = str(row.parameters.get("entity", ""))
    if state == "failed" and not problem:
        problem = row.message or "The preview could not be finished. Run it again."
    return PreviewJob(row.id, row.connection_id, state, entity, row.created_at, problem, reason, found)


def run(services: Services, row: Job) -> dict[str, Any]:
    """Carry out a preview; what keeps it from being shown is a result too, with its reason word."""
    node, connection = services.ledger.read(
        lambda tx: (nodes.get(tx, row.node_id), connections.get(tx, row.node_id, row.connection_id))
    )
    wanted = row.parameters
    try:
        found = preview.preview(
            services,
            node,
            connection,
            wanted["entity"],
            outgoing=wanted["outgoing"],
            incoming=wanted["incoming"],
            partner=wanted["partner"],
        )
    except Refusal as no:
        return {"problem": no.message, "reason": no.reason}
    except PlatformError as no:
        return {"problem": tracker_words.of(no), "reason": str(no.reason)}
    except SandboxUnavailable as no:
        return {"problem": str(no), "reason": "scripts_unavailable"}
    return {"preview": preview.as_json(found)}
