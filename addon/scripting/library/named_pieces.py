"""SimpleDateFormat patterns with the names of another language."""

from dataclasses import replace

from addon.scripting.library.date_patterns import Piece
from addon.scripting.library.languages import day_names, month_names
from addon.scripting.library.locale_words import Words

Names = tuple[tuple[str, ...], tuple[tuple[str, int], ...]]
"""The names of a field's values, and all their forms with their numbers."""


def named_pieces(pieces: list[Piece], words: Words) -> list[Piece]:
    """The pieces of a pattern with the names of a language."""
    lone = [piece.letter for piece in pieces if piece.letter] == ["M"]
    known: dict[tuple[str, int], Names] = {}
    made = []
    for piece in pieces:
        if piece.letter in ("E", "a", "G") or (piece.letter in ("M", "L") and piece.count > 2):
            kind = (piece.letter, min(piece.count, 4))
            if kind not in known:
                known[kind] = _names(piece, words, lone)
            piece = replace(piece, words=known[kind][0], read=known[kind][1])
        made.append(piece)
    return made


def _names(piece: Piece, words: Words, lone: bool) -> Names:
    """`lone`: the month is all there is, and then stands as without a day."""
    if piece.letter in ("M", "L"):
        alone = lone or piece.letter == "L"
        forms = [month_names(words, short, alone) for short in (True, False)]
        return tuple(forms[piece.count != 3]), _numbered(forms, 1)
    if piece.letter == "E":
        forms = [day_names(words, short, False) for short in (True, False)]
        return tuple(forms[piece.count > 3]), _numbered(forms, 1)
    names = (words.halves if piece.letter == "a" else words.eras).split("|")
    return tuple(names), _numbered([names], 0)


def _numbered(forms: list[list[str]], first: int) -> tuple[tuple[str, int], ...]:
    return tuple((name, number) for names in forms for number, name in enumerate(names, first))
