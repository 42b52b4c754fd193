"""The token cursor under the parser: peeking, expecting, failing."""

from typing import NoReturn

from addon.scripting.errors import CompileError, Problem
from addon.scripting.tokens import Token, shown

DEEPEST = 200
ENDS = frozenset(("nl", "eof"))
"""Kinds of tokens that end a statement."""


class Cursor:
    """Position in a token list, and the nesting depth reached."""

    def __init__(self, tokens: list[Token], source: str, depth: int = 0) -> None:
        self.tokens = tokens
        self.source = source
        self.index = 0
        self.token = tokens[0]
        self.depth = depth

    def advance(self) -> Token:
        """The current token; move to the next."""
        token = self.token
        if token.kind != "eof":
            self.index += 1
            self.token = self.tokens[self.index]
        return token

    def at(self, index: int) -> Token:
        """The token so many places ahead (never past the last)."""
        place = self.index + index
        return self.tokens[place] if place < len(self.tokens) else self.tokens[-1]

    def go(self, index: int) -> None:
        """Jump to an absolute index."""
        self.index = index
        self.token = self.tokens[index]

    def is_op(self, value: str) -> bool:
        return self.token.kind == "op" and self.token.value == value

    def is_word(self, value: str) -> bool:
        return self.token.value == value and self.token.kind in ("kw", "id")

    def take_op(self, value: str) -> bool:
        """Move past an operator if it is there."""
        if self.token.kind == "op" and self.token.value == value:
            self.advance()
            return True
        return False

    def take_word(self, value: str) -> bool:
        if self.is_word(value):
            self.advance()
            return True
        return False

    def expect_op(self, value: str) -> Token:
        if not self.is_op(value):
            self.unexpected(f"'{value}'")
        return self.advance()

    def expect_word(self, value: str) -> Token:
        if not self.is_word(value):
            self.unexpected(f"'{value}'")
        return self.advance()

    def expect_name(self, what: str = "a name") -> Token:
        if self.token.kind != "id" and not (self.token.kind == "kw" and self.token.value in _SOFT):
            self.unexpected(what)
        return self.advance()

    def skip_lines(self) -> None:
        """Move past newlines."""
        while self.token.kind == "nl":
            self.advance()

    def assigned(self) -> bool:
        """Move past `=` if it is there, perhaps on a later line."""
        following = self.after_lines()
        if following.kind != "op" or following.value != "=":
            return False
        self.skip_lines()
        self.advance()
        return True

    def after_lines(self) -> Token:
        """The next token that is no newline, without moving."""
        index = self.index
        tokens = self.tokens
        while tokens[index].kind == "nl":
            index += 1
        return tokens[index]

    def unexpected(self, expected: str | None = None) -> NoReturn:
        wanted = f"; expected {expected}" if expected else ""
        self.fail(f"Unexpected input: {shown(self.token)}{wanted}")

    def fail(self, message: str, token: Token | None = None) -> NoReturn:
        place = token or self.token
        raise CompileError([Problem(place.line, place.column, "error", message)])

    def deeper(self) -> None:
        """Count one more level of nesting; callers subtract it again."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"The script is nested deeper than {DEEPEST} levels.")


_SOFT = frozenset(("trait", "native", "transient", "volatile", "as", "in"))
