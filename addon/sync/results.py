"""The partner's other messages about an entity: what became of ours, a deletion, the end of a pair."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from addon.connections.naming import numbered
from addon.replica.codec import decode_fields
from addon.replica.values import Value
from addon.richtext import Document, to_json
from addon.rules.ruleset import Edits, IncomingFacts
from addon.storage import baselines, conflicts, queue, traces, twins, usage
from addon.storage.baselines import Form
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync import link_traces
from addon.sync.conflicts import mark
from addon.sync.edit_times import agreed_form, answered, standing_of
from addon.sync.named_here import names_here, others_of_that_name
from addon.sync.people import with_people_from_here
from addon.sync.plan import safe_url, size_of
from addon.sync.work import Work

DELETED = frozenset({"local_deleted", "remote_deleted"})


def take(work: Work) -> None:
    """Apply one result, deletion or unlinking; what is about no pair of ours is absorbed."""
    body: dict[str, Any] = work.claim.head.body
    kind = work.claim.head.kind
    theirs = _meaning(work, body) if kind == "result" else {}

    def write(tx: Tx) -> None:
        twin = _twin(tx, work, body)
        if twin is None:
            work.end(tx, "no such pair here")
            return
        file_bytes = 0
        if kind == "result":
            file_bytes = _result(tx, work, twin, body, theirs)
        elif kind == "deleted":
            twins.update(tx, work.node.id, twin.id, state="remote_deleted")
            work.note(
                "remote_deleted",
                f"{work.agreed.remote_name} deleted its side, or no longer sees it. Nothing was deleted here.",
            )
        elif kind == "unlinked":
            twins.end(tx, work.node.id, twin.id)
            queue.discard(tx, work.node.id, work.agreed.id, [twin.local_id], "unlinked", work.agreed.remote_name)
            work.note("unlinked", f"{work.agreed.remote_name} unlinked the pair. Both sides keep their data.")
        work.write_down(tx, twin.local_id)
        work.end(tx, kind)
        usage.count(tx, work.node.id, work.claim.stream_id, file_bytes=file_bytes)

    work.conclude(write)


def _meaning(work: Work, body: dict[str, Any]) -> Mapping[str, Any]:
    """What the partner's form means here: asked of the rules, which may be scripts, before the transaction begins."""
    replica = body.get("replica")
    if not body.get("applied") or not isinstance(replica, dict):
        return {}
    facts = IncomingFacts(False, "", (), work.agreed.remote_name, {})
    sent = body.get("marks")
    meaning = work.rules.meaning(replica, facts, sent if isinstance(sent, dict) else ())
    return with_people_from_here(work, Edits(fields=meaning), replica).fields


def _twin(tx: Tx, work: Work, body: dict[str, Any]) -> Twin | None:
    ours = body.get("entity") or body.get("twin")
    if isinstance(ours, str) and ours:
        found = twins.by_local(tx, work.node.id, work.agreed.id, ours)
        if found is not None:
            return found
    return twins.by_remote(tx, work.node.id, work.agreed.id, work.claim.entity_key)


def _result(tx: Tx, work: Work, twin: Twin, body: dict[str, Any], meaning: Mapping[str, Any]) -> int:
    """Keep what became of a message of ours; how many bytes of our files arrived there with it."""
    if not body.get("applied"):
        if twin.state not in DELETED:  # which says more than that nothing can be applied there
            twins.update(tx, work.node.id, twin.id, state="remote_failed")
        work.note(
            "remote_failed",
            f"{work.agreed.remote_name} could not apply the change: {body.get('message') or body.get('reason')}",
            reason=str(body.get("reason") or ""),
        )
        return 0
    there = body.get("local") or {}
    twins.update(
        tx,
        work.node.id,
        twin.id,
        remote_id=str(there.get("id") or work.claim.entity_key),
        remote_key=str(there.get("key") or ""),
        remote_url=safe_url(work, there.get("url")),
        acknowledged=True,
        state=twin.state if twin.state == "local_deleted" else "linked",  # what is gone here is no news from there
    )
    arrived: set[str] = set()
    for kind in ("comment", "attachment", "worklog"):
        for ours, theirs in ((body.get("traces") or {}).get(kind) or {}).items():
            known = traces.by_local(tx, work.node.id, twin.id, kind, str(ours))
            again = known is not None and known.origin == "local"  # taken off there, and made once more
            unheard = traces.by_remote(tx, work.node.id, twin.id, kind, str(theirs)) is None
            if unheard and (known is None or again):
                traces.put(tx, work.node.id, twin.id, kind, local_id=str(ours), remote_id=str(theirs), origin="local")
                if kind == "attachment":
                    arrived.add(str(ours))
    link_traces.heard(tx, twins.get(tx, work.node.id, twin.id), body)
    _agree(tx, work, twin, body, meaning)
    work.note(
        "acknowledged", f"{work.agreed.remote_name} has it as {numbered(str(there.get('key') or there.get('id')))}."
    )
    return _bytes_of(tx, work, twin, arrived) if arrived else 0


def _bytes_of(tx: Tx, work: Work, twin: Twin, files: set[str]) -> int:
    """How large these files of ours are, as far as the last replica sent says so."""
    sent = twins.replica(tx, work.node.id, twin.id, "sent") or {}
    listed = sent.get("replica", {}).get("attachments")
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return sum(size_of(one) or 0 for one in found if str(one.get("id")) in files)


def _agree(tx: Tx, work: Work, twin: Twin, body: dict[str, Any], meaning: Mapping[str, Any]) -> None:
    """Both sides had what that message said: remember our form of it and what the partner's form means here.

    What left since, or was taken over from the partner since, is left as it is: messages still on their way say more.
    """
    seq = int(body.get("seq") or 0)
    ours = _marks(tx, work, twin, body, seq)
    kept = _kept_here(work, body, ours, meaning)
    known = baselines.of_twin(tx, work.node.id, twin.id)
    local: dict[str, Form] = {}
    remote: dict[str, Form] = {}
    forms = _forms(tx, work, twin, seq)
    for name in [name for name in meaning if name in ours and name not in kept]:
        row = known.get(name)
        standing = replace(standing_of(row), waiting=answered(standing_of(row).waiting, seq))
        if row is not None and standing.taken >= seq:
            local[name] = Form(standing.form(), row.local_fingerprint)
            continue
        rich, items = agreed_form(forms.get(name))
        local[name] = Form(replace(standing, rich=rich, items=items).form(), ours[name])
        value = meaning[name]
        form = {"rich": to_json(value)} if isinstance(value, Document) else None
        remote[name] = Form(form, mark(name, value))
    for one in conflicts.of_twin(tx, work.node.id, twin.id):
        if one.field in remote:
            conflicts.resolve(tx, work.node.id, one.id, "settled", work.agreed.remote_name)
    baselines.renew(tx, work.node.id, twin.id, local)
    baselines.renew(tx, work.node.id, twin.id, remote, side="remote")


def _kept_here(work: Work, body: dict[str, Any], ours: Mapping[str, str], meaning: Mapping[str, Any]) -> frozenset[str]:
    """Our names of the fields that the partner kept as they were.

    Of a field whose name means nothing here we only know that one of ours is not agreed on: any that it sees otherwise.
    """
    told = body.get("kept")
    kept = {one for one in told if isinstance(one, str)} if isinstance(told, list) else set()
    by_part = work.scripts.leave_by(ours) if work.scripts is not None else {}
    here, others = names_here(body, by_part), others_of_that_name(body, by_part)
    found = (kept & set(ours)) - others | {name for one in kept for name in here.get(one, ())}
    if any(one not in ours and one not in here for one in kept):
        found |= {name for name, value in meaning.items() if name in ours and mark(name, value) != ours[name]}
    return frozenset(found)


def _marks(tx: Tx, work: Work, twin: Twin, body: dict[str, Any], seq: int) -> dict[str, str]:
    """Our fingerprints of what that message said: the partner hands them back; else those of the last one sent."""
    told = body.get("marks")
    if isinstance(told, dict):
        return {str(name): one for name, one in told.items() if isinstance(one, str)}
    sent = twins.replica(tx, work.node.id, twin.id, "sent") or {}
    return dict(sent.get("marks") or {}) if sent.get("seq") == seq else {}


def _forms(tx: Tx, work: Work, twin: Twin, seq: int) -> dict[str, Value]:
    """Our own forms of what that message said, where it was the last one sent."""
    sent = twins.replica(tx, work.node.id, twin.id, "sent") or {}
    return decode_fields(sent.get("forms") or {}) if sent.get("seq") == seq else {}
