"""The entity fields a rule touches, as far as its text tells; tolerates incomplete code."""

from contextlib import suppress
from dataclasses import dataclass, field

from addon.scripting import nodes
from addon.scripting.editor import ENTITIES, PROPERTIES
from addon.scripting.errors import CompileError
from addon.scripting.nodes import Node
from addon.scripting.parser import parse
from addon.scripting.tokens import source_lines

MAPS = ("customFields", "customKeys")
MERGED = {"mergeComments": "comments", "mergeAttachments": "attachments", "mergeWorkLogs": "workLogs"}
"""What helpers read of each entity they are given."""
SET = {"transition": "status", "addComment": "comments"}
"""What helpers write of an entity they are given."""
CHANGING = frozenset(
    ("add", "addAll", "clear", "leftShift", "put", "putAll", "remove", "removeAll", "removeIf", "retainAll", "push")
)
"""Methods that change the list or map they are called on."""


MOST_READ = 1_000_000
"""Characters that are read in all while lines that are no script yet are left out one after another."""


def fields(source: str) -> dict[str, list[str]]:
    """The entity fields a rule reads and writes, as `{"reads": [...], "writes": [...]}`."""
    found = _Touched()
    tree = _tolerant(source)
    if tree is not None:
        found.go(tree)
    return {"reads": sorted(found.reads), "writes": sorted(found.writes)}


def _tolerant(source: str) -> nodes.Script | None:
    """The tree of the source, or of as much of it as can be read."""
    lines = source_lines(source)
    for _ in range(max(1, min(50, MOST_READ // (len(source) + 1)))):
        try:
            return parse("\n".join(lines))
        except (CompileError, RecursionError) as error:
            at = error.problems[0].line if isinstance(error, CompileError) else len(lines)
            bad = min(max(at, 1), len(lines)) - 1
            while bad >= 0 and lines and not lines[bad].strip():
                bad -= 1
            if bad < 0 or not lines:
                return None
            lines[bad] = ""
    return None


@dataclass
class _Touched:
    reads: set[str] = field(default_factory=set)
    writes: set[str] = field(default_factory=set)
    inside: tuple[str, ...] = ()
    """The entities whose `with { }` or `tap { }` is around, the nearest first."""

    def go(self, node: Node, reading: bool = True, writing: bool = False) -> None:
        """Note what this part of a script does to fields; `writing`: it stands where a value is put."""
        path = self._path(node)
        if path is not None:
            if reading:
                self.reads.add(path)
            if writing:
                self.writes.add(path)
        if isinstance(node, nodes.Assign):
            self.go(node.target, bool(node.operator), True)
            self.go(node.value)
        elif isinstance(node, nodes.Step):
            self.go(node.target, True, True)
        elif isinstance(node, nodes.Binary) and node.operator == "<<":
            self.go(node.left, True, True)
            self.go(node.right)
        elif isinstance(node, nodes.Call):
            self._call(node, path)
        elif isinstance(node, nodes.Block):
            for statement in node.statements:
                with suppress(RecursionError):  # the others still tell what they touch
                    self.go(statement)
        elif path is None:
            for child in nodes.children(node):
                self.go(child)

    def _call(self, node: nodes.Call, path: str | None) -> None:
        """What a call changes of its owner or of the entities it is given."""
        owner, name = node.owner, node.name
        setter = _entity(owner) is not None and isinstance(name, str) and name[:3] == "set" and len(name) > 3
        if setter:
            assert isinstance(name, str)
            self.writes.add(f"{_entity(owner)}.{name[3].lower()}{name[4:]}")
        elif name == "put" and isinstance(owner, nodes.Property) and owner.name in MAPS and _word(node.arguments):
            held = self._path(owner)
            if held is not None:
                self.writes.add(f"{held}.{_word(node.arguments)}")
        elif owner is not None and path is None:
            self.go(owner, True, name in CHANGING)
        for one in node.arguments:
            given = _entity(one)
            if given is not None and name in MERGED:
                self.reads.add(f"{given}.{MERGED[name]}")
            if given is not None and name in SET:
                self.writes.add(f"{given}.{SET[name]}")
        around = _entity(owner)
        kept = self.inside
        if around is not None and name in ("with", "tap"):
            self.inside = (around, *kept)
        for one in node.arguments:
            self.go(one)
        self.inside = kept

    def _path(self, node: Node) -> str | None:
        """`issue.customFields."Name".value` as `issue.customFields.Name`, for properties of an entity."""
        words: list[str] = []
        while True:
            if isinstance(node, nodes.Property) and isinstance(node.name, str):
                words.append(node.name)
                node = node.owner
            elif isinstance(node, nodes.Index) and isinstance(_word(node.arguments), str):
                words.append(str(_word(node.arguments)))
                node = node.owner
            elif isinstance(node, nodes.Call) and node.owner is not None and isinstance(got := _got(node), str):
                words.append(got)
                node = node.owner
            else:
                break
        if not isinstance(node, nodes.Name):
            return None
        if node.name in ENTITIES:
            root = node.name
        elif self.inside and node.name in PROPERTIES:
            root = self.inside[0]
            words.append(node.name)
        else:
            return None
        if not words:
            return None
        words.reverse()
        kept = words[:2] if words[0] in MAPS else words[:1]
        return ".".join([root, *kept])


def _entity(node: Node | None) -> str | None:
    return node.name if isinstance(node, nodes.Name) and node.name in ENTITIES else None


def _word(arguments: list[Node]) -> str | None:
    """The text that is the first or only argument."""
    first = arguments[0] if arguments else None
    return first.value if isinstance(first, nodes.Literal) and isinstance(first.value, str) else None


def _got(call: nodes.Call) -> str | None:
    """What a call reads by name: `getSummary()` of an entity, `get("Name")` of a map."""
    if call.name == "get" and len(call.arguments) == 1 and isinstance(call.owner, nodes.Property):
        return _word(call.arguments) if call.owner.name in MAPS else None
    if isinstance(call.name, str) and call.name[:3] == "get" and len(call.name) > 3 and not call.arguments:
        return call.name[3].lower() + call.name[4:] if _entity(call.owner) is not None else None
    return None
