"""Reading JQL into a tree.

Covers AND, OR, NOT (also `&&`, `||`, `!`), parentheses, the comparison operators, `~`, IN, IS, lists,
functions, `issue.property[key].path`, `cf[10001]`, ORDER BY; WAS and CHANGED with their predicates.
"""

import re
from dataclasses import dataclass
from typing import Any


class JqlProblem(Exception):
    """A query that cannot be read or asked; the text is Jira's wording."""


@dataclass(frozen=True)
class Value:
    """An operand: text as written, or a function with arguments; `empty` stands for EMPTY and NULL."""

    text: str
    function: bool = False
    arguments: tuple[str, ...] = ()
    quoted: bool = False

    @property
    def name(self) -> str:
        """A function's name: case does not matter."""
        return self.text.lower()

    @property
    def empty(self) -> bool:
        return not self.quoted and not self.function and self.text.upper() in ("EMPTY", "NULL")


@dataclass(frozen=True)
class Predicate:
    """What narrows WAS and CHANGED: `word` is after, before, on, during, by, from or to."""

    word: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Clause:
    field: str
    operator: str
    values: tuple[Value, ...]
    property_path: tuple[str, str] | None = None
    """Property key and path for `issue.property[key].path`."""
    predicates: tuple[Predicate, ...] = ()


@dataclass(frozen=True)
class Group:
    """`word` is and, or, not."""

    word: str
    parts: tuple[Any, ...]


@dataclass(frozen=True)
class Query:
    where: Clause | Group | None
    order: tuple[tuple[str, bool], ...]
    """Field and whether descending."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<property>issue\.property\[\s*(?:"[^"]*"|'[^']*'|[^\]]+?)\s*\](?:\.[\w.\-]+)?)
    | (?P<custom>cf\[\s*\d+\s*\])
    | (?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<mark>!=|!~|<=|>=|&&|\|\||[=~<>(),!])
    | (?P<word>[^\s"'=~<>(),!&|\[\]]+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)


OPERATORS = (
    "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT', "
    "'WAS', 'WAS IN', 'WAS NOT', 'WAS NOT IN' and 'CHANGED'."
)
PREDICATES = ("after", "before", "on", "during", "by", "from", "to")
RESERVED = ("and", "or", "not", "in", "is", "was", "changed", "order", "by")


def parse(text: str) -> Query:
    """The tree of a query; JqlProblem says where reading stopped."""
    return _Reader(text).query()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._split(text))
        self._at = 0

    def _split(self, text: str) -> Any:
        at = 0
        while text[at:].strip():
            found = _TOKEN.match(text, at)
            if found is None:
                sign = text[at:].lstrip()[0]
                raise JqlProblem(
                    f"Error in the JQL Query: The character '{sign}' is a reserved JQL character. You must "
                    "enclose it in a string or use the escape '\\u"
                    f"{ord(sign):04x}' instead. (line 1, character {at + 1})"
                )
            kind = found.lastgroup or ""
            yield _Token(kind, found.group(kind), found.start(kind))
            at = found.end()

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _word(self, *words: str) -> bool:
        """Whether the next token is one of the words (or marks); takes it if so."""
        token = self._peek()
        if token is not None and token.kind in ("word", "mark") and token.text.lower() in words:
            self._at += 1
            return True
        return False

    def _take(self, expected: str) -> _Token:
        token = self._peek()
        if token is None:
            more = f" {OPERATORS}" if expected == "operator" else ""
            raise JqlProblem(f"Error in the JQL Query: Expecting {expected} before the end of the query.{more}")
        self._at += 1
        return token

    def _stop(self, token: _Token, expected: str) -> JqlProblem:
        return JqlProblem(
            f"Error in the JQL Query: Expecting {expected} but got '{token.text}'. (line 1, character {token.at + 1})"
        )

    def query(self) -> Query:
        where = None
        token = self._peek()
        if token is not None and token.text.lower() != "order":
            where = self._or()
        order = self._order()
        left = self._peek()
        if left is not None:
            raise self._stop(left, "either 'OR' or 'AND'")
        return Query(where, order)

    def _order(self) -> tuple[tuple[str, bool], ...]:
        if not self._word("order"):
            return ()
        token = self._take("'by'")
        if token.text.lower() != "by":
            raise self._stop(token, "'by'")
        fields = []
        while True:
            name = self._take("a field")
            descending = self._word("desc")
            if not descending:
                self._word("asc")
            fields.append((_unquote(name), descending))
            if not self._word(","):
                return tuple(fields)

    def _or(self) -> Any:
        parts = [self._and()]
        while self._word("or", "||"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Group("or", tuple(parts))

    def _and(self) -> Any:
        parts = [self._not()]
        while self._word("and", "&&"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else Group("and", tuple(parts))

    def _not(self) -> Any:
        if self._word("not", "!"):
            return Group("not", (self._not(),))
        if self._word("("):
            inner = self._or()
            close = self._take("')'")
            if close.text != ")":
                raise self._stop(close, "')'")
            return inner
        return self._clause()

    def _clause(self) -> Clause:
        token = self._take("a field name")
        if token.kind == "mark":
            raise self._stop(token, "a field name")
        path = _property(token.text) if token.kind == "property" else None
        operator = self._operator()
        if operator == "changed":
            return Clause(_unquote(token), operator, (), path, self._predicates())
        values = self._list() if operator.endswith("in") else (self._value(),)
        past = operator.startswith("was")
        return Clause(_unquote(token), operator, values, path, self._predicates() if past else ())

    def _predicates(self) -> tuple[Predicate, ...]:
        found = []
        while (token := self._peek()) is not None and token.kind == "word" and token.text.lower() in PREDICATES:
            self._at += 1
            opened = self._peek()
            many = opened is not None and opened.text == "(" and opened.kind == "mark"
            found.append(Predicate(token.text.lower(), self._list() if many else (self._value(),)))
        return tuple(found)

    def _operator(self) -> str:
        token = self._take("operator")
        text = token.text.lower()
        if token.kind == "mark" and text in ("=", "!=", "~", "!~", "<", "<=", ">", ">="):
            return text
        if text == "in":
            return "in"
        if text == "not":
            if not self._word("in"):
                raise self._stop(token, "'IN'")
            return "not in"
        if text == "is":
            return "is not" if self._word("not") else "is"
        if text == "was":
            text += " not" if self._word("not") else ""
            return text + (" in" if self._word("in") else "")
        if text == "changed":
            return "changed"
        raise JqlProblem(
            f"Error in the JQL Query: Expecting operator but got '{token.text}'. {OPERATORS} "
            f"(line 1, character {token.at + 1})"
        )

    def _list(self) -> tuple[Value, ...]:
        token = self._take("'('")
        if token.text != "(":
            self._at -= 1
            value = self._value()
            if not value.function:
                raise self._stop(token, "'('")
            return (value,)
        values = [self._value()]
        while self._word(","):
            values.append(self._value())
        close = self._take("')'")
        if close.text != ")":
            raise self._stop(close, "')'")
        return tuple(values)

    def _value(self) -> Value:
        token = self._take("either a value, list or function")
        if token.kind == "mark":
            raise self._stop(token, "either a value, list or function")
        if token.kind == "word" and self._word("("):
            arguments = []
            while not self._word(")"):
                arguments.append(_unquote(self._take("an argument")))
                self._word(",")
            return Value(token.text, True, tuple(arguments))
        if token.kind == "word" and token.text.lower() in RESERVED:
            raise JqlProblem(
                f"Error in the JQL Query: Expecting either a value, list or function but got '{token.text}'. You "
                f"must surround '{token.text}' in quotation marks to use it as a value. "
                f"(line 1, character {token.at + 1})"
            )
        return Value(_unquote(token), quoted=token.kind == "quoted")


def _unquote(token: _Token) -> str:
    if token.kind != "quoted":
        return token.text
    return re.sub(r"\\(.)", r"\1", token.text[1:-1])


def _property(text: str) -> tuple[str, str]:
    found = re.match(r"issue\.property\[\s*(.+?)\s*\](?:\.(.+))?$", text, re.IGNORECASE)
    assert found is not None
    key = found.group(1).strip("\"'")
    return key, found.group(2) or ""
