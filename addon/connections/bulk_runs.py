"""Carrying out bulk work: piece by piece, each in one transaction that also moves the job's cursor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from addon.connections import pair_lists
from addon.connections.naming import numbered
from addon.connections.unlinking import unlink_pair
from addon.nodes.limits import UNNAMED_S
from addon.nodes.services import Services
from addon.platforms.base import EntityPage, TriggerQuery
from addon.platforms.errors import PlatformError, Reason
from addon.replica.entity import Entity
from addon.storage import budgets, jobs, queue, timeline, twins
from addon.storage.jobs import Job
from addon.storage.queue import started
from addon.storage.transaction import Tx
from addon.storage.twins import Twin

PIECE = 200  # entities of one transaction
READ_AT_ONCE = 100
PROBLEMS_SHOWN = 200
MOST_JUDGED = 500  # of what a count finds: the rules are asked about no more
STARTING = frozenset({"bulk_sync", "bulk_connect"})
"""Kinds that put entities into the queue, where most of the work is done after them."""
VERDICTS = ("connect", "paired_already", "paired_elsewhere", "not_found", "incomplete", "repeated")


class Stopped(Exception):
    """A person asked the job to stop; `result` says how far it came."""


class Waits(Exception):
    """Nothing can be done before then (ms), as `words` say: of themselves that the tracker wants to be left alone.

    The job goes on afterwards, at `cursor` if that is given.
    """

    def __init__(self, until: int, cursor: Any = None, words: str = "The tracker asked to slow down.") -> None:
        super().__init__(words)
        self.until = until
        self.cursor = cursor


def mind_limits(services: Services, node_id: int) -> None:
    """Before each call of work that is not urgent: raises `Waits` while the tenant's tracker wants no such calls."""

    def read(tx: Tx) -> int:
        return max(budgets.paused_until(tx, node_id, scope)[0] for scope in (budgets.CALLS_SCOPE, budgets.BULK_SCOPE))

    until = services.ledger.read(read)
    if until > services.now():
        raise Waits(until)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the outgoing rules would do with some entities: how many were looked at, stopped, and made them fail."""

    looked: int = 0
    stopped: int = 0
    failing: int = 0

    def __add__(self, other: "Judged") -> "Judged":
        return Judged(self.looked + other.looked, self.stopped + other.stopped, self.failing + other.failing)


Judge = Callable[[Services, Job, Sequence[str]], Judged]
"""Asks the rules about entities that would be sent; what it cannot ask it does not look at."""


def run(services: Services, row: Job, judge: Judge | None = None) -> dict[str, Any]:
    """One job of any of the kinds, counting or carrying out; what it gives is the job's result."""
    counting = row.parameters.get("phase") == "count"
    if counting and row.kind == "bulk_connect":
        return _check_lines(services, row)
    if counting:
        return _count(services, row, judge if row.kind == "bulk_sync" else None)
    return _start_all(services, row) if row.kind in STARTING else _carry_out(services, row)


def _start_all(services: Services, row: Job) -> dict[str, Any]:
    """Start what was counted. Once a person stops it, what it started and nobody has begun is left out again."""
    try:
        if row.cancel_requested:
            raise Stopped
        return _connect(services, row) if row.kind == "bulk_connect" else _carry_out(services, row)
    except (Stopped, Waits, PlatformError):
        if not services.ledger.read(lambda tx: jobs.get(tx, row.node_id, row.id)).cancel_requested:
            raise
        while services.ledger.write(lambda tx: _leave_out(tx, row)):
            pass
        raise Stopped from None


def _leave_out(tx: Tx, row: Job) -> int:
    """One piece of it; how many are counted as failed of the job."""
    why = f"{'Bulk connect' if row.kind == 'bulk_connect' else 'Bulk sync'} was stopped before this began"
    left = started.leave_out(tx, row.node_id, row.connection_id, row.id, why)
    for entity_id in left:
        timeline.note(tx, row.node_id, entity_id, "why_not", f"{why}.", connection_id=row.connection_id)
    jobs.advance(tx, row, failed=len(left))
    return len(left)


# -- what a query matches --------------------------------------------------------------------------------------


def _count(services: Services, row: Job, judge: Judge | None) -> dict[str, Any]:
    before = row.cursor or {}
    matches, paired = int(before.get("matches", 0)), int(before.get("paired", 0))
    judged = Judged(**before.get("judged", {}))
    for page, cursor in _pages(services, row):
        ids = page.ids
        known = services.ledger.read(lambda tx, ids=ids: _over(tx, row, ids))  # type: ignore[misc]
        matches, paired = matches + len(ids), paired + len(known)
        new = [one for one in ids if one not in known][: MOST_JUDGED - judged.looked]
        if judge is not None and new:
            judged += judge(services, row, new)
        so_far = {**cursor, "matches": matches, "paired": paired, "judged": asdict(judged)}
        _go_on(services, row, 0, so_far, progress=f"{matches:,} counted")
    new_ones = matches - paired
    counts = {"matches": matches, "paired": paired, "new": new_ones, **asdict(judged)}
    todo = paired if row.kind == "bulk_unlink" else new_ones - judged.stopped
    return {"counts": counts, "todo": todo}


def expected(kind: str, counted: Mapping[str, Any]) -> int | None:
    """Of how many a run will tell, by what was counted: a start queues those, too, that the rule will stop."""
    return (counted.get("counts") or {}).get("new") if kind == "bulk_sync" else counted.get("todo")


def _carry_out(services: Services, row: Job) -> dict[str, Any]:
    total = expected(row.kind, _counted(services, row))
    done = row.succeeded
    for page, cursor in _pages(services, row):
        ids = page.ids
        pieces = [ids[start : start + PIECE] for start in range(0, len(ids), PIECE)]
        for number, piece in enumerate(pieces, 1):
            last = number == len(pieces)

            def work(
                tx: Tx,
                piece: Sequence[str] = piece,
                keys: Mapping[str, str] = page.keys,
                keep: Any = cursor if last else None,
            ) -> tuple[int, bool]:
                made = _unlink(tx, row, piece) if row.kind == "bulk_unlink" else _enqueue(tx, row, piece, keys)
                return made, jobs.advance(tx, row, succeeded=made, total=total, cursor=keep)

            made, go_on = services.ledger.write(work)
            done += made
            if not go_on:
                raise Stopped
    return {"done": done}


def _pages(services: Services, row: Job) -> Iterator[tuple[EntityPage, Any]]:
    """What matches, page by page, each with the place after it; goes on where the job's cursor stands."""
    query = TriggerQuery(str(row.parameters["query"]), str(row.parameters.get("project") or ""))
    tracker = services.trackers.open(row.node_id)
    cursor = (row.cursor or {}).get("after")
    if (row.cursor or {}).get("end"):
        return
    while True:
        mind_limits(services, row.node_id)
        found = tracker.enumerate(query, cursor)
        cursor = found.cursor
        yield found, {"after": cursor, "end": cursor is None}
        if cursor is None:
            return


def _over(tx: Tx, row: Job, ids: Sequence[str]) -> dict[str, Twin]:
    """The pairs of these entities over the job's connection, by local id."""
    found: list[Twin] = []
    for start in range(0, len(ids), PIECE):
        found += twins.of_entities(tx, row.node_id, ids[start : start + PIECE])
    return {one.local_id: one for one in found if one.connection_id == row.connection_id}


def _enqueue(tx: Tx, row: Job, ids: Sequence[str], keys: Mapping[str, str]) -> int:
    known = _over(tx, row, ids)
    new = [one for one in ids if one not in known]
    body = {"why": f"Bulk sync by {row.created_by}", "by": row.parameters.get("user_id", "")}
    return sum(_start(tx, row, entity_id, keys.get(entity_id, ""), body) for entity_id in new)


def _start(tx: Tx, row: Job, entity_id: str, label: str, body: dict[str, Any]) -> int:
    """Start one entity on its line; 0 when this job has done so already."""
    made = queue.append(
        tx,
        row.node_id,
        "out",
        entity_id,
        "start",
        body,
        connection_id=row.connection_id,
        local_entity=entity_id,
        label=label,
        dedup=started.name_of(row.id),
        priority=queue.BULK,
        origin="bulk",
    )
    return int(made is not None)


def _unlink(tx: Tx, row: Job, ids: Sequence[str]) -> int:
    found = _over(tx, row, ids)
    for twin in found.values():
        unlink_pair(
            tx,
            twin,
            user_id=str(row.parameters.get("user_id", "")),
            by=row.created_by,
            priority=queue.BULK,
            origin="bulk",
        )
    return len(found)


# -- lines of a file -------------------------------------------------------------------------------------------


def _check_lines(services: Services, row: Job) -> dict[str, Any]:
    """What each line would do, asked of the tracker for many keys at a time; nothing is written."""
    lines = [pair_lists.Line(int(one[0]), str(one[1]), str(one[2])) for one in row.parameters["lines"]]
    before = row.cursor or {}
    counts: dict[str, int] = before.get("counts") or dict.fromkeys(VERDICTS, 0)
    pairs: list[list[str]] = before.get("pairs") or []
    problems: list[list[Any]] = before.get("problems") or []
    seen = {mark for local_id, _, remote_key in pairs for mark in (f"l{local_id}", f"r{remote_key}")}
    for start in range(int(before.get("at", 0)), len(lines), READ_AT_ONCE):
        piece = lines[start : start + READ_AT_ONCE]
        reached = {"at": start, "counts": counts, "pairs": pairs, "problems": problems}
        found = _read(services, row, [one.local_key for one in piece if one.local_key], reached)
        known = {key: (entity.id, entity.key) for key, entity in found.items() if not entity.deleted}

        def judge(tx: Tx, piece: Sequence[pair_lists.Line] = piece, known: Any = known) -> list[tuple[str, str]]:
            return _verdicts(tx, row, piece, known, seen)

        verdicts = services.ledger.read(judge)
        for line, (verdict, why) in zip(piece, verdicts, strict=True):
            counts[verdict] += 1
            if verdict == "connect":
                seen.update((f"l{known[line.local_key][0]}", f"r{line.remote_key}"))
                pairs.append([*known[line.local_key], line.remote_key])
            elif verdict != "paired_already" and len(problems) < PROBLEMS_SHOWN:
                problems.append([line.number, line.local_key, line.remote_key, why])
        _go_on(services, row, len(piece), None, total=len(lines))
    return {"counts": counts, "todo": len(pairs), "pairs": pairs, "problems": problems}


def _read(services: Services, row: Job, keys: Sequence[str], reached: dict[str, Any]) -> Mapping[str, Entity]:
    """Entities by key; a limit that is met keeps what was checked before."""
    try:
        mind_limits(services, row.node_id)
        return services.trackers.open(row.node_id).read(keys, with_comments=False)
    except Waits as no:
        raise Waits(no.until, reached) from None
    except PlatformError as problem:
        if problem.reason is not Reason.RATE_LIMITED:
            raise
        raise Waits(limited_until(services, problem), reached) from problem


def limited_until(services: Services, problem: PlatformError) -> int:
    """When (ms) a call that met a limit may be made again."""
    wait = UNNAMED_S if problem.retry_after is None else problem.retry_after
    return services.now() + int(wait * 1000)


def _verdicts(
    tx: Tx, row: Job, piece: Sequence[pair_lists.Line], known: dict[str, tuple[str, str]], seen: set[str]
) -> list[tuple[str, str]]:
    ids = [known[one.local_key][0] for one in piece if one.local_key in known]
    ours = _over(tx, row, ids)
    remotes = [one.remote_key for one in piece if one.remote_key]
    theirs = {one.remote_key: one for one in twins.of_remotes(tx, row.node_id, row.connection_id, remotes)}
    taken = set(seen)
    found = []
    for one in piece:
        verdict = _verdict(one, known, ours, theirs, taken)
        if verdict[0] == "connect":
            taken.update((f"l{known[one.local_key][0]}", f"r{one.remote_key}"))
        found.append(verdict)
    return found


def _verdict(
    line: pair_lists.Line,
    known: dict[str, tuple[str, str]],
    ours: dict[str, Twin],
    theirs: dict[str, Twin],
    taken: set[str],
) -> tuple[str, str]:
    if not line.local_key or not line.remote_key or max(len(line.local_key), len(line.remote_key)) > pair_lists.KEY_MAX:
        return "incomplete", "A key is missing or too long."
    if line.local_key not in known:
        return "not_found", f"There is no {numbered(line.local_key)} here, or the sync identity cannot see it."
    local_id = known[line.local_key][0]
    twin, other = ours.get(local_id), theirs.get(line.remote_key)
    if twin is not None:
        if line.remote_key in (twin.remote_key, twin.remote_id):
            return "paired_already", ""
        return "paired_elsewhere", _paired(line.local_key, twin.remote_key or twin.remote_id)
    if other is not None:
        return "paired_elsewhere", _paired(line.remote_key, other.local_key)
    if f"l{local_id}" in taken or f"r{line.remote_key}" in taken:
        return "repeated", "Another line of the file names one of the two."
    return "connect", ""


def _paired(one: str, other: str) -> str:
    return f"{numbered(one)} is paired with {numbered(other)}."


def _connect(services: Services, row: Job) -> dict[str, Any]:
    """Send each counted pair to the partner, which looks for its own entity and pairs or says why not."""
    pairs = _counted(services, row).get("pairs") or []
    at = int((row.cursor or {}).get("at", 0))
    for start in range(at, len(pairs), PIECE):
        piece = pairs[start : start + PIECE]

        def work(tx: Tx, piece: Any = piece, end: int = start + len(piece)) -> bool:
            for local_id, local_key, remote_key in piece:
                body = {
                    "why": f"Bulk connect by {row.created_by}",
                    "by": row.parameters.get("user_id", ""),
                    "connect": remote_key,
                }
                _start(tx, row, local_id, local_key, body)
            return jobs.advance(tx, row, succeeded=len(piece), total=len(pairs), cursor={"at": end})

        if not services.ledger.write(work):
            raise Stopped
    return {"done": len(pairs)}


# -- what all share --------------------------------------------------------------------------------------------


def _counted(services: Services, row: Job) -> dict[str, Any]:
    """What the count before this run found."""
    counted = services.ledger.read(lambda tx: jobs.get(tx, row.node_id, int(row.parameters["counted"])))
    return counted.result if isinstance(counted.result, dict) else {}


def _go_on(services: Services, row: Job, done: int, cursor: Any, **more: Any) -> None:
    """Note how far a count has come; raises `Stopped`."""
    if not services.ledger.write(lambda tx: jobs.advance(tx, row, succeeded=done, cursor=cursor, **more)):
        raise Stopped
