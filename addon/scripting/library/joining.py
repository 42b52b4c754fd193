"""java.util.StringJoiner and StringTokenizer."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import define
from addon.scripting.values.sets import HashSet


class Joiner:
    """java.util.StringJoiner"""

    __slots__ = ("empty", "parts", "prefix", "separator", "size", "suffix")

    def __init__(self, separator: str, prefix: str, suffix: str) -> None:
        self.separator, self.prefix, self.suffix = separator, prefix, suffix
        self.parts: list[str] = []
        self.empty: str | None = None
        self.size = len(prefix) + len(suffix)

    def value(self) -> str:
        if not self.parts and self.empty is not None:
            return self.empty
        return self.prefix + self.separator.join(self.parts) + self.suffix


class Tokenizer:
    """java.util.StringTokenizer: the tokens that are left."""

    __slots__ = ("at", "tokens")

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0


define("java.util.StringJoiner", "Object", python=[Joiner])
define("java.util.StringTokenizer", "Object", python=[Tokenizer])
joiners = Table("java.util.StringJoiner")
tokenizers = Table("java.util.StringTokenizer")
extend(Joiner, text=lambda value: value.value())


@tokenizers.method("toSet()")
def token_set(run: Any, self: Tokenizer) -> HashSet:
    """The tokens that are left as a set."""
    rest = self.tokens[self.at :]
    self.at = len(self.tokens)
    run.meter.entries(len(rest))
    return HashSet(rest)


@joiners.constructor("(CharSequence)", "(CharSequence, CharSequence, CharSequence)")
def make_joiner(run: Any, separator: str, prefix: str = "", suffix: str = "") -> Joiner:
    """Texts with a separator between, and something before and after them all."""
    return Joiner(separator, prefix, suffix)


@joiners.method("add(Object)")
def add(run: Any, self: Joiner, value: Any) -> Joiner:
    """Add a text."""
    part = text(value)
    self.size += len(part) + len(self.separator)
    run.meter.text(self.size if self.size > run.meter.limits.string else len(part))
    self.parts.append(part)
    return self


@joiners.method("setEmptyValue(CharSequence)")
def set_empty(run: Any, self: Joiner, value: str) -> Joiner:
    """What to give when nothing was added."""
    self.empty = value
    return self


@joiners.method("merge(StringJoiner)")
def merge(run: Any, self: Joiner, other: Joiner) -> Joiner:
    """Add what another holds, without its ends, as one part."""
    return add(run, self, other.separator.join(other.parts)) if other.parts else self


@joiners.method("toString()")
def joined(run: Any, self: Joiner) -> str:
    """Everything joined."""
    run.meter.text(self.size)
    return self.value()


@joiners.method("length()")
def length(run: Any, self: Joiner) -> int:
    """How long the whole is."""
    run.meter.text(self.size)
    return len(self.value())


@tokenizers.constructor("(String)", "(String, String)", "(String, String, boolean)")
def make_tokenizer(run: Any, source: str, delimiters: str = " \t\n\r\f", with_delimiters: bool = False) -> Tokenizer:
    """The parts between any of the delimiters; these, too, if wanted."""
    run.meter.text(len(source))
    run.meter.step(len(source) >> 4)
    tokens: list[str] = []
    begun = 0
    for at, unit in enumerate(source):
        if unit in delimiters:
            if begun < at:
                tokens.append(source[begun:at])
            if with_delimiters:
                tokens.append(unit)
            begun = at + 1
    if begun < len(source):
        tokens.append(source[begun:])
    run.meter.elements(len(tokens))
    return Tokenizer(tokens)


@tokenizers.method("hasMoreTokens()", "hasMoreElements()", "hasNext()")
def has_more(run: Any, self: Tokenizer) -> bool:
    """Whether there is another token."""
    return self.at < len(self.tokens)


@tokenizers.method("nextToken()", "nextElement()", "next()")
def next_token(run: Any, self: Tokenizer) -> str:
    """The next token."""
    if self.at >= len(self.tokens):
        throw("NoSuchElementException")
    self.at += 1
    return self.tokens[self.at - 1]


@tokenizers.method("nextToken(String)")
def next_token_by(run: Any, self: Tokenizer, delimiters: str) -> str:
    """The next token between other delimiters, which hold from now on."""
    throw(
        "UnsupportedOperationException",
        "StringTokenizer.nextToken with delimiters is not available here. Use text.tokenize(delimiters).",
    )


@tokenizers.method("countTokens()")
def count_tokens(run: Any, self: Tokenizer) -> int:
    """How many tokens are left."""
    return len(self.tokens) - self.at


@tokenizers.method("toList()")
def to_list(run: Any, self: Tokenizer) -> list[str]:
    """The tokens that are left."""
    run.meter.elements(len(self.tokens))
    left, self.at = self.tokens[self.at :], len(self.tokens)
    return left


@tokenizers.method("iterator()")
def iterator(run: Any, self: Tokenizer) -> Any:
    """The tokens that are left one by one."""
    from addon.scripting.values.ranges import ScriptIterator

    return ScriptIterator(iter(to_list(run, self)))
