"""Azure DevOps' field names and values, and ours: decoding what was read, encoding what is to be written."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite, nan
from typing import Any

from addon.platforms.planning import one_line, shown
from addon.platforms.planning import refused as refused
from addon.replica.values import EntityRef, Named, Person, ProjectRef, RichText, Value

TITLE = "System.Title"
TYPE = "System.WorkItemType"
STATE = "System.State"
TAGS = "System.Tags"
DESCRIPTION = "System.Description"
REPRO_STEPS = "Microsoft.VSTS.TCM.ReproSteps"
PRIORITY = "Microsoft.VSTS.Common.Priority"
LONGEST_LINE = 255
"""Characters of a title and of any other text of one line."""

REFERENCE_NAMES: Mapping[str, str] = {
    "summary": TITLE,
    "type": TYPE,
    "status": STATE,
    "priority": PRIORITY,
    "assignee": "System.AssignedTo",
    "reporter": "System.CreatedBy",
    "labels": TAGS,
    "areaPath": "System.AreaPath",
    "iterationPath": "System.IterationPath",
    "due": "Microsoft.VSTS.Scheduling.DueDate",
    "resolution": "Microsoft.VSTS.Common.ResolvedReason",
    "created": "System.CreatedDate",
}
HUB_NAMES: Mapping[str, str] = {
    **{reference: hub for hub, reference in REFERENCE_NAMES.items()},
    DESCRIPTION: "description",
    REPRO_STEPS: "description",
}
READ_ONLY = frozenset(
    {
        "reporter",
        "creator",
        "created",
        "comment_count",
        "project",
        "System.Id",
        "System.Rev",
        "System.ChangedBy",
        "System.ChangedDate",
        "System.AuthorizedAs",
        "System.AuthorizedDate",
        "System.RevisedDate",
        "System.Watermark",
        "System.CommentCount",
        "System.AreaId",
        "System.IterationId",
        "System.NodeName",
        "System.TeamProject",
        "System.PersonId",
        "System.BoardColumn",
        "System.BoardColumnDone",
        "System.BoardLane",
        "System.Parent",
        "System.History",
    }
)
ELSEWHERE = frozenset({"System.TeamProject", "System.CommentCount", "System.Parent", "System.History"})
_SEPARATORS = re.compile(r"\s*[,;]\s*")
"""What parts one tag from the next wherever it stands: a tag cannot hold it."""
_NUMBERS: Mapping[str, type[int] | type[float]] = {
    "integer": int,
    "picklistInteger": int,
    "double": float,
    "picklistDouble": float,
}
_YES, _NO = frozenset({"true", "yes", "1", "1.0"}), frozenset({"false", "no", "0", "0.0"})
_FIRST_NUMBER = re.compile(r"\s*(\d+)\b(?![.,]\d)")
_LABEL = re.compile(r"(.*?)\s*<([^<>]+)>\s*")


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One field of the organization."""

    reference_name: str
    name: str
    type: str
    read_only: bool = False
    identity: bool = False


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """One work item type of a project."""

    name: str
    reference_name: str
    disabled: bool = False
    fields: frozenset[str] = frozenset()
    states: tuple[Named, ...] = ()
    transitions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def description_field(self) -> str:
        """Where people of this type write what it is about: Bugs have repro steps instead of a description."""
        return REPRO_STEPS if REPRO_STEPS in self.fields else DESCRIPTION


def decode(found: Any, info: FieldInfo | None, *, markdown: bool = False) -> Value:
    """One field's value as own types."""
    if found is None:
        return None
    kind = info.type if info else ""
    if info is not None and info.identity:
        return person(found)
    if isinstance(found, dict):
        return person(found) if "uniqueName" in found or "descriptor" in found else _plain_map(found)
    if kind == "html" and isinstance(found, str):
        return RichText("markdown" if markdown else "html", found)
    if isinstance(found, bool | int | float | str):
        return found
    return json.dumps(found, sort_keys=True)


def person(found: Any) -> Person | None:
    """An identity, as an object or as `Name <mail>` (reporting and hooks give that)."""
    if isinstance(found, dict):
        unique = str(found.get("uniqueName") or "")
        identifier = str(found.get("id") or found.get("descriptor") or unique)
        if not identifier:
            return None
        mail = unique if "@" in unique else None
        service = str(found.get("descriptor") or "").startswith("aadsp.")
        name = str(found.get("displayName") or "")
        return Person(identifier, name, mail, unique or None, "app" if service else "person")
    if isinstance(found, str) and found:
        match = _LABEL.fullmatch(found)
        if match:
            return Person(match[2], match[1], match[2] if "@" in match[2] else None, match[2])
        return Person(found, found)
    return None


def moment(text: Any) -> int | None:
    """Azure DevOps' time text (up to seven digits of a second) as ms since 1970."""
    if not isinstance(text, str) or not text:
        return None
    short = re.sub(r"(\.\d{6})\d+", r"\1", text)
    try:
        found = datetime.fromisoformat(short)
    except ValueError:
        return None
    return round((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000)


def time_text(at: int) -> str:
    """Ms since 1970 as Azure DevOps takes it."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at % 1000:03d}Z"


def tags(found: Any) -> tuple[str, ...]:
    """`a; b` as its parts."""
    return tuple(t.strip() for t in str(found or "").split(";") if t.strip())


def encode(name: str, value: Value, info: FieldInfo) -> Any:
    """A value as Azure DevOps takes it for this field; raises REFUSED_FIELDS when it cannot be one."""
    if info.reference_name == TAGS:
        items = value if isinstance(value, tuple) else (value,)
        return "; ".join(dict.fromkeys(_SEPARATORS.sub("_", _text(name, item).strip()) for item in items if item))
    if info.identity:
        return _identity(name, value)
    if info.type == "html":
        return _rich(name, value)
    if info.type in _NUMBERS:
        return _number(name, value, _NUMBERS[info.type])
    if info.type == "boolean":
        return _yes_or_no(name, value)
    if info.type == "dateTime" and isinstance(value, int) and not isinstance(value, bool):
        return time_text(value)
    if info.type == "string":
        return one_line(name, _text(name, value), LONGEST_LINE, "Azure DevOps")
    return _text(name, value)


def _identity(name: str, value: Value) -> Any:
    if isinstance(value, Person):
        if value.username or value.email:
            return value.username or value.email
        return {"id": value.id, "displayName": value.display_name or value.id}  # a refusal names what it was given
    return _text(name, value)


def _rich(name: str, value: Value) -> str:
    if isinstance(value, RichText):
        if value.notation in ("html", "markdown"):
            return value.source
        raise refused(name, f"needs HTML or Markdown, not {value.notation}")
    return _text(name, value)


def _yes_or_no(name: str, value: Value) -> bool:
    said = str(value.name if isinstance(value, Named) else value).strip().casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    example = f'for example: … == "{shown(value)}"'
    raise refused(name, f"needs yes or no, and “{shown(value)}” is neither. Compare it in the rule, {example}")


def _number(name: str, value: Value, kind: type[int] | type[float]) -> int | float:
    plain: Any = value.name if isinstance(value, Named) else value
    if isinstance(plain, int) and not isinstance(plain, bool):
        return kind(plain)
    try:
        found = float("" if isinstance(plain, bool) else plain)
    except (TypeError, ValueError):
        first = _FIRST_NUMBER.match(plain) if isinstance(plain, str) and kind is int else None
        found = float(first[1]) if first else nan  # picklists such as “1 - Critical” of a number field
    if not isfinite(found):
        raise refused(name, f"needs a number, and “{shown(value)}” is none")
    if kind is int and found != int(found):
        words = (
            f"needs a whole number, and “{shown(value)}” is none. Round it in the rule, for example with Math.round(…)"
        )
        raise refused(name, words)
    return kind(found)


def is_choice(written: str, allowed: Iterable[str], info: FieldInfo) -> bool:
    """Whether a list holds what is to be written: of numbers 2 and 2.0 are the same."""
    if info.type in _NUMBERS:
        return any(_as_number(one) == float(written) for one in allowed)
    return written.casefold() in {one.casefold() for one in allowed}


def _as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _text(name: str, value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Named | ProjectRef):
        return value.name
    if isinstance(value, EntityRef):
        return value.id
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    raise refused(name, f"needs text, and “{shown(value)}” is none")


def _plain_map(found: Mapping[str, Any]) -> Value:
    return {str(k): v if isinstance(v, bool | int | float | str) or v is None else str(v) for k, v in found.items()}
