"""The recorded truth: snippets and whole rules, each with the answer that real Groovy 4 gave.

A `.groovy` file under `snippets/` or `rules/` holds many cases; a line `//// name` starts one.
`answers/<file>.jsonl` holds one answer a line, written by `record.py`, never by hand.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FIXTURES = HERE / "fixtures"
_HEADER = re.compile(r"^//// (.+)$", re.MULTILINE)
_FIXTURE = re.compile(r"(?m)^// fixture: (\S+)")


@dataclass(frozen=True)
class Case:
    """One behaviour: its group (file), its name in words, the script, and the fixture that it names."""

    group: str
    name: str
    source: str

    @property
    def slug(self) -> str:
        """The name as a class-name part: what the script's class is called after `Script_`."""
        return self.group + "_" + re.sub(r"[^A-Za-z0-9]+", "_", self.name).strip("_")

    @property
    def fixture(self) -> str | None:
        found = _FIXTURE.search(self.source)
        return found.group(1) if found else None


def read_cases(path: Path) -> Iterator[Case]:
    """Every case of one file, in order."""
    text = path.read_text(encoding="utf-8")
    pieces = _HEADER.split(text)
    for name, source in zip(pieces[1::2], pieces[2::2], strict=True):
        yield Case(path.stem, name.strip(), source.strip("\n") + "\n")


def all_cases() -> list[Case]:
    """Every case of every file; names are unique within a file."""
    files = sorted((HERE / "snippets").glob("*.groovy")) + sorted((HERE / "rules").glob("*.groovy"))
    return [case for path in files for case in read_cases(path)]


def fixture_path(name: str) -> Path:
    return FIXTURES / f"{name}.json"


def answers_path(group: str) -> Path:
    return HERE / "answers" / f"{group}.jsonl"


def read_answers() -> dict[str, dict[str, Any]]:
    """Recorded answers by slug, with `bindings` made whole again from what changed."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((HERE / "answers").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            answer = json.loads(line)
            found[answer.pop("case")] = answer
    return found


def changed(after: Any, before: Any) -> Any:
    """What differs in `after`, as compact data: whole values, or `{"~": [changed, removed]}` for a map."""
    if not (isinstance(after, dict) and isinstance(before, dict)) or list(after)[: len(before)] != list(before):
        return after
    parts = {key: changed(value, before[key]) if key in before else value for key, value in after.items()}
    kept = {key: value for key, value in parts.items() if key not in before or after[key] != before[key]}
    return {"~": kept}


def restored(change: Any, before: Any) -> Any:
    """The inverse of `changed`."""
    if not (isinstance(change, dict) and list(change) == ["~"]):
        return change
    parts = dict(before)
    for key, value in change["~"].items():
        parts[key] = restored(value, before.get(key))
    return parts
