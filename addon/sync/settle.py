"""Of the edits that the incoming rules want, those to be made: three-way against what both sides last agreed on."""

from addon.rules.ruleset import Edits
from addon.sync.conflicts import Agreed, Verdicts, decide, mark
from addon.sync.edit_times import edit_times, standing_of
from addon.sync.incoming import Request
from addon.sync.work import Work


def settle(work: Work, request: Request, edits: Edits) -> Verdicts:
    """Decide field by field; every clash is noted with who won."""
    if request.local is None:
        return Verdicts(dict(edits.fields), wanted={name: mark(name, value) for name, value in edits.fields.items()})
    here, baseline = request.local.fields, request.pair.baseline
    marks = {name: mark(name, here.get(name)) for name in edits.fields}
    told = _times(request.body.get("edited"))
    found = decide(
        edits.fields,
        here,
        {
            name: Agreed(row.local_fingerprint, row.remote_fingerprint)
            for name, row in baseline.items()
            if row.local_fingerprint and row.remote_fingerprint
        },
        here_at=edit_times(request.local, marks, baseline),
        there_at={name: told.get(name, _otherwise(request, name)) for name in edits.fields},
        initiator=work.agreed.initiator,
        waiting=[name for name in edits.fields if standing_of(baseline.get(name)).waiting is not None],
        told=told,
    )
    for clash in found.clashes:
        winner = work.agreed.remote_name if clash.taken else work.agreed.local_name
        work.note(
            "conflict", f"Both sides edited {clash.field}; the newer edit, by {winner}, stands.", field=clash.field
        )
    return found


def _times(found: object) -> dict[str, int]:
    """When the partner edited what it says it edited."""
    if not isinstance(found, dict):
        return {}
    return {str(name): at for name, at in found.items() if isinstance(at, int) and not isinstance(at, bool)}


def _otherwise(request: Request, name: str) -> int:
    """The time of a field that the partner does not name: it did not edit it, unless rules made it of others."""
    if name in request.replica and isinstance(request.body.get("edited"), dict):
        return 0
    return int(request.body.get("at") or 0)
