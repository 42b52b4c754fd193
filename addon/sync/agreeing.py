"""What a write made true for the pair: which comment is whose, and on which values both sides agree now.

It is stored together with the write's own result. Whatever ends the attempt then, nobody takes what we wrote for
somebody's news.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from addon.platforms.base import Call, WriteReceipt
from addon.replica.values import Value
from addon.storage import baselines, traces
from addon.storage.baselines import Baseline, Form
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync.conflicts import mark
from addon.sync.edit_times import Standing, Unacknowledged, agreed_form, sending, standing_of
from addon.sync.gather import remember
from addon.sync.incoming import Request
from addon.sync.work import Work

TRACED = ("comment", "attachment", "worklog")
Decision = Mapping[str, Any]


def after_call(tx: Tx, work: Work, request: Request, decision: Decision, call: Call, receipt: WriteReceipt) -> None:
    """Keep what a call made true; of an entity that has no pair yet nothing, since it leaves for nobody before."""
    twin = request.pair.twin
    if twin is None:
        return
    trace(tx, work, twin, decision, call, receipt)
    names = told(decision, call, receipt)
    if names:
        values = {name: receipt.stored[name] for name in names}
        agree(tx, work, twin, request.pair.baseline, decision, values)
    remember(tx, work, twin.id, None)  # until all calls are made: what is remembered has not heard of this one


def after_refusal(
    tx: Tx, work: Work, request: Request, decision: Decision, call: Call, stands: Mapping[str, Value]
) -> None:
    """Keep what a call of several steps had changed when it stopped: where it stands is nobody's edit.

    What the partner wants stays news, so that trying again goes on from there.
    """
    twin, here, taken = request.pair.twin, decision.get("here") or {}, decision.get("take") or ()
    if twin is None:
        return
    forms: dict[str, Form] = {}
    for name, value in stands.items():
        now = mark(name, value)
        if name in call.sets and name in taken and now != here.get(name):
            standing = standing_of(request.pair.baseline.get(name))
            forms[name] = Form(replace(standing, waiting=None, taken=twin.sent_seq).form(), now)
    if forms:
        baselines.renew(tx, work.node.id, twin.id, forms)


def told(decision: Decision, call: Call, receipt: WriteReceipt) -> list[str]:
    """The fields of which a call's answer says how they stand now."""
    taken = decision.get("take") or ()
    return [name for name in call.sets if name in taken and name in receipt.stored]


def edited_since(decision: Decision, request: Request, made: Iterable[Call]) -> frozenset[str]:
    """The fields that no call of a decision sets and that stand otherwise by now: it was carried out later than made.

    Also of those that were to be as the partner wants them, and already were.
    """
    here, written = decision.get("here") or {}, {name for call in made for name in call.sets}
    fields = request.local.fields if request.local is not None else {}
    return frozenset(name for name, was in here.items() if name not in written and mark(name, fields.get(name)) != was)


def trace(tx: Tx, work: Work, twin: Twin, decision: Decision, call: Call, receipt: WriteReceipt) -> None:
    """Remember which of our comments, files or work logs is which of theirs."""
    kind, _, action = call.kind.partition("_")
    if kind not in TRACED or not call.remote_id:
        return
    if action == "remove":
        known = traces.by_remote(tx, work.node.id, twin.id, kind, call.remote_id)
        if known is not None:
            traces.mark_removed(tx, work.node.id, known.id)
    elif action in ("add", "edit") and receipt.sub_id:
        same = traces.by_remote(tx, work.node.id, twin.id, kind, call.remote_id)
        if same is not None and same.removed_at is None and same.local_id != receipt.sub_id:
            work.note("warning", f"The partner sent two under the number {call.remote_id}: edits follow the first one.")
            return
        hashes = decision.get("comments") or {}
        traces.put(
            tx,
            work.node.id,
            twin.id,
            kind,
            local_id=receipt.sub_id,
            remote_id=call.remote_id,
            origin="remote",
            remote_hash=hashes.get(call.remote_id, "") if kind == "comment" else "",
            local_hash=call.text_hash,
        )


def agree(
    tx: Tx,
    work: Work,
    twin: Twin,
    baseline: Mapping[str, Baseline],
    decision: Decision,
    values: Mapping[str, Value],
    strangers: frozenset[str] = frozenset(),
) -> None:
    """Each of these fields is as the partner wants it, or was left to it; our own edits stay news.

    `values` is how they stand here; those of `strangers` are somebody else's, made since we wrote or decided.
    """
    take, keep = set(decision["take"]), set(decision["keep"])
    edited, merged, rich = (decision.get(part) or {} for part in ("edited", "merged", "rich"))
    local: dict[str, Form] = {}
    remote: dict[str, Form] = {}
    for name, value in values.items():
        fingerprint, row = decision["wanted"].get(name) or mark(name, None), baseline.get(name)
        standing, now = standing_of(row), mark(name, value)
        if name in strangers:  # agreed is what we wrote, or decided about, not what somebody made of it since
            value, now = None, fingerprint if name in take else (decision.get("here") or {}).get(name, fingerprint)
        waiting = None
        if name in merged:
            waiting = Unacknowledged(now, merged[name], twin.sent_seq + 1)
        elif name not in take and name in edited:
            waiting = sending(standing.waiting, now, edited[name], twin.sent_seq + 1)
        if name in keep:
            local[name] = Form(replace(standing, waiting=waiting).form(), row.local_fingerprint if row else "")
            remote[name] = Form(row.remote_form if row else None, fingerprint)
        else:
            text, items = agreed_form(value)
            local[name] = Form(Standing(waiting, twin.sent_seq, standing.left, text, items).form(), now)
            remote[name] = Form({"rich": rich[name]} if name in rich else None, fingerprint)
    baselines.renew(tx, work.node.id, twin.id, local)
    baselines.renew(tx, work.node.id, twin.id, remote, side="remote")
