"""Type names in source: parsing them, and looking ahead whether one stands somewhere."""

from addon.scripting.errors import CompileError, Problem
from addon.scripting.nodes import TypeRef
from addon.scripting.parser.annotations import HARMLESS, refusal
from addon.scripting.parser.cursor import Cursor
from addon.scripting.tokens import PRIMITIVES, Token

_MODIFIERS = frozenset(
    [
        "def",
        "var",
        "final",
        "static",
        "public",
        "private",
        "protected",
        "abstract",
        "synchronized",
        "transient",
        "volatile",
        "native",
        "strictfp",
    ]
)


MOST_DIMENSIONS = 255
"""What Java takes."""
TOO_MANY_DIMENSIONS = f"An array type has more than {MOST_DIMENSIONS} dimensions."


class TypeParser(Cursor):
    """Parsing of types and type look-ahead; `skip_type` returns the index after a type or -1."""

    def skip_type(self, index: int, lower_case: bool = False) -> int:
        """Where a type starting at absolute `index` ends. Class names start with a capital unless allowed."""
        tokens = self.tokens
        token = tokens[index]
        if token.kind == "kw" and token.value in PRIMITIVES:
            return self._skip_dimensions(index + 1)
        if token.kind != "id":
            return -1
        last = token.value
        index += 1
        while tokens[index].kind == "op" and tokens[index].value == "." and tokens[index + 1].kind == "id":
            last = tokens[index + 1].value
            index += 2
        if not lower_case and not last[0].isupper() and last[0] not in "$_":
            return -1
        if tokens[index].kind == "op" and tokens[index].value == "<":
            index = self.skip_generics(index)
            if index < 0:
                return -1
        return self._skip_dimensions(index)

    def _skip_dimensions(self, index: int) -> int:
        tokens = self.tokens
        while _op(tokens[index], "[") and _op(tokens[index + 1], "]"):
            index += 2
        return index

    def skip_generics(self, index: int) -> int:
        """The index after `<...>` starting at `index`, or -1 when it is no list of type arguments."""
        tokens = self.tokens
        depth = 0
        for at in range(index, len(tokens)):
            token = tokens[at]
            if token.kind == "op":
                if token.value == "<":
                    depth += 1
                elif token.value in (">", ">>", ">>>"):
                    depth -= len(token.value)
                    if depth <= 0:
                        return at + 1 if depth == 0 else -1
                elif token.value not in (".", ",", "?", "[", "]", "&"):
                    return -1
            elif token.kind == "kw":
                if token.value not in PRIMITIVES and token.value not in ("extends", "super"):
                    return -1
            elif token.kind not in ("id", "nl"):
                return -1
        return -1

    def parse_type(self) -> TypeRef:
        """A type at the cursor."""
        first = self.token
        if first.kind == "kw" and first.value in PRIMITIVES:
            self.advance()
            return TypeRef(first.line, first.column, first.value, self.dimensions())
        self.skip_annotations()
        words = [self.expect_name("a type").value]
        self.generics()
        while self.is_op(".") and self.at(1).kind == "id":
            self.advance()
            words.append(self.advance().value)
            self.generics()
        return TypeRef(first.line, first.column, ".".join(words), self.dimensions())

    def generics(self) -> None:
        """Move past type arguments; they mean nothing at run time."""
        if self.is_op("<"):
            end = self.skip_generics(self.index)
            if end < 0:
                self.advance()
                if self.take_op(">"):
                    return
                self.unexpected("type arguments")
            self.go(end)

    type_parameters: set[str]
    """Names declared as type parameters anywhere so far: any value fits them."""

    def declared_generics(self) -> None:
        """Move past the type parameters of a class or method, noting their names."""
        start = self.index
        self.generics()
        for at in range(start, self.index):
            if self.tokens[at].kind == "id" and self.tokens[at - 1].value in ("<", ","):
                self.type_parameters.add(self.tokens[at].value)

    def dimensions(self) -> int:
        count = 0
        while self.is_op("[") and _op(self.at(1), "]"):
            self.advance()
            self.advance()
            count += 1
            if count > MOST_DIMENSIONS:
                self.fail(TOO_MANY_DIMENSIONS)
        return count

    def skip_annotations(self) -> set[str]:
        """Move past annotations that mean nothing at run time; the names met. Others are refused."""
        names: set[str] = set()
        while self.is_op("@") and self.at(1).kind != "kw":
            at = self.advance()
            words = [self.expect_name("an annotation's name").value]
            while self.is_op(".") and self.at(1).kind == "id":
                self.advance()
                words.append(self.advance().value)
            name = words[-1]
            if name not in HARMLESS:
                message, replacement = refusal(name)
                raise CompileError([Problem(at.line, at.column, "error", message, replacement)])
            if self.is_op("("):
                depth = 0
                while self.token.kind != "eof":
                    token = self.advance()
                    if token.kind == "op" and token.value == "(":
                        depth += 1
                    elif token.kind == "op" and token.value == ")":
                        depth -= 1
                        if not depth:
                            break
            names.add(name)
            self.skip_lines()
        return names

    def is_declaration(self) -> bool:
        """Whether a declaration of a variable or method starts at the cursor."""
        token = self.token
        if token.kind == "op":
            return token.value == "@" and self.at(1).kind == "id"
        if token.kind in ("kw", "id") and token.value in _MODIFIERS:
            if token.value == "var":
                following = self.at(1)
                return following.kind == "id" or (_op(following, "(") and self._is_tuple(self.index + 1))
            return not (token.value == "synchronized" and _op(self.at(1), "("))
        if _op(token, "<"):
            return True
        if token.kind == "id" and self.at(1).kind == "id" and _op(self.at(2), "=") and token.line == self.at(1).line:
            return True
        end = self.skip_type(self.index)
        if end < 0:
            return False
        name, following = self.tokens[end], self.tokens[min(end + 1, len(self.tokens) - 1)]
        if name.kind == "str" and _op(following, "(") and name.line == token.line:
            return False
        if name.kind != "id":
            return False
        if following.kind in ("nl", "eof"):
            return True
        if following.kind == "kw":
            return bool(following.value == "in")
        if following.kind != "op":
            return False
        if following.value == "(":
            return self._is_method(end + 1)
        return following.value in ("=", ";", ",", "}", ":", ")")

    def _is_tuple(self, index: int) -> bool:
        after = self.matching(index)
        return after > 0 and _op(self.tokens[after], "=")

    def _is_method(self, index: int) -> bool:
        """Whether parentheses at `index` are followed by a body."""
        after = self.matching(index)
        if after < 0:
            return False
        token = self.tokens[after]
        while token.kind == "nl":
            after += 1
            token = self.tokens[after]
        return _op(token, "{") or token.value == "throws"

    def matching(self, index: int) -> int:
        """The index after the bracket that closes the one at `index`, or -1."""
        depth = 0
        tokens = self.tokens
        for at in range(index, len(tokens)):
            token = tokens[at]
            if token.kind == "op":
                if token.value in ("(", "[", "{", "?["):
                    depth += 1
                elif token.value in (")", "]", "}"):
                    depth -= 1
                    if not depth:
                        return at + 1
        return -1


def _op(token: Token, value: str) -> bool:
    return token.kind == "op" and token.value == value
