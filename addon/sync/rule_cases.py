"""Saved test cases of rules: an entity as it was read once, and what the rules of its connection are to make of it.

A case is made from a real entity with the texts that stand in the editor, and run again with any texts later: its
entity never changes, nothing is written, and no call is made but what a rule itself looks up. Rules of a connection
that has cases are saved only when all of them pass.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.errors import PlatformError
from addon.replica.codec import CodecError, decode_entity, encode_entity
from addon.replica.entity import Entity
from addon.richtext import plain_text
from addon.rules.ruleset import OutgoingFacts, Replica
from addon.rules.script import ScriptFailed
from addon.sandbox.launcher import SandboxUnavailable
from addon.storage import connections, jobs, nodes, rule_cases, twins
from addon.storage.connections import Connection
from addon.storage.failures import NoSuchRow
from addon.storage.jobs import Job
from addon.storage.nodes import Node
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync import ruling
from addon.sync.gather import Pair, read_one
from addon.sync.incoming import Request
from addon.sync.preview import shown
from addon.sync.work import work_of_no_line

KEEP, RUN = "rule_case", "rule_cases"
ACCEPTED = "accepted"
"""The cases of a run whose results are expected since; kept with its parameters."""
MOST = 50
NAME_MAX = 100
LARGEST = 512 * 1024
SHOWN_MAX = 300


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise than expected; empty texts stand for nothing."""

    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands. `state`: passed, failed, or empty where these texts have not been tried."""

    id: int
    name: str
    entity_key: str
    created_by: str
    created_at: int
    state: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a connection, with the outcome of a run where one is named.

    `job_id` is 0 without one. `running` and `making` say that results or a new case are on their way; `problem` why
    there are none.
    """

    cases: tuple[Case, ...]
    job_id: int = 0
    running: bool = False
    making: bool = False
    problem: str = ""

    @property
    def passed(self) -> bool:
        """Whether every case has passed."""
        return not self.running and all(one.state == "passed" for one in self.cases)


def keep(
    services: Services, caller: Caller, connection_id: int, name: str, entity: str, texts: Mapping[str, str | None]
) -> int:
    """Ask for a case of this entity (key or id), expecting what these texts make of it; the job's id."""
    name = " ".join(name.split())
    if not entity.strip():
        raise Refusal("entity_missing", "Choose what to test with first.", field="entity")
    if not name or len(name) > NAME_MAX:
        raise Refusal("bad_name", f"Name the test, with at most {NAME_MAX} characters.", field="case_name")

    def work(tx: Tx) -> int:
        connections.get(tx, caller.node_id, connection_id)
        _require_room(tx, caller.node_id, connection_id)
        return _start(tx, caller, KEEP, connection_id, {"name": name, "entity": entity.strip(), **_texts(texts)})

    return services.ledger.write(work)


def start(services: Services, caller: Caller, connection_id: int, texts: Mapping[str, str | None]) -> int:
    """Ask for a run of all cases with these texts, None for what is saved; the job's id."""

    def work(tx: Tx) -> int:
        connections.get(tx, caller.node_id, connection_id)
        return _start(tx, caller, RUN, connection_id, _texts(texts))

    return services.ledger.write(work)


def listed(services: Services, node_id: int, connection_id: int, job_id: int = 0) -> Cases:
    """The cases of a connection; with a job, what came of it. A job that is gone is none."""

    def work(tx: Tx) -> Cases:
        connections.get(tx, node_id, connection_id)
        found = rule_cases.titles(tx, node_id, connection_id)
        job = _job(tx, node_id, connection_id, job_id)
        result: Mapping[str, Any] = (job.result if job is not None else None) or {}
        outcomes = _outcomes(job)
        accepted = job.parameters.get(ACCEPTED) or () if job is not None else ()
        made = tuple(_case(one, outcomes.get(one.id), one.id in accepted) for one in found)
        if job is None:
            return Cases(made)
        busy = job.state in ("queued", "running")
        problem = str(result.get("problem") or job.message) if not busy else ""
        return Cases(made, job.id, busy and job.kind == RUN, busy and job.kind == KEEP, problem)

    return services.ledger.read(work)


def passed(services: Services, node_id: int, connection_id: int, job_id: int, texts: Mapping[str, str | None]) -> bool:
    """Whether all cases of a connection have passed with exactly these texts; true where there is none."""

    def work(tx: Tx) -> bool:
        cases = rule_cases.titles(tx, node_id, connection_id)
        job = _job(tx, node_id, connection_id, job_id)
        if not cases or job is None or job.kind != RUN or job.state != "done":
            return not cases
        same = {side: job.parameters.get(side) for side in _texts(texts)} == _texts(texts)
        outcomes = _outcomes(job)
        return same and all(_is_met(tx, node_id, connection_id, one.id, outcomes.get(one.id)) for one in cases)

    return services.ledger.read(work)


def _is_met(tx: Tx, node_id: int, connection_id: int, case_id: int, outcome: Mapping[str, Any] | None) -> bool:
    """Whether what a run found is what the case expects now, which may be something else than it did then."""
    if outcome is None:
        return False
    expected = _mark(rule_cases.get(tx, node_id, connection_id, case_id).expected)
    return expected == (_mark(outcome["found"]) if outcome["differences"] else outcome.get("expected"))


def delete(services: Services, caller: Caller, connection_id: int, case_id: int) -> None:
    """Forget a case."""

    def work(tx: Tx) -> None:
        if rule_cases.delete(tx, caller.node_id, connection_id, case_id):
            auditing.record(tx, caller, "rule_case_deleted", connection_id=connection_id, subject=str(case_id))

    services.ledger.write(work)


def accept(services: Services, caller: Caller, connection_id: int, case_id: int, job_id: int) -> None:
    """Let a case expect what a run found; raises `Refusal` when the run is gone, or compared with something older."""

    def work(tx: Tx) -> None:
        job = _job(tx, caller.node_id, connection_id, job_id)
        outcome = _outcomes(job).get(case_id)
        if job is None or outcome is None or "found" not in outcome:
            raise Refusal("run_again", "This result is no longer here. Run the tests again.", status=409)
        if _mark(rule_cases.get(tx, caller.node_id, connection_id, case_id).expected) != outcome.get("expected"):
            words = "What this test expects has been changed since it ran. Run the tests again."
            raise Refusal("run_again", words, status=409)
        rule_cases.expect(tx, caller.node_id, connection_id, case_id, outcome["found"])
        jobs.note(tx, caller.node_id, job, **{ACCEPTED: [*(job.parameters.get(ACCEPTED) or ()), case_id]})
        auditing.record(tx, caller, "rule_case_changed", connection_id=connection_id, subject=str(case_id))

    services.ledger.write(work)


def run(services: Services, row: Job) -> dict[str, Any]:
    """Carry out one of the two jobs; what keeps it from being done is a result too."""
    node, connection = services.ledger.read(
        lambda tx: (nodes.get(tx, row.node_id), connections.get(tx, row.node_id, row.connection_id))
    )
    texts = {side: row.parameters.get(side) for side in ("outgoing", "incoming")}
    try:
        return (_make if row.kind == KEEP else _run)(services, node, connection, row, texts)
    except (Refusal, PlatformError) as no:
        return {"problem": no.message}
    except SandboxUnavailable as no:
        return {"problem": str(no)}


def _make(
    services: Services, node: Node, connection: Connection, row: Job, texts: Mapping[str, str | None]
) -> dict[str, Any]:
    wanted = str(row.parameters["entity"])
    work = work_of_no_line(services, node, connection, "preview")
    local_id = work.tracker.resolve(wanted)
    entity = read_one(work, local_id) if local_id else None
    if entity is None:
        raise Refusal("entity_missing", f"There is no {wanted} here, or the sync identity cannot see it.")
    given = services.ledger.read(lambda tx: _given(tx, connection, entity))
    if len(json.dumps(given)) > LARGEST:
        raise Refusal("too_large", f"{entity.key} is too large for a test. Choose a smaller one.")
    expected = _effects(services, node, connection, given, texts)

    def write(tx: Tx) -> int:
        _require_room(tx, node.id, connection.id)  # several may have been asked for at once
        return rule_cases.create(
            tx,
            node.id,
            connection.id,
            name=str(row.parameters["name"]),
            entity_id=entity.id,
            entity_key=entity.key,
            given=given,
            expected=expected,
            created_by=row.created_by,
        )

    return {"made": services.ledger.write(write)}


def _require_room(tx: Tx, node_id: int, connection_id: int) -> None:
    if rule_cases.count(tx, node_id, connection_id) >= MOST:
        raise Refusal("too_many", f"There are {MOST} tests. Delete one first.", field="case_name")


def _run(
    services: Services, node: Node, connection: Connection, row: Job, texts: Mapping[str, str | None]
) -> dict[str, Any]:
    outcomes: list[dict[str, Any]] = []
    for title in services.ledger.read(lambda tx: rule_cases.titles(tx, node.id, connection.id)):
        try:
            case = services.ledger.read(lambda tx, title=title: rule_cases.get(tx, node.id, connection.id, title.id))  # type: ignore[misc]
        except NoSuchRow:
            continue  # deleted while the others ran
        found = _effects(services, node, connection, case.given, texts)
        outcome = {"case": case.id, "expected": _mark(case.expected), "differences": _differences(case.expected, found)}
        outcomes.append({**outcome, "found": found} if outcome["differences"] else outcome)
        services.ledger.write(lambda tx: jobs.advance(tx, row, succeeded=1))
    return {"cases": outcomes}


def failing(services: Services, node: Node, connection_id: int, texts: Mapping[str, str | None]) -> tuple[str, ...]:
    """The names of the cases that do not pass with these texts, run now; raises `Refusal` where none can be run."""
    connection, titles = services.ledger.read(
        lambda tx: (connections.get(tx, node.id, connection_id), rule_cases.titles(tx, node.id, connection_id))
    )
    bad = []
    for title in titles:
        case = services.ledger.read(lambda tx, title=title: rule_cases.get(tx, node.id, connection_id, title.id))  # type: ignore[misc]
        try:
            found = _effects(services, node, connection, case.given, texts)
        except (PlatformError, SandboxUnavailable) as no:
            raise Refusal("tests_not_run", f"The tests of its rules could not be run: {no}", status=503) from no
        if _differences(case.expected, found):
            bad.append(case.name)
    return tuple(bad)


def _outcomes(job: Job | None) -> dict[int, dict[str, Any]]:
    """What a run found, by case; `expected` marks what it was compared with, `found` is kept where it differs."""
    return {int(one["case"]): one for one in ((job.result or {}).get("cases") or ())} if job is not None else {}


def _mark(effects: Any) -> str:
    """A short form of effects that is the same for equal ones."""
    return hashlib.sha256(json.dumps(effects, sort_keys=True).encode()).hexdigest()


def _given(tx: Tx, connection: Connection, entity: Entity) -> dict[str, Any]:
    """What rules are told of an entity: itself, whether it is paired, and what arrived for it last."""
    twin = twins.by_local(tx, connection.node_id, connection.id, entity.id)
    received = twins.replica(tx, connection.node_id, twin.id, "received") if twin is not None else None
    return {
        "entity": encode_entity(entity),
        "first": twin is None or not twin.acknowledged,
        "remote_id": twin.remote_id if twin is not None else "",
        "received": received if isinstance(received, dict) else None,
    }


def _effects(
    services: Services, node: Node, connection: Connection, given: Mapping[str, Any], texts: Mapping[str, str | None]
) -> dict[str, Any]:
    """What both rules make of a case, in a form that two runs can be compared in."""
    try:
        entity = decode_entity(given.get("entity"))
    except CodecError:
        return {"problem": "This test was made by a newer version of Liaise."}
    return {
        "leaves": _leaving(services, node, connection, given, entity, texts),
        "changes": _changes(services, node, connection, given, entity, texts),
    }


def _leaving(
    services: Services, node: Node, connection: Connection, given: Mapping[str, Any], entity: Entity,
    texts: Mapping[str, str | None],
) -> dict[str, Any]:  # fmt: skip
    work = work_of_no_line(services, node, connection, "preview", **texts)
    if work.runner is not None:
        work.runner.entity, work.runner.remote_id = entity, str(given.get("remote_id") or "")
    facts = OutgoingFacts(first_sync=bool(given.get("first")), previous=given.get("received"), rehearsal=True)
    try:
        replica: Replica | None = work.rules.outgoing(entity, facts)
    except ScriptFailed as failed:
        return {"fails": failed.words}
    return {"nothing leaves": "yes"} if replica is None else {name: _plain(value) for name, value in replica.items()}


def _changes(
    services: Services, node: Node, connection: Connection, given: Mapping[str, Any], entity: Entity,
    texts: Mapping[str, str | None],
) -> dict[str, Any]:  # fmt: skip
    """Fields, comments and files that the incoming rules want for what arrived last; nothing where nothing has."""
    received = given.get("received")
    if not isinstance(received, dict):
        return {}
    work = work_of_no_line(services, node, connection, "preview", **texts)
    remote_id = str(given.get("remote_id") or "")
    twin = _twin(connection, entity, remote_id) if remote_id else None
    request = Request(received, {}, remote_id, 0, 0, entity, Pair(twin, {}, ()))
    try:
        _, edits = ruling.decide(work, request)
    except ScriptFailed as failed:
        return {"fails": failed.words}
    made = {name: shown(value) for name, value in edits.fields.items()}
    made |= {f"comment {number}": plain_text(one.body) for number, one in enumerate(edits.comments, 1)}
    return made | {f"attachment {number}": one.filename for number, one in enumerate(edits.attachments, 1)}


def _twin(connection: Connection, entity: Entity, remote_id: str) -> Twin:
    """The pair of a case, which no table knows: rules are to see that it is no first sync."""
    numbers = dict.fromkeys(("sent_epoch", "sent_seq", "received_epoch", "received_seq", "rule_number", "version"), 0)
    texts = dict.fromkeys(("local_url", "local_project", "remote_key", "remote_url", "sent_hash", "received_hash"), "")
    times = {"sent_at": None, "received_at": None, "ended_at": None, "created_at": 0, "updated_at": 0}
    values: dict[str, Any] = {**numbers, **texts, **times}
    return Twin(
        id=0,
        node_id=connection.node_id,
        connection_id=connection.id,
        local_id=entity.id,
        local_key=entity.key,
        remote_id=remote_id,
        acknowledged=True,
        state="linked",
        revision="",
        **values,
    )


def _differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[list[str]]:
    """What, expected, found: one for each value of either side that is not the same in both."""
    made = []
    for side, words in (("leaves", "leaves"), ("changes", "is written here"), ("problem", "problem")):
        old, new = expected.get(side) or {}, found.get(side) or {}
        old, new = (one if isinstance(one, Mapping) else {"problem": one} for one in (old, new))
        for name in dict.fromkeys((*old, *new)):
            if old.get(name) != new.get(name):
                made.append([f"{name} ({words})", _cut(old.get(name)), _cut(new.get(name))])
    return made


def _plain(value: Any) -> Any:
    """A replica's value as it comes back out of the store."""
    return json.loads(json.dumps(value, default=str))


def _cut(value: Any) -> str:
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN_MAX else text[: SHOWN_MAX - 1] + "…"


def _case(row: rule_cases.Title, outcome: Mapping[str, Any] | None, accepted: bool) -> Case:
    differences: Sequence[Sequence[str]] = outcome["differences"] if outcome is not None and not accepted else ()
    state = "" if outcome is None else "failed" if differences else "passed"
    made = tuple(Difference(*map(str, one)) for one in differences)
    return Case(row.id, row.name, row.entity_key, row.created_by, row.created_at, state, made)


def _start(tx: Tx, caller: Caller, kind: str, connection_id: int, parameters: dict[str, Any]) -> int:
    by = caller.display_name or caller.user_id
    jobs.forget(tx, caller.node_id, connection_id, kind, tx.now - 3_600_000)
    return jobs.start(tx, caller.node_id, kind, connection_id=connection_id, parameters=parameters, created_by=by).id


def _texts(texts: Mapping[str, str | None]) -> dict[str, str | None]:
    return {side: texts.get(side) for side in ("outgoing", "incoming")}


def _job(tx: Tx, node_id: int, connection_id: int, job_id: int) -> Job | None:
    if not job_id:
        return None
    try:
        found = jobs.get(tx, node_id, job_id)
    except NoSuchRow:
        return None
    return found if found.connection_id == connection_id and found.kind in (KEEP, RUN) else None
