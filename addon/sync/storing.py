"""`store(issue)` in the middle of a run: the changes so far are written now, and the pair is made if there is none.

The calls are effects like any other, so that a crash resumes them; a re-run of the event gets the entity as it stands
instead of a second write.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from addon.platforms.calls import call_to_json
from addon.platforms.errors import PlatformError
from addon.rules.ruleset import Edits
from addon.rules.travel import received_mark
from addon.rules.variables import entity_variable
from addon.sandbox.services import HelperFailed
from addon.storage import effects, hooks, queue, traces, twins
from addon.storage.effects import Effect, Intent
from addon.storage.transaction import Tx
from addon.sync import plan
from addon.sync.apply import Made, all_calls
from addon.sync.conflicts import mark
from addon.sync.fit import fit
from addon.sync.gather import pair_of, read_one
from addon.sync.helpers.session import Session
from addon.sync.incoming import Request
from addon.sync.plan import Planned
from addon.sync.work import Work


@dataclass
class Store:
    """The stores of one run. `request` is renewed by each; `wanted` collects the marks of what they wrote."""

    work: Work
    request: Request
    shown: Mapping[str, Any] | None = None
    wanted: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    def __call__(self, session: Session, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        """Write; gives the entity's variables as it stands then."""
        assert session.translate is not None and session.record is not None
        self._count += 1
        creating = self.request.local is None
        edits = fit(self.work, self.request, session.translate(changes, self.shown, creating))
        key = session.record.key(f"store{self._count}")
        done = self._done(key)
        if done is None:
            try:
                done = self._write(edits, key)
            except PlatformError as problem:
                if not problem.permanent:
                    raise
                fields = " ".join(f"{name}: {said}" for name, said in sorted(problem.fields.items()))
                words = f"store: {problem.message} {fields}".strip()
                raise HelperFailed("IssueTrackerException", words) from problem
        local = read_one(self.work, done)
        if local is None:
            raise HelperFailed("IssueTrackerException", "store: the entity is gone, or cannot be seen any more.")
        pair = self.work.services.ledger.read(
            lambda tx: pair_of(tx, self.work, twins.by_local(tx, self.work.node.id, self.work.agreed.id, local.id))
        )
        self.wanted |= {name: mark(name, value) for name, value in edits.fields.items()}
        self.request = replace(self.request, local=local, pair=pair)
        session.entity = local
        known = {one.local_id: one.remote_id for one in pair.traces}
        self.shown = entity_variable(local, session.site, known)
        return self.shown

    def _done(self, key: str) -> str | None:
        known = self.work.services.ledger.read(lambda tx: effects.find(tx, self.work.node.id, f"{key}:done"))
        return known.entity_id if known is not None and known.state == "done" else None

    def _write(self, edits: Edits, key: str) -> str:
        work, request = self.work, self.request
        tracker, local = work.tracker, request.local
        files = work.agreed.transport != "polled"
        change = plan.change_set(
            edits, edits.fields, local, request.replica, tracker.capabilities, marker=key, files=files
        )
        calls = tracker.plan(change, local)
        intents = [
            Intent(
                key if call.kind == "create" else f"{key}:{index}:{call.kind}:{call.remote_id}",
                call.kind,
                call.method,
                call.target,
                call_to_json(replace(call, key=key if call.kind == "create" else f"{key}:{index}")),
                change.entity_id or "",
                change.project_id,
            )
            for index, call in enumerate(calls)
        ]

        def commit(tx: Tx) -> list[Effect]:
            queue.hold(tx, work.claim)
            return effects.plan(tx, work.node.id, work.agreed.id, -work.claim.head.id, intents)

        made = all_calls(work, request, Planned({}, tuple(work.services.ledger.write(commit))))
        entity_id = local.id if local is not None else made[0].receipt.entity_id
        entity_key = local.key if local is not None else made[0].receipt.entity_key or entity_id
        created_in, url = "" if local else change.project_id, tracker.entity_url(entity_key)
        work.services.ledger.write(lambda tx: self._finish(tx, key, made, entity_id, entity_key, created_in, url))
        return entity_id

    def _finish(
        self, tx: Tx, key: str, made: tuple[Made, ...], entity_id: str, entity_key: str, created_in: str, url: str
    ) -> None:
        work, request = self.work, self.request
        queue.hold(tx, work.claim)
        twin = twins.by_local(tx, work.node.id, work.agreed.id, entity_id)
        if twin is None:
            twin = twins.create(
                tx,
                work.node.id,
                work.agreed.id,
                local_id=entity_id,
                local_key=entity_key,
                local_url=url,
                remote_id=request.remote_id,
                local_project=created_in,
                remote_key=str(request.replica.get("key") or ""),
                acknowledged=True,
                state="linked",
            )
            if work.node.kind == "azuredevops":
                hooks.need(tx, work.node.id, created_in, work.agreed.id, "pairs")
        theirs = {str(one.get("id")): one for one in request.replica.get("comments") or () if isinstance(one, dict)}
        for one in made:
            kind, _, action = one.call.kind.partition("_")
            if kind in ("comment", "attachment") and action in ("add", "edit") and one.receipt.sub_id:
                remote_id = one.call.remote_id
                if not remote_id:
                    continue
                traces.put(
                    tx,
                    work.node.id,
                    twin.id,
                    kind,
                    local_id=one.receipt.sub_id,
                    remote_id=remote_id,
                    origin="remote",
                    remote_hash=received_mark(theirs[remote_id]) if kind == "comment" and remote_id in theirs else "",
                    local_hash=one.call.text_hash,
                )
        done = effects.plan(
            tx, work.node.id, work.agreed.id, -work.claim.head.id, [Intent(f"{key}:done", "script_store")]
        )
        effects.mark_done(
            tx, work.node.id, done[0].id, {"calls": len(made), "created": bool(created_in)}, entity_id=entity_id
        )
        queue.bind_entity(tx, work.claim, entity_id, entity_key)


def stored_before(work: Work) -> bool:
    """Whether an earlier attempt of this event stored the entity that its first sync made."""
    key = f"script:{work.claim.head.id}:incoming:store1:done"
    known = work.services.ledger.read(lambda tx: effects.find(tx, work.node.id, key))
    return known is not None and known.state == "done" and bool((known.receipt or {}).get("created"))
