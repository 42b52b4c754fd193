"""Regular expressions on texts: replaceAll, matches, find."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.library.strings import char_sequences
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure

strings = Table(hierarchy.STRING)

# Regular expressions


def replace_first_pattern(run: Any, self: str, pattern: Any, replacement: str) -> str:
    from addon.scripting.semantics.patterns import expand, replace_all

    return replace_all(run, pattern, self, lambda found: expand(run, replacement, found), 1)


@strings.method("replaceAll(String, String)", "replaceAll(Pattern, CharSequence)")
def replace_all_text(run: Any, self: str, pattern: Any, replacement: str) -> str:
    """Every match of a regular expression replaced; $1 is a group."""
    from addon.scripting.semantics.patterns import expand, replace_all, to_pattern

    return replace_all(run, to_pattern(pattern), self, lambda found: expand(run, replacement, found))


@strings.method("replaceFirst(String, String)", "replaceFirst(Pattern, CharSequence)")
def replace_first_text(run: Any, self: str, pattern: Any, replacement: str) -> str:
    """The first match of a regular expression replaced."""
    from addon.scripting.semantics.patterns import to_pattern

    return replace_first_pattern(run, self, to_pattern(pattern), replacement)


def _by_closure(closure: Closure) -> Any:
    from addon.scripting.semantics.patterns import match_value

    return lambda found: text(_with_groups(closure, match_value(found), to_array=True))


@strings.method("replaceAll(CharSequence, Closure)", "replaceAll(Pattern, Closure)")
def replace_all_closure(run: Any, self: str, pattern: Any, closure: Closure) -> str:
    """Every match replaced by what a closure makes of it."""
    from addon.scripting.semantics.patterns import replace_all, to_pattern

    return replace_all(run, to_pattern(pattern), self, _by_closure(closure))


@strings.method("replaceFirst(CharSequence, Closure)", "replaceFirst(Pattern, Closure)")
def replace_first_closure(run: Any, self: str, pattern: Any, closure: Closure) -> str:
    from addon.scripting.semantics.patterns import replace_all, to_pattern

    return replace_all(run, to_pattern(pattern), self, _by_closure(closure), 1)


@strings.method("replace(Map)")
def replace_map(run: Any, self: str, replacements: Any) -> str:
    """Each key of a map replaced by its value; null in the only entry replaces nothing, in several it is refused."""
    from addon.scripting.semantics.patterns import Pattern, replace_all

    pairs = [(key, value) for key, value in replacements.items() if key is not None and value is not None]
    if len(pairs) < len(replacements) > 1:
        part = "getKey" if any(key is None for key, _ in replacements.items()) else "getValue"
        lacking = f'the return value of "java.util.Map$Entry.{part}()" is null'
        throw("NullPointerException", f'Cannot invoke "java.lang.CharSequence.length()" because {lacking}')
    if not pairs:
        return self
    import regex

    char_sequences([one for pair in pairs for one in pair])
    table = {text(key): text(value) for key, value in pairs}
    pattern = Pattern.__new__(Pattern)
    pattern.source, pattern.flags = "", 0
    pattern.compiled = regex.compile("|".join(regex.escape(key) for key in table))
    return replace_all(run, pattern, self, lambda found: table[found.group()])


@strings.method("matches(String)", "matches(Pattern)")
def matches(run: Any, self: str, pattern: Any) -> bool:
    """Whether a regular expression matches the whole text."""
    from addon.scripting.semantics.patterns import to_pattern

    return to_pattern(pattern).fullmatch(run, self) is not None


@strings.method("find(CharSequence)", "find(Pattern)", "find(CharSequence, Closure)", "find(Pattern, Closure)")
def find(run: Any, self: str, pattern: Any, closure: Closure | None = None) -> Any:
    """The first match of a regular expression, or null."""
    from addon.scripting.semantics.patterns import match_value, to_pattern

    found = to_pattern(pattern).search(run, self, 0)
    if found is None:
        return None
    if closure is None:
        return found.group()
    made = _with_groups(closure, match_value(found), to_array=True)
    return None if made is None else text(made)


def _with_groups(closure: Closure, value: Any, *, to_array: bool = False) -> Any:
    """The closure with a match: its groups, where there are any, each for itself if it takes several.

    `to_array`: a closure of one array gets them each for itself, too; findAll and eachMatch give it the list.
    """
    if type(value) is list and (closure.size > 1 or (to_array and _takes_array(closure))):
        return closure.call(*value)
    return closure.call(value)


def _takes_array(closure: Closure) -> bool:
    types = closure.types or (None,)
    return types[0] is not None and types[0].name == "[Ljava.lang.Object;"


@strings.method(
    "findAll(CharSequence)", "findAll(Pattern)", "findAll(CharSequence, Closure)", "findAll(Pattern, Closure)"
)
def find_all(run: Any, self: str, pattern: Any, closure: Closure | None = None) -> list[Any]:
    """All matches of a regular expression."""
    from addon.scripting.semantics.patterns import Matcher, match_value, to_pattern

    answers = []
    for found in Matcher(to_pattern(pattern), self).spans(run):
        run.meter.elements(2)
        answers.append(found.group() if closure is None else _with_groups(closure, match_value(found)))
    return answers


@strings.method("eachMatch(CharSequence, Closure)", "eachMatch(Pattern, Closure)")
def each_match(run: Any, self: str, pattern: Any, closure: Closure) -> str:
    """Call for every match."""
    from addon.scripting.semantics.patterns import Matcher, match_value, to_pattern

    for found in Matcher(to_pattern(pattern), self).spans(run):
        _with_groups(closure, match_value(found))
    return self


@strings.method("bitwiseNegate()")
def bitwise_negate(run: Any, self: str) -> Any:
    """The text as Pattern."""
    from addon.scripting.semantics.patterns import pattern_of

    return pattern_of(self)
