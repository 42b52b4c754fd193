"""The types that code in front of a cursor writes before names: `List<String> rows`, `String[] words`, `catch (e)`."""

from collections.abc import Callable

from addon.scripting.before_cursor import Piece

PRIMITIVES = {
    "int": "Integer",
    "long": "Long",
    "short": "Short",
    "byte": "Byte",
    "boolean": "Boolean",
    "char": "Character",
    "double": "Double",
    "float": "Float",
}
UNTYPED = frozenset(("def", "var", "final"))
NAMED_CLASS = frozenset(("class", "trait", "interface", "enum", "record"))
"""Words before the name of a class of the script."""
LONGEST_TYPE = 40
"""Tokens that a type is looked for in."""

Pieces = tuple[Piece, ...]


def type_before(pieces: Pieces, name: int) -> tuple[str, str] | None:
    """The type in front of the name at this place, and that of its elements; empty texts where it is left open, None
    where nothing declares the name."""
    at = name - 1
    if at < 0:
        return None
    if pieces[at].text == "]" and at > 1 and pieces[at - 1].text == "[" and _type_word(pieces[at - 2]):
        return "List", simple(pieces[at - 2].text)
    if pieces[at].text == ">":
        return _generic(pieces, at)
    if pieces[at].kind != "id":
        caught = at > 0 and pieces[at].text == "(" and pieces[at - 1] == Piece("id", "catch")
        return ("Exception", "") if caught else None
    if pieces[at].text in UNTYPED:
        return "", ""
    return (simple(pieces[at].text), "") if _type_word(pieces[at]) else None


def _generic(pieces: Pieces, closing: int) -> tuple[str, str] | None:
    """`Name<A, B>` that ends here: the name, and its only or last argument where that is a plain one."""
    depth = 0
    for at in range(closing, max(closing - LONGEST_TYPE, 0), -1):
        depth += (pieces[at].text == ">") - (pieces[at].text == "<")
        if depth == 0:
            only = closing - at == 2 and pieces[at + 1].kind == "id"
            element = simple(pieces[at + 1].text) if only else ""
            return (pieces[at - 1].text, element) if _type_word(pieces[at - 1]) else None
        if pieces[at].kind != "id" and pieces[at].text not in ("<", ">", ",", "?", "."):
            return None
    return None


def _type_word(piece: Piece) -> bool:
    return piece.kind == "id" and (piece.text[0].isupper() or piece.text in PRIMITIVES)


def simple(name: str) -> str:
    """A type's name, that of its class for a primitive one."""
    return PRIMITIVES.get(name, name)


def class_around(pieces: Pieces, at: int, partner: Callable[[int], int | None]) -> str:
    """The class of the script whose body this place is in; empty outside of one."""
    place = at - 1
    while place > 0:
        closed = partner(place) if pieces[place].text in ("}", ")", "]") else None
        if closed is not None:
            place = closed - 1
            continue
        if pieces[place] == Piece("op", "{"):
            head = place - 1
            while head > 0 and (pieces[head].kind == "id" or pieces[head].text in (",", "<", ">", ".")):
                if pieces[head - 1].kind == "id" and pieces[head - 1].text in NAMED_CLASS:
                    return pieces[head].text
                head -= 1
        place -= 1
    return ""
