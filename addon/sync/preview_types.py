"""What an effect preview shows, as plain data; and as JSON for a job's row and for a partner's answer."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line that a rule logged."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class ScriptProblem:
    """Why a run ended early, or why its result cannot be written; `line` None where no line is at fault."""

    side: str
    class_name: str
    message: str
    line: int | None = None
    column: int | None = None
    snippet: str = ""
    kind: str = "error"
    frames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RestCall:
    """A call that would be made: by Liaise, or by the script itself. `body` is JSON text, empty when there is none."""

    method: str
    target: str
    body: str
    by: Literal["liaise", "script"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; `kept`: what stands here was edited since and stands, `asked`: it stands until a person
    chose, `same`: nothing to write."""

    name: str
    before: str
    after: str
    rich: bool
    outcome: Literal["written", "kept", "asked", "same"]


@dataclass(frozen=True, slots=True)
class CommentChange:
    """A comment to add, edit or remove."""

    action: Literal["add", "edit", "remove"]
    text: str
    author: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file to attach or take off."""

    action: Literal["add", "remove"]
    filename: str
    filesize: int = 0


@dataclass(frozen=True, slots=True)
class OutgoingPreview:
    """What would leave. `why`: in words when nothing would; `news`: whether it differs from what was sent last."""

    sends: bool
    why: str = ""
    news: bool = False
    replica: dict[str, Any] | None = None
    log: tuple[LogLine, ...] = ()
    warnings: tuple[str, ...] = ()
    calls: tuple[RestCall, ...] = ()
    problem: ScriptProblem | None = None


@dataclass(frozen=True, slots=True)
class IncomingPreview:
    """What would happen to the local entity `target` (empty: one would be made)."""

    effect: Literal["create", "update", "connect", "nothing", "failed"]
    target: str = ""
    fields: tuple[FieldChange, ...] = ()
    comments: tuple[CommentChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    transitions: tuple[str, ...] = ()
    calls: tuple[RestCall, ...] = ()
    wishes: tuple[str, ...] = ()
    log: tuple[LogLine, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: ScriptProblem | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """Both parts for one entity, and the partner's where it was asked and allows it; notes say why one is missing.

    `incoming_now`: the incoming part is of what the partner would send now, else of what it sent last; `incoming_why`
    says why it could not be asked.
    """

    entity_id: str
    entity_key: str
    entity_url: str
    rule_number: int
    outgoing: OutgoingPreview
    incoming: IncomingPreview | None = None
    incoming_note: str = ""
    partner: IncomingPreview | None = None
    partner_note: str = ""
    incoming_now: bool = False
    incoming_why: str = ""


def as_json(preview: Preview) -> dict[str, Any]:
    """A preview as JSON-like data."""
    return asdict(preview)


def from_json(found: Mapping[str, Any]) -> Preview:
    """What `as_json` made."""
    return Preview(
        **{
            **found,
            "outgoing": OutgoingPreview(**_parts(found["outgoing"])),
            "incoming": incoming_from(found["incoming"]) if found.get("incoming") else None,
            "partner": incoming_from(found["partner"]) if found.get("partner") else None,
        }
    )


def incoming_from(found: Mapping[str, Any]) -> IncomingPreview:
    """One incoming part out of JSON."""
    return IncomingPreview(**_parts(found))


def _parts(found: Mapping[str, Any]) -> dict[str, Any]:
    kinds: dict[str, type] = {
        "log": LogLine,
        "calls": RestCall,
        "fields": FieldChange,
        "comments": CommentChange,
        "files": FileChange,
    }
    made = dict(found)
    for name, kind in kinds.items():
        if name in made:
            made[name] = tuple(kind(**one) for one in made[name] or ())
    for name in ("warnings", "transitions", "wishes"):
        if name in made:
            made[name] = tuple(made[name] or ())
    if made.get("problem"):
        made["problem"] = ScriptProblem(**{**made["problem"], "frames": tuple(made["problem"].get("frames") or ())})
    return made
