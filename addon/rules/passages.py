"""Which fields of an entity go through which parts of a replica, as far as the text of a rule says it.

The two sides of a connection call a field by names of their own: what one knows as `customfield_10014` and the other as
`Custom.Region` is `replica.customer` to both their rules. So a message says of each field by which parts it leaves, and
the receiver looks which of its own fields are made of these.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

_STEP = r"(?:\s*\??\.\s*|\s*\[\s*)"
_NAME = r"""(?:"([^"\n]{1,200})"|'([^'\n]{1,200})'|([A-Za-z_]\w{0,200}))"""
_OF_REPLICA = re.compile(rf"\breplica{_STEP}(?:(customFields|customKeys){_STEP}{_NAME}|{_NAME})")
_BEFORE = re.compile(rf"\bprevious{_STEP}{_NAME}")
_KEPT = re.compile(r"^\s*(?:final\s+)?(?:[A-Za-z_][\w.<>\[\]]{0,60}\s+)?([A-Za-z_]\w{0,60})\s*=(?![=~])")
_ENDS = r"(?!\w)(?!\.(?!(?:name|value|key|id|label|displayName|accountId|email)\b))"
"""A field's name ends there, or what is asked of its value follows; else it may be the beginning of a longer name."""
_WORD = re.compile(r"""(?<![\w."'])[A-Za-z_]\w*""")
_ENTITIES = frozenset({"replica", "issue", "workItem", "entity"})
LONGEST = 200_000
"""Letters of a text that are looked at; what goes through further down is known by its name only."""


def passages(text: str, called: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The parts of the replica that statements speak of together with each field; `called` has the fields' names.

    A variable stands for what was put into it. Fields that no statement speaks of together with a part are left out.
    """
    names = tuple(sorted((field, *sorted({one for one in known if one})) for field, known in called.items()))
    return dict(_passages(text[:LONGEST], names))


@lru_cache(maxsize=256)
def _passages(text: str, names: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_name: dict[str, set[str]] = {}
    for field, *known in names:
        for one in (field, *known):
            by_name.setdefault(one, set()).add(field)
    if not by_name:
        return ()
    longest_first = sorted(by_name, key=lambda one: (-len(one), one))
    of_entity = re.compile(rf"""[.\["']\s*({"|".join(map(re.escape, longest_first))}){_ENDS}""")
    found: dict[str, set[str]] = {}
    kept: dict[str, tuple[set[str], set[str]]] = {}
    for statement in _statements(text):
        parts = {_part(one) for one in _OF_REPLICA.finditer(statement)}
        rest = _BEFORE.sub(" ", _OF_REPLICA.sub(" ", statement))
        fields = {field for one in of_entity.finditer(rest) for field in by_name[one[1]]}
        for word in kept.keys() & set(_WORD.findall(rest)):
            parts |= kept[word][0]
            fields |= kept[word][1]
        for field in fields:
            found.setdefault(field, set()).update(parts)
        variable = _KEPT.match(rest)
        if variable is not None and variable[1] not in _ENTITIES and (parts or fields):
            kept[variable[1]] = (parts, fields)
    return tuple((field, tuple(sorted(parts))) for field, parts in sorted(found.items()) if parts)


def _part(found: re.Match[str]) -> str:
    group, *names = found.groups()
    name = next(one for one in names if one is not None)
    return f"{group}.{name}" if group else name


def _statements(text: str) -> Iterator[str]:
    """Lines, each with what belongs to it: the rest of open brackets, and what begins as no statement does."""
    waiting, open_brackets = "", 0
    for line in text.splitlines():
        said = line.strip()
        if not said or said.startswith(("//", "*", "/*")):
            continue
        if waiting and not open_brackets and not said.startswith((".", "?", ":", "+", "&&", "||")):
            yield from waiting.split(";")
            waiting = ""
        waiting = f"{waiting} {said}" if waiting else said
        open_brackets = max(0, open_brackets + sum(map(said.count, "([")) - sum(map(said.count, ")]")))
        if len(waiting) > 20_000:  # a bracket within a text, most likely
            yield from waiting.split(";")
            waiting, open_brackets = "", 0
    yield from waiting.split(";")
