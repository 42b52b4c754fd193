"""Of the edits that the incoming rules want, those to be made: three-way against what both sides last agreed on."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from addon.replica.threeway import union
from addon.replica.values import RichText
from addon.richtext import Document, Refused, fingerprint, from_json
from addon.rules.ruleset import Edits
from addon.storage.baselines import Baseline
from addon.sync.conflicts import Agreed, Clash, Verdicts, comparable, decide, document, mark
from addon.sync.edit_times import edit_times, standing_of
from addon.sync.incoming import Request
from addon.sync.named_here import told_of
from addon.sync.policy import Policy, Winner, policies_of, policy_for, told, winner
from addon.sync.rich_merge import both, taken
from addon.sync.work import Work

FOR_PANEL = frozenset({"frozen", "choice_needed", "files_over_limit"})
"""Notes that whoever looks at the entity should see."""
ANSWERS = 1
"""How much later than the partner's edit a text counts that was put together with it (ms): so the partner knows it."""


def settle(work: Work, request: Request, edits: Edits) -> Verdicts:
    """Decide field by field; every clash is noted with what became of it."""
    if request.again:  # what else the replica says was decided when it arrived, and both sides may have moved on
        edits = replace(edits, fields={name: value for name, value in edits.fields.items() if name == "parent"})
    rich = {name: value for name, value in edits.fields.items() if isinstance(value, Document)}
    if request.local is None:
        marks = {name: mark(name, value) for name, value in edits.fields.items()}
        return Verdicts(dict(edits.fields), wanted=marks, rich=rich)
    here, baseline = request.local.fields, request.pair.baseline
    marks = {name: mark(name, here.get(name)) for name in edits.fields}
    edited_there = _times(request.body.get("edited"))
    ours = _written_before(request, edits)
    found = decide(
        edits.fields,
        here,
        {
            name: Agreed(row.local_fingerprint, row.remote_fingerprint)
            for name, row in baseline.items()
            if row.local_fingerprint and row.remote_fingerprint
        },
        here_at={name: at for name, at in edit_times(request.local, marks, baseline).items() if name not in ours},
        there_at={name: edited_there.get(name, _otherwise(request, name)) for name in edits.fields},
        initiator=work.agreed.initiator,
        waiting=[name for name in edits.fields if standing_of(baseline.get(name)).waiting is not None],
        told=edited_there,
        decider=_Decider(work, request),
    )
    found = replace(found, wanted={**ours, **found.wanted}, rich={**_texts(request, ours), **rich}, stored=tuple(ours))
    found = _put_together(request, edits, found)
    found = _as_chosen(request, edits, found)
    found = _without_frozen(work, request, found)
    _note(work, found)
    return found


def _written_before(request: Request, edits: Edits) -> dict[str, str]:
    """Fields that stand as an attempt before this one wrote them, though its call was refused in the end.

    Taken for an edit made here, at the time of that write, such a field would beat what the partner edited before it.
    """
    plan, local = request.refused, request.local
    if plan is None or local is None:
        return {}
    wanted = {name: plan["wanted"][name] for name in plan["take"] if name in plan["wanted"]}
    ours = {name: told for name, told in wanted.items() if mark(name, local.fields.get(name)) == told}
    return {
        name: told for name, told in ours.items() if mark(name, edits.fields.get(name, local.fields.get(name))) == told
    }


def _texts(request: Request, ours: Collection[str]) -> dict[str, Document]:
    """The partner's form of rich text among them."""
    kept = (request.refused or {}).get("rich") or {}
    return {name: from_json(kept[name]) for name in ours if name in kept}


def own_policies(work: Work) -> dict[str, Policy]:
    """The policies of this side's current rule version."""
    saved = work.saved_rules
    return policies_of(saved.settings) if saved is not None else {}


class _Decider:
    """Who wins a field, by the policies of both sides; they are read when the first clash asks for them."""

    def __init__(self, work: Work, request: Request) -> None:
        self._work, self._theirs = work, told(request.body)
        self._ours: dict[str, Policy] | None = None

    def __call__(self, name: str, here_at: int, there_at: int) -> Winner:
        if not there_at:
            return "here"  # the partner edited nothing, whoever has the say: it takes over ours, which is on its way
        if self._ours is None:
            self._ours = own_policies(self._work)
        ours, theirs = policy_for(name, self._ours), policy_for(name, self._theirs)
        return winner(ours, theirs, here_at, there_at, initiator=self._work.agreed.initiator)


@dataclass(frozen=True, slots=True)
class _Text:
    """What becomes of rich text: what is written (None: nothing), the time of what was put together, the clash left."""

    written: Document | None = None
    merged_at: int = 0
    clash: Clash | None = None


def _put_together(request: Request, edits: Edits, found: Verdicts) -> Verdicts:
    """Take rich text over block by block, unite lists; where both sides' edits fit, the clash is none."""
    assert request.local is not None
    take, keep, merged = dict(found.take), list(found.keep), dict(found.merged)
    clashes: list[Clash] = []
    fought = {clash.field: clash for clash in found.clashes}
    for name, value in edits.fields.items():
        row, current, clash = request.pair.baseline.get(name), request.local.fields.get(name), fought.get(name)
        if clash is not None and clash.winner == "union":
            clash = _united(request, name, value, clash, take, merged)
        elif isinstance(value, Document) and (current is None or isinstance(current, RichText)):
            text = _rich(value, document(current), row, clash, wanted=name in take)
            clash = text.clash
            take.pop(name, None)
            if text.written is not None:
                take[name] = text.written
            if text.merged_at:
                merged[name] = text.merged_at
        if clash is not None:
            clashes.append(clash)
        if name in keep and (name in merged or name in take):
            keep.remove(name)
    return replace(found, take=take, keep=tuple(keep), clashes=tuple(clashes), merged=merged)


def _united(
    request: Request, name: str, value: Any, clash: Clash, take: dict[str, Any], merged: dict[str, int]
) -> Clash | None:
    """Both sides' additions and removals of a list; what is no list goes to the newer edit."""
    assert request.local is not None
    current = request.local.fields.get(name)
    if not isinstance(current, tuple) or not isinstance(value, tuple):
        newer = "there" if clash.there_at > clash.here_at else "here"
        if newer == "there":
            take[name] = value
        return replace(clash, winner=newer)  # type: ignore[arg-type]
    together = union(current, value, standing_of(request.pair.baseline.get(name)).items)
    merged[name] = max(clash.here_at, clash.there_at)
    if mark(name, together) != mark(name, current):
        take[name] = together
    return None


def _rich(value: Document, here: Document, row: Baseline | None, clash: Clash | None, *, wanted: bool) -> _Text:
    """One side's text is taken over, or both are put together; `wanted` is what comes where nothing clashes."""
    before, standing = _before(row), standing_of(row)
    if clash is None:
        return _Text(taken(here, before, value) if wanted else None)
    if clash.winner == "here" and not clash.there_at:
        return _Text()  # the partner edited nothing: what it has is an older edit of ours, and not to be put into this
    waits = standing.waiting is not None
    if waits and clash.winner != "ask" and clash.there_at == clash.here_at + ANSWERS:
        return _Text(taken(here, None, _in_our_form(standing.rich, before, value)))  # what stands here is in it already
    if clash.winner == "ask" or (waits and clash.winner == "here"):
        # Ours is on its way, and the partner puts both together; if both sides did, they might never agree.
        return _Text(clash=clash)
    if standing.rich is None or before is None:
        return _Text(taken(here, None, value) if clash.taken else None, clash=clash)
    return _woven(document(standing.rich), here, before, value, clash)


def _woven(base: Document, here: Document, before: Document, value: Document, clash: Clash) -> _Text:
    """Both sides' edits of a text on which they agreed as `base` here and `before` there."""
    found = both(base, here, taken(base, before, value), theirs_stands=clash.taken)
    as_here = fingerprint(found.document) == fingerprint(here)
    if found.clash and not clash.taken and as_here:
        return _Text(clash=clash)
    theirs_too = fingerprint(found.document) == fingerprint(value)
    return _Text(
        None if as_here else found.document,
        0 if theirs_too else clash.there_at + ANSWERS,
        clash if found.clash else None,
    )


def _in_our_form(base: RichText | None, before: Document | None, value: Document) -> Document:
    """What the partner put together, with what its form cannot show, as a code's language, kept as last agreed on."""
    return value if base is None or before is None else taken(document(base), before, value)


def _before(row: Baseline | None) -> Document | None:
    """The partner's form of rich text when both last agreed."""
    form: Any = row.remote_form if row is not None else None
    if not isinstance(form, dict) or "rich" not in form:
        return None
    try:
        return from_json(form["rich"])
    except Refused:
        return None


def _as_chosen(request: Request, edits: Edits, found: Verdicts) -> Verdicts:
    """What a person chose in the inbox stands, whatever the policies say."""
    chosen = request.body.get("decided")
    names = {name for name in chosen if name in edits.fields} if isinstance(chosen, list) else set()
    if not names:
        return found
    assert request.local is not None
    take = dict(found.take)
    for name in names:
        value, current = edits.fields[name], request.local.fields.get(name)
        if comparable(value) == comparable(current):
            continue
        if isinstance(value, Document) and isinstance(current, RichText):
            value = taken(document(current), None, value)
        take[name] = value
    return replace(
        found,
        take=take,
        keep=tuple(name for name in found.keep if name not in names),
        clashes=tuple(clash for clash in found.clashes if clash.field not in names),
        merged={name: at for name, at in found.merged.items() if name not in names},
    )


def _without_frozen(work: Work, request: Request, found: Verdicts) -> Verdicts:
    """Leave frozen fields alone: they went to and fro without a person, and the connection goes on."""
    now, people = work.services.now(), request.body.get("people")
    if not isinstance(people, list):
        return found
    rows = {name: request.pair.baseline.get(name) for name in found.take if name not in people}
    frozen = [name for name, row in rows.items() if row is not None and (row.frozen_until or 0) > now]
    if not frozen:
        return found
    work.note(
        "frozen",
        f"{', '.join(frozen)} went to and fro without a person's edit and is left as it is for now. "
        "Something on one of the two sides sets it back; an edit by a person goes through again.",
        fields=frozen,
    )
    take = {name: value for name, value in found.take.items() if name not in frozen}
    return replace(found, take=take, keep=(*found.keep, *(name for name in frozen if name not in found.keep)))


def _note(work: Work, found: Verdicts) -> None:
    for name in found.merged:
        if all(clash.field != name for clash in found.clashes):
            work.note("merged", f"Both sides edited {name}; their edits were put together.", field=name)
    for clash in found.clashes:
        if clash.winner == "ask":
            words = (
                f"Both sides edited {clash.field}; both stay as they are until an administrator chooses in Liaise, "
                "on the Errors tab."
            )
            work.note("choice_needed", words, field=clash.field)
            continue
        by = work.agreed.remote_name if clash.taken else work.agreed.local_name
        words = f"Both sides edited {clash.field}; the edit by {by} stands."
        work.note("conflict", words, field=clash.field, winner=clash.winner)


def _times(found: object) -> dict[str, int]:
    """When the partner edited what it says it edited."""
    if not isinstance(found, dict):
        return {}
    return {str(name): at for name, at in found.items() if isinstance(at, int) and not isinstance(at, bool)}


def _otherwise(request: Request, name: str) -> int:
    """The time of a field that the partner does not name: it did not edit it, unless rules made it of others."""
    known, edited = told_of(request.body), request.body.get("edited")
    if isinstance(edited, dict) and (not edited or name in (request.replica if known is None else known)):
        return 0
    return int(request.body.get("at") or 0)
