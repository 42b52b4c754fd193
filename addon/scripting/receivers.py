"""What kind of thing stands before a dot: followed from names, fields, helpers and closures."""

from addon.scripting.before_cursor import DOTS, Piece
from addon.scripting.field_kinds import ENTERED, FIELDS
from addon.scripting.host.variables import HELPERS
from addon.scripting.names import OF_VARIABLES, PARTS
from addon.scripting.steps import Kind, after, instance, named
from addon.scripting.values.classes import BY_NAME, BY_SIMPLE_NAME
from addon.scripting.written_types import class_around, type_before

ENTITIES = ("issue", "workItem", "entity", "replica", "previous")
LONGEST_PACKAGE = 8
MOST_LOOKED = 300_000
"""Tokens that are gone through for one cursor."""
DEEPEST = 8
"""Variables that are followed one from another."""
_CLOSING = {")": "(", "]": "[", "}": "{"}
_OPERATORS = {"=~": "Matcher", **dict.fromkeys(("==", "!=", "==~", "<=", ">=", "&&", "||", "instanceof"), "Boolean")}
"""By the name of an operator: the class of what it gives."""


class Receivers:
    """Answers for one cursor; `pieces` are the tokens in front of it, `classes` the script's own."""

    def __init__(self, pieces: tuple[Piece, ...], classes: frozenset[str] = frozenset()) -> None:
        self.pieces = pieces
        self.classes = classes
        self.partners = _partners(pieces)
        self.depth = self.looked = 0

    def before_dot(self, dot: int) -> Kind | None:
        """What stands before the dot at this place."""
        return self._chain(self._back(dot - 1))[0]

    def _back(self, at: int) -> int:
        while at > 0 and self.pieces[at].kind == "line":
            at -= 1
        return at

    def _is(self, at: int, *texts: str) -> bool:
        return 0 <= at < len(self.pieces) and self.pieces[at].kind != "text" and self.pieces[at].text in texts

    def _chain(self, end: int) -> tuple[Kind | None, int]:
        """The kind of the names, calls and indexes that end at this token, and where they begin."""
        steps: list[tuple[str, str, bool]] = []
        at, called = end, False
        while at >= 0:
            piece = self.pieces[at]
            if piece.kind == "op" and piece.text in _CLOSING:
                opening = self.partners.get(at)
                if opening is None:
                    return None, at
                if self._belongs(opening, piece.text):
                    if piece.text == "]":
                        steps.append(("[", "", False))
                    else:
                        called = True
                    at = opening - 1
                    continue
                return self._stepped(self._group(opening, at), steps), opening
            if piece.kind == "number":
                return self._stepped(instance("BigDecimal" if "." in piece.text else "Integer"), steps), at
            if piece.kind not in ("id", "text"):
                return None, at + 1
            dot = self._back(at - 1)
            if at > 0 and self.pieces[dot].kind == "op" and self.pieces[dot].text in DOTS:
                steps.append((self.pieces[dot].text, piece.text, called))
                at, called = self._back(dot - 1), False
                continue
            start = self._start(at, called)
            if start is None and piece.kind == "id" and not called:
                start = self._qualified(at, steps)
            return self._stepped(start, steps), at
        return None, 0

    def _qualified(self, at: int, steps: list[tuple[str, str, bool]]) -> Kind | None:
        """The class that a name and the steps after it spell; they are taken off."""
        path = self.pieces[at].text
        for count, (_, name, called) in enumerate(steps[: -LONGEST_PACKAGE - 1 : -1], 1):
            path = f"{path}.{name}"
            if path in BY_NAME:
                del steps[len(steps) - count :]
                return Kind("instance" if called and self._is(at - 1, "new") else "class", BY_NAME[path])
        return None

    def _belongs(self, opening: int, closing: str) -> bool:
        """Whether brackets are arguments, a closure or an index of what stands before them."""
        before = self.pieces[opening - 1] if opening else Piece("line", "\n")
        if closing == "}":
            return before.text == ")" or (before.kind == "id" and self._is(self._back(opening - 2), *DOTS))
        if before.kind in ("id", "text"):
            return before.text not in ("return", "in", "if", "while", "for", "switch", "case")
        return before.text in (")", "]", "}")

    def _group(self, opening: int, closing: int) -> Kind | None:
        if self.pieces[closing].text == ")":
            return self._expression(opening + 1, closing)
        if self.pieces[closing].text == "}":
            return instance("Closure")
        of_map = closing == opening + 2 and self._is(opening + 1, ":")
        if of_map or (closing > opening + 2 and self._is(opening + 2, ":")):
            return instance("LinkedHashMap")
        return Kind("list", self._expression(opening + 1, min(self._end(opening + 1), closing)))

    def _start(self, at: int, called: bool) -> Kind | None:
        piece = self.pieces[at]
        if piece.kind == "text":
            return instance("String")
        if self._is(at - 1, "new"):
            return self._of_type(piece.text)
        return None if called else self._variable(piece.text, at)

    def _stepped(self, kind: Kind | None, steps: list[tuple[str, str, bool]]) -> Kind | None:
        for dot, name, called in reversed(steps):
            last = kind
            kind = after(kind, dot, name, called)
            if kind is None and name in PARTS and (last is None or last.what == "part"):
                kind = Kind("part", name)
        return kind

    # Names

    def _variable(self, name: str, at: int) -> Kind | None:
        """What a name stands for here. Handed out by a loop or closure nothing is known of, one that is called like a
        part is one."""
        if self.depth >= DEEPEST or self.looked > MOST_LOOKED:
            return None
        self.depth += 1
        try:
            handed, found = self._handed(name, at)
            given = False
            if not handed:
                given, found = self._given(name, at)
        finally:
            self.depth -= 1
        if found is not None or given:
            return found
        if name in OF_VARIABLES:
            return Kind("part", name)
        return None if handed else self._global(name, at)

    def _global(self, name: str, at: int) -> Kind | None:
        """What a name stands for that no loop, closure or assignment in front of the place gives a meaning."""
        if name in HELPERS:
            return Kind("helper", name)
        if name in ENTITIES:
            return Kind("entity", name)
        if name == "this":
            around = class_around(self.pieces, at, self.partners.get)
            return Kind("own", around) if around else None
        if name in ("true", "false"):
            return instance("Boolean")
        if name in FIELDS and self._in_entity(at):
            return named(FIELDS[name][0])
        if name in self.classes:
            return Kind("own class", name)
        info = BY_SIMPLE_NAME.get(name)
        return None if info is None else Kind("class", info)

    def _in_entity(self, at: int) -> bool:
        """Whether the place is in a closure of `with` or `tap` of an entity."""
        place = at - 1
        while place > 0:
            if self._is(place, "}", ")", "]") and place in self.partners:
                place = self.partners[place] - 1
                continue
            if self._is(place, "{") and self._is(place - 1, "with", "tap"):
                return (self._element(place, 0) or Kind("")).what == "entity"
            place -= 1
        return False

    def _handed(self, name: str, at: int) -> tuple[bool, Kind | None]:
        """What a closure or loop around the place hands out under the name."""
        depth = 0
        place = at - 1
        while place >= 0:
            self.looked += 1
            piece = self.pieces[place]
            if piece.kind == "op":
                depth += (piece.text in "}])") - (piece.text in ("{", "[", "(", "${"))
                if depth < 0:
                    depth = 0
                    if piece.text == "{":
                        position = self._parameter(name, place)
                        if position is not None:
                            written = type_before(self.pieces, self._named(name, place))
                            return True, self._of_written(written) or self._element(place, position)
            elif piece.kind == "id" and piece.text == name and self._is(place + 1, "in", ":") and place > 0:
                head = next((one for one in range(place - 1, max(place - 4, -1), -1) if self._is(one, "(")), -1)
                if head > 0 and self._is(head - 1, "for") and head in self.partners:
                    over = self._expression(place + 2, self.partners[head])
                    return True, over.of if over is not None and over.what == "list" else None
            place -= 1
        return False, None

    def _parameter(self, name: str, opening: int) -> int | None:
        """Which parameter of the closure that opens here has this name."""
        names: list[str] = []
        place = opening + 1
        while place < len(self.pieces) and (self.pieces[place].kind in ("id", "line") or self._is(place, ",")):
            if self.pieces[place].kind == "id" and not self._is(place + 1, *"<[") and self.pieces[place + 1 :][:1]:
                following = self.pieces[place + 1].text
                if following in (",", "->"):
                    names.append(self.pieces[place].text)
            place += 1
        if self._is(place, "->"):
            return names.index(name) if name in names else None
        return 0 if name == "it" else None

    def _named(self, name: str, opening: int) -> int:
        """The place of a parameter's name in the closure that opens here; that of its sign for `it`."""
        return next((at for at in range(opening, len(self.pieces)) if self._is(at, name, "->")), opening)

    def _of_written(self, written: tuple[str, str] | None) -> Kind | None:
        """The kind of a type as it is written before a name."""
        if written is None or not written[0]:
            return None
        found = self._of_type(written[0])
        if found == Kind("list") and written[1]:
            return Kind("list", self._of_type(written[1]))
        return found

    def _element(self, opening: int, position: int) -> Kind | None:
        """What the call before a closure hands to its parameter."""
        at = opening - 1
        if self._is(at, ")"):
            at = self.partners.get(at, 0) - 1
        elif self._is(at, "(", ","):
            while at > 0 and not self._is(at, "("):
                at = self.partners.get(at, at) - 1
            at -= 1
        if at < 2 or self.pieces[at].kind != "id" or not self._is(self._back(at - 1), *DOTS):
            return None
        method = self.pieces[at].text
        owner = self.before_dot(self._back(at - 1))
        if owner is None:
            return None
        if owner.what == "helper":
            return named(ENTERED[method]) if method in ENTERED else None
        if method in ("with", "tap"):
            return owner
        if owner.what == "list" and position == (1 if method == "inject" else 0):
            return owner.of if isinstance(owner.of, Kind) else None
        if owner == instance("Integer") and method in ("times", "upto", "downto", "step"):
            return owner
        if owner == instance("LinkedHashMap") and not position and not self._is(opening + 2, ","):
            return instance("Entry") if method not in ("computeIfAbsent", "withDefault") else None
        return None

    def _given(self, name: str, at: int) -> tuple[bool, Kind | None]:
        """What a variable was given last before the place, or declared as."""
        for place in range(at - 1, -1, -1):
            self.looked += 1
            piece = self.pieces[place]
            if piece.kind != "id" or piece.text != name or self._is(self._back(place - 1), *DOTS):
                continue
            written = type_before(self.pieces, place)
            if self._is(place + 1, "="):
                found = self._of_written(written)
                given = None if found is not None and found.of is not None else self._value(place + 2)
                return True, given or found
            if written is not None:
                return True, self._of_written(written)
        return False, None

    def _of_type(self, name: str) -> Kind | None:
        return Kind("own", name) if name in self.classes else instance(name)

    # Expressions

    def _value(self, start: int) -> Kind | None:
        return self._expression(start, self._end(start))

    def _end(self, start: int) -> int:
        """Where the statement that begins here ends."""
        at = start
        while at < len(self.pieces):
            piece = self.pieces[at]
            if piece.kind == "op":
                if piece.text in ("(", "[", "{", "?[") and at in self.partners:
                    at = self.partners[at] + 1
                    continue
                if piece.text in (";", ")", "]", "}", ","):
                    break
            if piece.kind == "line" and not self._is(at + 1, *DOTS, "?:", "?", ":"):
                break
            at += 1
        return at

    def _expression(self, start: int, end: int) -> Kind | None:
        """The kind of the tokens from `start` to before `end`."""
        at, result = start, ""
        while at < end:
            piece = self.pieces[at]
            if piece.kind == "op" and piece.text in ("(", "[", "{", "?["):
                at = self.partners.get(at, at)
            elif self._is(at, "as") and at + 1 < end:
                return instance(self.pieces[at + 1].text)
            elif self._is(at, "..", "..<"):
                return Kind("list", instance("Integer"))
            elif self._is(at, "?:"):
                return self._expression(start, at)
            elif self._is(at, "?"):
                return self._choice(at, end)
            elif self._is(at, *_OPERATORS):
                result = result or _OPERATORS[self.pieces[at].text]
            at += 1
        if result:
            return instance(result)
        last = self._back(end - 1)
        if last < start:
            return None
        kind, first = self._chain(last)
        while first > start and self._is(first - 1, "new"):
            first -= 1
        return kind if first <= start else None

    def _choice(self, question: int, end: int) -> Kind | None:
        """The kind of the first of two values that is known."""
        colon = question + 1
        while colon < end and not self._is(colon, ":"):
            colon = self.partners.get(colon, colon) + 1 if self._is(colon, "(", "[", "{") else colon + 1
        found = self._expression(question + 1, colon)
        return found if found is not None and found != Kind("list") else self._expression(colon + 1, end) or found


def _partners(pieces: tuple[Piece, ...]) -> dict[int, int]:
    """The places of brackets that belong together, both ways."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, piece in enumerate(pieces):
        if piece.kind != "op":
            continue
        if piece.text in ("(", "[", "{", "?[", "${"):
            opened.append(at)
        elif piece.text in _CLOSING and opened and pieces[opened[-1]].text[-1] == _CLOSING[piece.text]:
            begun = opened.pop()
            found[begun], found[at] = at, begun
    return found
