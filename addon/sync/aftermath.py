"""How the local entity stands after our writes, and what of it was not our doing.

Somebody may edit a new entity between the call that makes it and the look at it that follows, or before a create
whose answer was lost is found again. Such an edit is news like any other: it is neither agreed on nor sent.
"""

from dataclasses import dataclass, replace

from addon.replica.entity import Entity
from addon.replica.values import Person, Value
from addon.rules.ruleset import Replica
from addon.sync import linked
from addon.sync.apply import Made
from addon.sync.gather import read_one
from addon.sync.incoming import Request
from addon.sync.outgoing import as_sent
from addon.sync.remembered import after_calls
from addon.sync.tracing import of_the_partner
from addon.sync.work import Work


@dataclass(frozen=True, slots=True)
class After:
    """The entity after the writes, and what it would send before and after them.

    `strangers` are fields that hold somebody else's value already; `unsure` says that something here is, or may be,
    somebody else's doing. `kept` is what is remembered for the next time.
    """

    entity: Entity
    replica: Replica
    digest: str
    digest_before: str
    kept: Entity | None
    strangers: frozenset[str] = frozenset()
    unsure: bool = False


def after_writes(work: Work, request: Request, made: tuple[Made, ...]) -> After:
    """The entity as it stands after the writes, without a call where the answers tell."""
    theirs = of_the_partner(request.pair.traces)
    before = as_sent(work.rules, request.local, theirs)[1] if request.local is not None else ""
    answers = [one.receipt.whole for one in made if one.receipt.whole is not None]
    whole = answers[-1] if answers and made[0].receipt.whole is not None else None  # else others may have been there
    base = request.local or whole
    if base is None:
        base = read_one(work, made[0].receipt.entity_id) if made else None
        assert base is not None, "a created entity can be read"
    fields: dict[str, Value] = dict(base.fields)
    for one in made:
        if one.receipt.whole is not None and one.receipt.guarded:
            fields |= one.receipt.whole.fields  # nobody wrote in between: what changed besides is our doing
        fields |= one.receipt.stored
    revision = next((one.receipt.revision for one in reversed(made) if one.receipt.revision), base.revision)
    links = linked.after_calls(base.links, [(one.call, one.receipt) for one in made])
    entity = replace(base, fields=fields, revision=revision, links=links)
    replica, digest = as_sent(work.rules, entity, theirs)
    guarded = work.tracker.capabilities.guarded_writes and not any(one.receipt.found for one in made)
    kept = after_calls(base, [(one.call, one.receipt) for one in made]) if guarded else None
    strangers, unsure = (frozenset[str](), False) if request.local is not None else _strangers(base, made)
    unsure = unsure or any(one.call.kind == "link_add" and one.receipt.found for one in made)  # it may be off again
    return After(entity, replica, digest, before, kept, strangers, unsure)


def _strangers(base: Entity, made: tuple[Made, ...]) -> tuple[frozenset[str], bool]:
    """On a new entity: the fields that somebody else wrote since, and whether anything is or may be theirs."""
    create = made[0]
    if create.receipt.whole is not None and not create.receipt.found:
        return frozenset(), False  # the create's own answer
    creator = base.fields.get("creator")
    ours = creator.id if isinstance(creator, Person) else None
    names = {edit.field for edit in base.recent if edit.by != ours}
    if base.revision.isdigit():  # the tracker counts: of what was written after the first revision nobody is known
        first = {name for name in create.call.sets if name not in create.receipt.stored or create.receipt.whole}
        return (frozenset(names | first), True) if base.revision != "1" else (frozenset(names), bool(names))
    parts = {one.receipt.sub_id for one in made}
    here = {one.id for one in base.comments or ()} | {one.id for one in base.attachments or ()}
    return frozenset(names), bool(names) or not here <= parts
