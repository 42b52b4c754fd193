"""Reads a query into its clauses."""

from dataclasses import dataclass
from typing import Any

from ..fields import Field, FieldCatalog
from .tokens import Token, syntax_error, tokens

LONGEST = 32_000


@dataclass(frozen=True)
class Literal:
    value: Any


@dataclass(frozen=True)
class Macro:
    """`@Today - 7`, `@StartOfWeek('-1w')`; `shift` counts days, `argument` is the text in parentheses."""

    name: str
    shift: int = 0
    argument: str = ""


@dataclass(frozen=True)
class FieldValue:
    field: Field


Operand = Literal | Macro | FieldValue


@dataclass(frozen=True)
class Comparison:
    field: Field
    operator: str
    """`=`, `<>`, `<`, `>`, `<=`, `>=`, contains, contains words, under, in, in group, is empty."""
    operands: tuple[Operand, ...]
    ever: bool = False


@dataclass(frozen=True)
class Not:
    inner: "Condition"


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Condition", ...]


Condition = Comparison | Not | AllOf | AnyOf


@dataclass(frozen=True)
class Query:
    columns: tuple[Field, ...]
    condition: Condition | None
    order: tuple[tuple[Field, bool], ...]
    """Fields with True for descending."""
    as_of: str | None = None


def parse(text: str, catalog: FieldCatalog) -> Query:
    """Read a query; the service's 400 with the words that it could not understand."""
    if len(text) > LONGEST:
        raise syntax_error(f"The query exceeds {LONGEST} characters.", text[:20])
    return _Parser(tokens(text), catalog).query()


class _Parser:
    def __init__(self, words: list[Token], catalog: FieldCatalog) -> None:
        self._words = words
        self._at = 0
        self._catalog = catalog

    def query(self) -> Query:
        if not self._keyword("select"):
            raise syntax_error("TF51005: The query statement is missing a SELECT clause.", self._peek().source)
        columns = [self._field()]
        while self._operator(","):
            columns.append(self._field())
        if not self._keyword("from"):
            raise syntax_error("TF51006: The query statement is missing a FROM clause.", self._peek().source)
        source = self._next()
        if source.text.lower() != "workitems":
            raise syntax_error("Only FROM WorkItems can be queried here.", source.source)
        condition = self._any_of() if self._keyword("where") else None
        order = self._order()
        as_of = self._next().text if self._keyword("asof") else None
        if self._peek().kind != "end":
            raise syntax_error("The query has words after its end.", self._peek().source)
        return Query(tuple(columns), condition, tuple(order), as_of)

    def _order(self) -> list[tuple[Field, bool]]:
        order: list[tuple[Field, bool]] = []
        if not self._keyword("order"):
            return order
        if not self._keyword("by"):
            raise syntax_error("ORDER must be followed by BY.", self._peek().source)
        while True:
            found = self._field()
            descending = self._keyword("desc")
            if not descending:
                self._keyword("asc")
            order.append((found, descending))
            if not self._operator(","):
                return order

    def _any_of(self) -> Condition:
        parts = [self._all_of()]
        while self._keyword("or"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all_of(self) -> Condition:
        parts = [self._one()]
        while self._keyword("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _one(self) -> Condition:
        if self._keyword("not"):
            return Not(self._one())
        if self._operator("("):
            inner = self._any_of()
            self._expect(")")
            return inner
        ever = self._keyword("ever")
        return self._comparison(self._field(), ever)

    def _comparison(self, field: Field, ever: bool) -> Condition:
        negated = self._keyword("not")
        operator = self._read_operator()
        if operator == "is empty":
            negated = negated or self._negated_empty
            condition: Condition = Comparison(field, operator, ())
            return Not(condition) if negated else condition
        if operator == "was ever":
            operator, ever = "=", True
        if operator == "in":
            self._expect("(")
            operands = [self._operand()]
            while self._operator(","):
                operands.append(self._operand())
            self._expect(")")
        else:
            operands = [self._operand()]
        self._check(field, operator)
        condition = Comparison(field, operator, tuple(operands), ever)
        return Not(condition) if negated else condition

    _negated_empty = False

    def _read_operator(self) -> str:
        word = self._next()
        text = word.text.lower()
        if word.kind == "operator" and text in ("=", "<>", "<", ">", "<=", ">="):
            return text
        if word.kind == "word":
            if text == "in":
                return "in group" if self._keyword("group") else "in"
            if text == "under":
                return text
            if text == "contains":
                return "contains words" if self._keyword("words") else "contains"
            if text == "was" and self._keyword("ever"):
                return "was ever"
            if text == "is":
                self._negated_empty = self._keyword("not")
                if self._keyword("empty"):
                    return "is empty"
        raise syntax_error("An operator is expected.", word.source)

    def _check(self, field: Field, operator: str) -> None:
        tree = field.type == "treePath"
        if (operator == "under") is not tree and (operator == "under" or operator not in ("=", "<>", "in")):
            raise syntax_error(f"The operator cannot be used with the field {field.name}.", operator)
        if operator == "in group" and field.reference_name != "System.WorkItemType" and not field.is_identity:
            raise syntax_error(f"The operator cannot be used with the field {field.name}.", operator)
        words = operator in ("contains", "contains words")
        if field.is_long_text and not words and field.reference_name != "System.Tags":
            raise syntax_error(f"The operator cannot be used with the long text field {field.name}.", operator)

    def _operand(self) -> Operand:
        word = self._next()
        if word.kind == "string":
            return Literal(word.text)
        if word.kind == "number":
            return Literal(float(word.text) if "." in word.text else int(word.text))
        if word.kind == "field":
            return FieldValue(self._known(word))
        if word.kind == "macro":
            return self._macro(word.text[1:].lower())
        if word.kind == "word" and word.text.lower() in ("true", "false"):
            return Literal(word.text.lower() == "true")
        raise syntax_error("A value is expected.", word.source)

    def _macro(self, name: str) -> Macro:
        argument = ""
        if self._operator("("):
            argument = self._next().text
            self._expect(")")
        word, shift = self._peek(), 0
        if word.kind == "operator" and word.text in "+-":
            self._next()
            shift = self._count() * (1 if word.text == "+" else -1)
        elif word.kind == "number" and word.text.startswith("-"):
            shift = self._count()
        return Macro(name, shift, argument)

    def _count(self) -> int:
        word = self._next()
        if word.kind != "number" or "." in word.text or len(word.text) > 9:
            raise syntax_error("A whole number is expected.", word.source)
        return int(word.text)

    def _field(self) -> Field:
        return self._known(self._next())

    def _known(self, word: Token) -> Field:
        found = self._catalog.find(word.text) if word.kind in ("field", "word") else None
        if found is None:
            raise syntax_error("TF51005: The query references a field that does not exist.", word.source)
        return found

    def _peek(self) -> Token:
        return self._words[self._at]

    def _next(self) -> Token:
        word = self._words[self._at]
        self._at = min(self._at + 1, len(self._words) - 1)
        return word

    def _keyword(self, text: str) -> bool:
        word = self._peek()
        if word.kind == "word" and word.text.lower() == text:
            self._next()
            return True
        return False

    def _operator(self, text: str) -> bool:
        word = self._peek()
        if word.kind == "operator" and word.text == text:
            self._next()
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._operator(text):
            raise syntax_error(f"'{text}' is expected.", self._peek().source)
