"""java.util.Properties: texts by name, read from the lines of a .properties file. Nothing is stored."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library import hashtables as _hashtables  # noqa: F401 - Properties is one
from addon.scripting.library.registry import Table
from addon.scripting.library.writers import Reader
from addon.scripting.values.classes import define
from addon.scripting.values.maps import Properties
from addon.scripting.values.ranges import ScriptIterator
from addon.scripting.values.sets import GroovySet, UnmodifiableSet

properties = Table(define("java.util.Properties", "java.util.Hashtable", python=[Properties]))
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}


@properties.constructor("()", "(int)", "(Properties)")
def make(run: Any, defaults: Any = None) -> Properties:
    """No entries; what is missing is looked up in the defaults, if there are any."""
    made = Properties()
    made.defaults = defaults if type(defaults) is Properties else None
    return made


@properties.method("getProperty(String)", "getProperty(String, String?)")
def get_property(run: Any, self: Properties, name: str, otherwise: str | None = None) -> str | None:
    """The text of a name; values that are no text do not count."""
    holder: Properties | None = self
    while holder is not None:
        run.meter.step()
        found = holder.get(name)
        if type(found) is str:
            return found
        holder = holder.defaults
    return otherwise


@properties.method("setProperty(String?, String?)", cost=0)
def set_property(run: Any, self: Properties, name: str | None, value: str | None) -> Any:
    """Set a text; gives the value before."""
    return put(run, self, name, value)


@properties.method("put(Object, Object)", "putAt(Object, Object)")
def put(run: Any, self: Properties, key: Any, value: Any) -> Any:
    """Set an entry; gives the value before."""
    if key is None or value is None:
        throw("NullPointerException")
    run.meter.entries(1)
    return self.put(key, value)


@properties.method("stringPropertyNames()")
def names(run: Any, self: Properties) -> UnmodifiableSet:
    """The names of all texts, those of the defaults too."""
    return UnmodifiableSet(_names(run, self))


@properties.method("propertyNames()")
def each_name(run: Any, self: Properties) -> ScriptIterator:
    """The names, those of the defaults too."""
    return ScriptIterator(iter(list(_names(run, self))))


def _names(run: Any, self: Properties) -> Any:
    found = GroovySet()
    holder: Properties | None = self
    while holder is not None:
        run.meter.entries(len(holder))
        for key, value in holder.items():
            if type(key) is str and type(value) is str:
                found.add(key)
        holder = holder.defaults
    return found


@properties.method("load(Reader)")
def load(run: Any, self: Properties, source: Reader) -> None:
    """Read the lines `name=value`; a backslash at the end goes on, # and ! begin a comment."""
    left = len(source.source) - source.at
    run.meter.text(left)
    run.meter.step(left >> 3)
    for line in _logical_lines(source.rest()):
        name, value = _parted(line)
        run.meter.entries(1)
        self.put(name, value)


def _logical_lines(plain: str) -> list[str]:
    found: list[str] = []
    open_line: str | None = None
    for line in plain.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        part = line.lstrip(" \t\f")
        if open_line is None and (not part or part[0] in "#!"):
            continue
        whole = part if open_line is None else open_line + part
        slashes = len(part) - len(part.rstrip("\\"))
        open_line = whole[:-1] if slashes % 2 else None
        if open_line is None:
            found.append(whole)
    return found if open_line is None else [*found, open_line]


def _parted(line: str) -> tuple[str, str]:
    """Name and value: parted by the first =, : or white space that has no backslash."""
    at = 0
    while at < len(line) and line[at] not in "=: \t\f":
        at += 2 if line[at] == "\\" else 1
    rest = line[at:].lstrip(" \t\f")
    if rest[:1] in ("=", ":"):
        rest = rest[1:].lstrip(" \t\f")
    return _unescaped(line[:at]), _unescaped(rest)


def _unescaped(part: str) -> str:
    made: list[str] = []
    at = 0
    while at < len(part):
        unit = part[at]
        at += 1
        if unit != "\\":
            made.append(unit)
            continue
        mark = part[at : at + 1]
        at += 1
        if mark == "u":
            digits = part[at : at + 4]
            if len(digits) < 4 or not all(one in "0123456789abcdefABCDEF" for one in digits):
                throw("IllegalArgumentException", "Malformed \\uxxxx encoding.")
            made.append(chr(int(digits, 16)))
            at += 4
        else:
            made.append(ESCAPES.get(mark, mark))
    return "".join(made)


@properties.method("store(Object, String?)", "storeToXML(Object, String?)", "list(Object)")
def refuse_store(run: Any, self: Properties, target: Any, comment: Any = None) -> None:
    """Refused: nothing is written."""
    throw("SecurityException", "Properties are not written here; log them or put them into the replica.")
