"""What happens when a step fails: who is at fault decides what waits, for how long, and who is told.

Attempts are counted only where the entity may be at fault. A rate limit or a rejected credential pauses the tenant's
tracker, an unreachable partner pauses the connection; neither is an error to resolve. A tracker that is away is waited
for, by all of the tenant together (`outage`), unless it is there for everything else (`alone`).
"""

import random
import traceback

import structlog

from addon.connections import arriving, handing
from addon.connections.arriving import FileAwaited
from addon.connections.files import FileUnavailable
from addon.metrics import STEPS
from addon.nodes import rejection
from addon.nodes.limits import UNNAMED_S
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.trackers import NoSyncIdentity
from addon.platforms.errors import PlatformError, Reason
from addon.richtext import Refused
from addon.rules.script import ScriptFailed
from addon.sandbox.launcher import SandboxUnavailable
from addon.storage import connections, errors, nodes, queue
from addon.storage.failures import Duplicate, Fenced, KeyMissing, NoSuchRow, StoreUnavailable
from addon.storage.queue import Claim
from addon.storage.transaction import Tx
from addon.sync import alone, gone_fields, outage, receiving, told
from addon.sync.apply import DecideAgain
from addon.sync.incoming import CONNECT_REFUSED
from addon.sync.parking import OF_CONTENT, park
from addon.sync.way_out import (
    FILE_TODO,
    GONE_TODO,
    IN_BASIC,
    PARTNER_GONE,
    PRIVATE_FILE_TODO,
    TEXT_TODO,
    WHAT_TO_DO,
)
from addon.sync.work import Later, about

log = structlog.get_logger()
FIRST_WAIT_MS = 2_000
LONGEST_WAIT_MS = 5 * 60_000
CREDENTIAL_WAIT_MS = 10 * 60_000
KEY_WAIT_MS = 60_000
TRIES = {Reason.BAD_ANSWER: 8, Reason.CONFLICT: 8}
"""After so many attempts these are an error after all; what only waits for a tracker is tried until it is back."""
MISSING_TRIES = 5

PRIVATE_WAIT_MS = 60_000
"""The file's coming ends the wait; this is for what else may have happened."""


def handle(services: Services, claim: Claim, problem: Exception) -> None:
    """Give the line back in the way its failure asks for."""
    try:
        outcome = _decide(services, claim, problem)
    except Fenced:
        outcome = "fenced"
    if outcome in ("fenced", "store_unavailable"):  # nothing was given back: it comes up again by its lease
        log.warning("not_given_back", **about(claim), reason=outcome, problem=str(problem))
    STEPS.labels(claim.direction, outcome).inc()


def _decide(services: Services, claim: Claim, problem: Exception) -> str:
    match problem:
        case Fenced():
            return "fenced"
        case StoreUnavailable():
            return "store_unavailable"
        case Later():
            return _later(services, claim, problem.wait_ms, problem.reason)
        case DecideAgain() | Duplicate():
            return _again(
                services, claim, "conflict", "Somebody edited the entity at the same moment.", Reason.CONFLICT
            )
        case FileUnavailable():
            return _file(services, claim, problem)
        case PlatformError():
            return _tracker(services, claim, problem)
        case KeyMissing():  # while keys are rotated, of a process that was not started again yet
            return _later(services, claim, KEY_WAIT_MS, "secret_key_missing")
        case NoSyncIdentity():
            return _later(services, claim, CREDENTIAL_WAIT_MS, problem.reason)
        case Refusal():
            return _partner(services, claim, problem)
        case Refused():
            return _text(services, claim, problem)
        case NoSuchRow():
            return _missing(services, claim, problem)
        case ScriptFailed():
            return _script(services, claim, problem)
        case SandboxUnavailable():
            return _no_scripts(services, claim, problem)
    return _unknown(services, claim, problem)


def _unknown(services: Services, claim: Claim, problem: Exception) -> str:
    log.error("bug_in_step", **about(claim), trace="".join(traceback.format_exception(problem)))
    words = "Liaise has met something it does not know. It was logged; retry, or tell whoever runs this deployment."
    return park(services, claim, "internal_error", words)


def _tracker(services: Services, claim: Claim, problem: PlatformError) -> str:
    if problem.reason is Reason.CREDENTIAL_REJECTED:
        stays = rejection.note(services, claim.node_id, problem.message)
        return _later(services, claim, CREDENTIAL_WAIT_MS if stays else FIRST_WAIT_MS, "credential_rejected")
    if problem.reason is Reason.RATE_LIMITED:
        return _limited(services, claim, problem)
    if problem.reason in outage.SILENT:
        together = outage.of_tracker(services, claim, str(problem.reason)) if outage.silent(claim, problem) else None
        if together is None and alone.fails_alone(services, claim, problem):
            return _fails_alone(services, claim, problem)
        wait = backoff(claim.attempts) if together is None else together - services.now()
        wait = max(int((problem.retry_after or 0) * 1000), wait)
        return _release(services, claim, wait, str(problem.reason), count=True, blame=False)
    if not problem.permanent:
        used_up = claim.head.attempts + 1 >= TRIES.get(problem.reason, 5)
        if used_up and problem.reason is Reason.BAD_ANSWER and alone.is_away(services, claim):
            return _release(services, claim, backoff(claim.attempts), str(problem.reason), count=True, blame=False)
        return _again(services, claim, str(problem.reason), problem.message, problem.reason)
    row = services.ledger.read(lambda tx: connections.find(tx, claim.node_id, claim.connection_id))
    words = problem.message
    if problem.reason is Reason.PROJECT_GONE and row is not None and row.project_id and row.project_name:
        words = words.replace(f"The project {row.project_id} ", f"The project “{row.project_name}” ")
    more = [f"{name}: {said}" for name, said in sorted(problem.fields.items()) if said not in words]
    words = " ".join([words, *more])
    hint = WHAT_TO_DO.get(problem.reason, "Fix the cause, then retry, or skip this event.")
    reason = str(problem.reason)
    if gone := gone_fields.find(services, claim.node_id, problem):
        is_gone = "is no field" if len(gone) == 1 else "are no fields"
        words = f"{', '.join(gone)} {is_gone} here any more, or hidden from the sync identity. {words}"
        reason, hint = "field_gone", GONE_TODO
    if row is not None and row.mode == "basic":
        hint = IN_BASIC.get(problem.reason, hint)
    more_told: dict[str, object] = {"fields": problem.fields, "status": problem.status, "todo": hint}
    return park(services, claim, reason, words, more_told, content=problem.reason in OF_CONTENT)


def _file(services: Services, claim: Claim, problem: FileUnavailable) -> str:
    """A partner's file is not to be had: waited for, and fetched by itself for so long as nobody could know better."""
    tries = claim.attempts + 1
    if isinstance(problem, FileAwaited):
        return _awaited(services, claim, problem)
    if claim.direction == receiving.DIRECTION and tries >= receiving.BY_ITSELF:
        row = services.ledger.read(lambda tx: connections.find(tx, claim.node_id, claim.connection_id))
        if row is None or not row.health_reason.startswith("partner_"):
            name = claim.head.body["file"]["filename"]
            words = f"“{name}” could not be fetched from the partner {tries} times in a row. {problem.message}"
            detail: dict[str, object] = {"status": problem.status, "todo": FILE_TODO}
            return park(services, claim, "partner_file", words, detail)
    wait = max(int((problem.retry_after or 0) * 1000), backoff(claim.attempts))
    return _release(services, claim, wait, "partner_file", count=True, blame=False)


def _awaited(services: Services, claim: Claim, problem: FileAwaited) -> str:
    """A private partner sends its file by itself, when it is there: only one that knows the question and says nothing
    is a matter for a person. Retrying asks it once more."""
    silent = problem.silent_ms
    if claim.direction == receiving.DIRECTION and silent is not None and silent >= receiving.SILENT_MS:
        file = claim.head.body["file"]
        row = services.ledger.read(lambda tx: connections.find(tx, claim.node_id, claim.connection_id))
        if row is not None:
            services.ledger.write(lambda tx: arriving.forget(tx, row, claim.entity_key, str(file["remote_id"])))
        words = (
            f"The partner's node, which is private, was asked for “{file['filename']}” and has not sent it for "
            f"{silent // 60_000} minutes."
        )
        return park(services, claim, "partner_file", words, {"status": None, "todo": PRIVATE_FILE_TODO})
    wait = min(PRIVATE_WAIT_MS, backoff(claim.attempts))
    return _release(services, claim, wait, "partner_file", count=True, blame=False)


def _fails_alone(services: Services, claim: Claim, problem: PlatformError) -> str:
    """The tracker is there for everything else: this entity waits for a person."""
    words = f"The tracker failed {claim.attempts + 1} times in a row on this entity only. It says: {problem.message}"
    detail: dict[str, object] = {"status": problem.status, "todo": WHAT_TO_DO[problem.reason]}
    return park(services, claim, str(problem.reason), words, detail)


def _limited(services: Services, claim: Claim, problem: PlatformError) -> str:
    """A rate limit costs no attempt. One on writes to a single entity holds its line alone, any other the tenant."""
    wait = int((UNNAMED_S if problem.retry_after is None else problem.retry_after) * 1000)
    if not problem.only_entity:
        until = services.now() + wait
        services.ledger.write(lambda tx: queue.hold_node(tx, claim.node_id, until, "rate_limited"))
    return _later(services, claim, wait, "rate_limited")


def _script(services: Services, claim: Claim, problem: ScriptFailed) -> str:
    """A rule threw, met a limit or is no script: its entity waits for a person, whatever the rule would do again."""
    detail: dict[str, object] = {
        "line": problem.line,
        "column": problem.column,
        "snippet": problem.snippet,
        "stack": list(problem.frames),
        "class": problem.class_name,
        "side": problem.side,
        "version": problem.number,
        "todo": f"Fix the {problem.side} rules (version {problem.number} ran), then retry, or skip this event.",
    }
    reason = {"limit": f"script_limit_{problem.reason}", "compile-error": "script_invalid"}.get(
        problem.kind, "script_error"
    )
    return park(services, claim, reason, problem.words, detail, problem.journal, content=True)


def _no_scripts(services: Services, claim: Claim, problem: SandboxUnavailable) -> str:
    """No script can run on this machine: nothing of the entity's fault, so the line waits and the list says why."""

    def work(tx: Tx) -> None:
        errors.report(
            tx,
            claim.node_id,
            impact="connection",
            reason="scripts_unavailable",
            message=str(problem),
            connection_id=claim.connection_id,
        )

    services.ledger.write(work)
    return _later(services, claim, CREDENTIAL_WAIT_MS, "scripts_unavailable")


def _again(services: Services, claim: Claim, reason: str, words: str, kind: Reason) -> str:
    if claim.head.attempts + 1 >= TRIES.get(kind, 5):
        return park(services, claim, reason, words, {"todo": WHAT_TO_DO[kind]} if kind in WHAT_TO_DO else None)
    wait = 200 if kind is Reason.CONFLICT and claim.head.attempts < 3 else backoff(claim.attempts)
    return _release(services, claim, wait, reason, count=True)


def _partner(services: Services, claim: Claim, problem: Refusal) -> str:
    """The partner's node: not there, or it refuses. Pauses the connection; the change waits."""
    if claim.direction not in ("send", "file_out"):
        return park(
            services,
            claim,
            problem.reason,
            problem.message,
            content=problem.reason == told.UNREADABLE,
            choice=problem.reason in CONNECT_REFUSED,
        )
    if problem.reason == handing.NO_ROOM:
        return _release(services, claim, backoff(claim.attempts), problem.reason, count=True, blame=False)
    gone = problem.reason in PARTNER_GONE
    words = PARTNER_GONE.get(problem.reason, problem.message)
    health = "blocked" if gone or problem.status == 401 else "degraded"

    def work(tx: Tx) -> None:
        due = tx.now + (3_600_000 if gone else backoff(claim.attempts))
        if claim.connection_id:
            asked = due - tx.now if gone else None
            until, since = outage.of_partner(tx, services, claim, problem.reason, wait_ms=asked)
            due = max(due, until)  # whoever was not taken often lets others ask
            reason = problem.reason if problem.reason.startswith("partner_") else f"partner_{problem.reason}"
            said = f"{words} Nothing was taken since <t:{since}:time>."
            connections.set_health(tx, claim.node_id, claim.connection_id, health, reason, said)
        queue.release(tx, claim, due, waiting_for=problem.reason, count=True, blame=False)

    services.ledger.write(work)
    log.warning("partner_refuses", **about(claim), reason=problem.reason, problem=problem.message)
    return problem.reason


def _later(services: Services, claim: Claim, wait_ms: int, reason: str) -> str:
    return _release(services, claim, wait_ms, reason, count=False)


def _release(services: Services, claim: Claim, wait_ms: int, reason: str, *, count: bool, blame: bool = True) -> str:
    services.ledger.write(
        lambda tx: queue.release(tx, claim, tx.now + max(wait_ms, 50), waiting_for=reason, count=count, blame=blame)
    )
    log.info("waits", **about(claim), reason=reason, wait_ms=wait_ms)
    return reason


def _text(services: Services, claim: Claim, problem: Refused) -> str:
    """A rich text that is none: of the partner's replica it is said which."""
    replica = claim.head.body.get("replica") if claim.direction == "in" and isinstance(claim.head.body, dict) else None
    place = told.unreadable_text(replica) if isinstance(replica, dict) else ""
    words = f"A text could not be read: {problem}"
    if place:
        words = f"“{place}” of what the partner sent could not be read: {problem}"
    detail: dict[str, object] = {"field": place, "todo": TEXT_TODO}
    return park(services, claim, f"rich_text_{problem.reason}", words, detail, content=True)


def _missing(services: Services, claim: Claim, problem: NoSuchRow) -> str:
    """A row is not there: with its connection, what the line was about was removed; else it is looked at again."""

    def is_gone(tx: Tx) -> bool:
        try:
            nodes.get(tx, claim.node_id)
        except NoSuchRow:
            return True
        return bool(claim.connection_id) and connections.find(tx, claim.node_id, claim.connection_id) is None

    if services.ledger.read(is_gone):
        services.ledger.write(lambda tx: queue.finish(tx, claim, f"removed meanwhile: {problem}", state="skipped"))
        log.warning("dropped", **about(claim), reason="removed", problem=str(problem))
        return "removed"
    if claim.head.attempts + 1 >= MISSING_TRIES:
        return _unknown(services, claim, problem)
    log.warning("row_missing", **about(claim), problem=str(problem))
    return _release(services, claim, backoff(claim.attempts), "row_missing", count=True)


def backoff(attempts: int) -> int:
    """How long to wait before the next attempt: doubling, capped, with full jitter."""
    top = min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** min(attempts, 10))
    return int(top / 2 + random.random() * top / 2)  # noqa: S311 - spreading load, no secret
