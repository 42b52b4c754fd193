"""`store(issue)` in the middle of a run: the changes so far are written now, and the pair is made if there is none.

The calls are effects like any other, so that a crash resumes them; a re-run of the event gets the entity as it stands
instead of a second write.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from addon.platforms.errors import PlatformError
from addon.replica.entity import Entity
from addon.replica.threeway import is_empty
from addon.richtext import to_json
from addon.rules.basic import received_mark
from addon.rules.ruleset import Edits
from addon.rules.variables import entity_variable
from addon.sandbox.services import HelperFailed
from addon.storage import effects, hooks, queue, traces, twins
from addon.storage.baselines import Baseline
from addon.storage.effects import Effect, Intent
from addon.storage.transaction import Tx
from addon.sync import link_traces, plan
from addon.sync.apply import Made, all_calls
from addon.sync.conflicts import Verdicts, mark
from addon.sync.edit_times import agreed_form, standing_of
from addon.sync.fit import fit
from addon.sync.gather import Pair, pair_of, read_one
from addon.sync.helpers.session import Session
from addon.sync.incoming import Request
from addon.sync.intents import intents_of
from addon.sync.people import with_people_from_here
from addon.sync.plan import Planned
from addon.sync.settle import settle
from addon.sync.tracing import all_traces
from addon.sync.work import Work


@dataclass
class Store:
    """The stores of one run. `request` is renewed by each; `decided` collects what was decided of what they wrote."""

    work: Work
    request: Request
    shown: Mapping[str, Any] | None = None
    decided: Verdicts | None = None
    _count: int = 0
    _made_here: bool = False

    def __call__(self, session: Session, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        """Write; gives the entity's variables as it stands then."""
        assert session.translate is not None
        if self.shown is not None and not changes:  # it stands as the store before this one left it
            return self.shown
        self._count += 1
        work, creating = self.work, self.request.local is None
        edits = with_people_from_here(work, session.translate(changes, self.shown, creating), self.request.replica)
        edits = fit(work, self.request, edits)
        verdicts = settle(work, self.request, edits)
        try:
            local, pair = self._carried_out(session, edits, verdicts)
        except PlatformError as problem:
            if not problem.permanent:
                raise
            fields = " ".join(f"{name}: {said}" for name, said in sorted(problem.fields.items()))
            words = f"store: {problem.message} {fields}".strip()
            raise HelperFailed("IssueTrackerException", words) from problem
        self.decided = verdicts if self.decided is None else verdicts.after(self.decided)
        self._made_here = self._made_here or creating
        rows = {name: row for name, row in pair.baseline.items() if not (self._made_here and is_blank(local, name))}
        pair = replace(pair, baseline={**rows, **self._agreed(local, pair)})
        self.request = replace(self.request, local=local, pair=pair, remembered=False)
        session.entity = local
        self.shown = entity_variable(local, session.site, all_traces(pair.traces))
        return self.shown

    def _carried_out(self, session: Session, edits: Edits, verdicts: Verdicts) -> tuple[Entity, Pair]:
        """The entity and its pair as they stand after the write; an earlier attempt may have made it."""
        assert session.record is not None
        work, key = self.work, session.record.key(f"store{self._count}")
        done = self._done(key) or self._write(edits, verdicts, key)
        local = read_one(work, done)
        if local is None:
            raise HelperFailed("IssueTrackerException", "store: the entity is gone, or can no longer be seen.")
        return local, work.services.ledger.read(
            lambda tx: pair_of(tx, work, twins.by_local(tx, work.node.id, work.agreed.id, local.id))
        )

    def _agreed(self, local: Entity, pair: Pair) -> dict[str, Baseline]:
        """Fields that were stored stand as agreed on from here: the script's next edit of them is no conflict."""
        assert self.decided is not None and pair.twin is not None
        open_ones = {*self.decided.keep, *self.decided.merged}
        found = {}
        for name, wanted in self.decided.wanted.items():
            if name in open_ones:
                continue
            value = local.fields.get(name)
            rich, items = agreed_form(value)
            row = pair.baseline.get(name)
            form = replace(standing_of(row), waiting=None, rich=rich, items=items).form()
            blank = Baseline(0, self.work.node.id, pair.twin.id, name, None, "", None, "", [], None, 0)
            theirs = self.decided.rich.get(name)
            found[name] = replace(
                row or blank,
                local_form=form,
                local_fingerprint=mark(name, value),
                remote_form=None if theirs is None else {"rich": to_json(theirs)},
                remote_fingerprint=wanted,
            )
        return found

    def _done(self, key: str) -> str | None:
        known = self.work.services.ledger.read(lambda tx: effects.find(tx, self.work.node.id, f"{key}:done"))
        return known.entity_id if known is not None and known.state == "done" else None

    def _write(self, edits: Edits, verdicts: Verdicts, key: str) -> str:
        work, request = self.work, self.request
        local = request.local
        calls, change = plan.calls_of(work, request, edits, verdicts.take, marker=key)

        def commit(tx: Tx) -> list[Effect]:
            queue.hold(tx, work.claim)
            intents = intents_of(tx, work.node.id, calls, change, key)
            return effects.plan(tx, work.node.id, work.agreed.id, -work.claim.head.id, intents)

        decision = plan.decision_of(request, edits, verdicts)
        made = all_calls(work, request, Planned(decision, tuple(work.services.ledger.write(commit))))
        entity_id = local.id if local is not None else made[0].receipt.entity_id
        entity_key = local.key if local is not None else made[0].receipt.entity_key or entity_id
        made_in = "" if local else change.project_id
        work.services.ledger.write(lambda tx: self._finish(tx, key, made, decision, entity_id, entity_key, made_in))
        return entity_id

    def _finish(
        self,
        tx: Tx,
        key: str,
        made: tuple[Made, ...],
        decision: Mapping[str, Any],
        entity_id: str,
        entity_key: str,
        created_in: str,
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
                local_url=work.tracker.entity_url(entity_key),
                remote_id=request.remote_id,
                local_project=created_in,
                remote_key=str(request.replica.get("key") or ""),
                acknowledged=True,
                state="linked",
            )
            if created_in:
                hooks.need(tx, work.node.id, created_in, work.agreed.id, "pairs")
        self._trace(tx, twin.id, made)
        link_traces.keep(tx, work, twin, decision, [(one.call, one.receipt) for one in made])
        done = effects.plan(
            tx, work.node.id, work.agreed.id, -work.claim.head.id, [Intent(f"{key}:done", "script_store")]
        )
        effects.mark_done(
            tx, work.node.id, done[0].id, {"calls": len(made), "created": bool(created_in)}, entity_id=entity_id
        )
        queue.bind_entity(tx, work.claim, entity_id, entity_key)

    def _trace(self, tx: Tx, twin_id: int, made: tuple[Made, ...]) -> None:
        """Remember which of our comments, files and work logs is which of theirs."""
        node_id, listed = self.work.node.id, self.request.replica.get("comments")
        theirs = {str(one.get("id")): one for one in listed or () if isinstance(one, dict)}
        known = {(one.kind, one.remote_id): one for one in traces.of_twin(tx, node_id, twin_id)}
        for one in made:
            kind, _, action = one.call.kind.partition("_")
            remote_id, local_id = one.call.remote_id, one.receipt.sub_id
            if kind not in ("comment", "attachment", "worklog") or not remote_id:
                continue
            if action == "remove" and (kind, remote_id) in known:
                traces.mark_removed(tx, node_id, known[kind, remote_id].id)
            elif action in ("add", "edit") and local_id:
                received = received_mark(theirs[remote_id]) if kind == "comment" and remote_id in theirs else ""
                traces.put(
                    tx,
                    node_id,
                    twin_id,
                    kind,
                    local_id=local_id,
                    remote_id=remote_id,
                    origin="remote",
                    remote_hash=received,
                    local_hash=one.call.text_hash,
                )


def is_blank(local: Entity, name: str) -> bool:
    """Whether a field of an entity that this run made is empty: nobody's edit, even if it was sent meanwhile."""
    return is_empty(local.fields.get(name))


def stored_before(work: Work) -> bool:
    """Whether an earlier attempt of this event stored the entity that its first sync made."""
    key = f"script:{work.claim.head.id}:incoming:store1:done"
    known = work.services.ledger.read(lambda tx: effects.find(tx, work.node.id, key))
    return known is not None and known.state == "done" and bool((known.receipt or {}).get("created"))
