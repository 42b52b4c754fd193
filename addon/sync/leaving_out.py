"""What a change goes on without: a part that is refused for what it is, a file that is gone or comes later.

Everything else of the change is made; the timeline says what was left out, and Errors where a person can mend it.
"""

from collections.abc import Callable

from addon.connections import arriving
from addon.connections.files import FileGone
from addon.platforms.base import Call
from addon.platforms.errors import PlatformError, Reason
from addon.storage import errors
from addon.storage.transaction import Tx
from addon.sync import agreeing, pictures, receiving
from addon.sync.incoming import Request
from addon.sync.work import Work

CONTENT = frozenset({Reason.TOO_LARGE, Reason.REFUSED_FIELDS, Reason.REFUSED})
"""Refusals of a comment, file, work log or link for what is in it."""
LEFT_OUT = "part_left_out"
PARTS = {"comment": "A comment", "worklog": "Logged work", "link": "A link"}
PART_TODO = (
    "Shorten or replace it on the other side, or let this tracker take it: it is tried again with the next change "
    "there."
)
LINK_TODO = (
    "Set linkTypeName to a type of links that this tracker has, in the incoming rule, or map it there; the link is "
    "tried again with the next change."
)


def goes_on_without(
    work: Work, request: Request, call: Call, entity_id: str | None, problem: PlatformError
) -> Callable[[Tx], None] | None:
    """Whether the rest goes on without this refused call; what is to be committed with that, None when it does not.

    What is left out is noted here.
    """
    if receiving.goes_on_without(work, call, problem):
        return _put_off(work, call, entity_id, problem)
    if pictures.may_be_left(call, problem):
        work.note("pictures_left_out", f"Pictures are shown by their names only: {problem.message}")
    elif isinstance(problem, FileGone):
        work.note("file_left_out", f"{call.body.get('filename')} was left out: {problem.message}")
    elif _links_nothing(request, call, problem):
        work.note("link_left_out", f"A link was left out, its other end or its type is not there: {problem.message}")
    elif _is_refused_part(call, problem):
        return _refused_part(work, call, entity_id, problem)
    else:
        return None
    return lambda tx: None


def let_go(tx: Tx, work: Work, call: Call) -> None:
    """Whatever a private partner sent of a file is not needed any more."""
    if call.kind == "attachment_add" and work.agreed.transport == "polled":
        arriving.forget(tx, work.agreed, work.claim.entity_key, call.remote_id)


def _links_nothing(request: Request, call: Call, problem: PlatformError) -> bool:
    """Whether a link was refused because its other end is gone: nobody has to mend that for the rest to go on.

    The entity itself was read for this request, unless what we remember of it had to do.
    """
    link = call.kind == "link_add" and not call.sets
    return link and problem.reason is Reason.NOT_FOUND and not request.remembered


def _is_refused_part(call: Call, problem: PlatformError) -> bool:
    """Whether a comment, file, work log or link is refused for what it is, so that it would be refused each time.

    A parent is a field, and no part in this sense.
    """
    kind, _, action = call.kind.partition("_")
    part = kind in agreeing.TRACED or (kind == "link" and not call.sets)
    return part and action in ("add", "edit") and problem.permanent and problem.reason in CONTENT


def _refused_part(work: Work, call: Call, entity_id: str | None, problem: PlatformError) -> Callable[[Tx], None]:
    """Say it in the timeline, and in Errors until the part goes through or somebody dismisses it.

    An entity has one such error: it names all parts of this change, a line each.
    """
    what = f"“{call.body.get('filename')}”" if call.kind == "attachment_add" else PARTS[call.kind.partition("_")[0]]
    words = f"{what} was left out, everything else goes on: {problem.message}"
    work.note(LEFT_OUT, words)
    all_words = "\n".join(dict.fromkeys(text.rstrip(".") + "." for step, text, _ in work.steps if step == LEFT_OUT))
    too_many = problem.reason is Reason.TOO_LARGE

    def write(tx: Tx) -> None:
        let_go(tx, work, call)
        errors.report(
            tx,
            work.node.id,
            impact="entity",
            reason=LEFT_OUT,
            message=all_words,
            connection_id=work.agreed.id,
            entity_id=entity_id or "",
            entity_key=work.claim.entity_label or entity_id or "",
            detail={"todo": LINK_TODO if call.kind == "link_add" and not too_many else PART_TODO},
        )

    return write


def _put_off(work: Work, call: Call, entity_id: str | None, problem: PlatformError) -> Callable[[Tx], None]:
    """A file that cannot be had now comes by itself."""
    words = f"{call.body.get('filename')} is fetched later, everything else goes on: {problem.message}"
    work.note("file_put_off", words)
    return lambda tx: receiving.put_off(tx, work, call, entity_id or "")
