"""groovy.json: JsonSlurper, JsonOutput, JsonBuilder, JsonGenerator."""

from dataclasses import replace
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.calendar_state import Calendar
from addon.scripting.library.date_patterns import write_date
from addon.scripting.library.dates import Date, pieces_of
from addon.scripting.library.encodings import bytes_of
from addon.scripting.library.json_lexer import pretty, read_classic
from addon.scripting.library.json_read import read_json
from addon.scripting.library.json_write import PLAIN, Rules, write_json
from addon.scripting.library.registry import Table
from addon.scripting.library.writers import Reader
from addon.scripting.library.zones import UTC_ZONE, Zone, time_zone
from addon.scripting.semantics.assigning import set_property
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import inward
from addon.scripting.values.classes import ClassInfo, define
from addon.scripting.values.maps import GroovyMap


class Slurper:
    """groovy.json.JsonSlurper and JsonSlurperClassic; `lax` takes unquoted and single-quoted text."""

    __slots__ = ("lax",)

    def __init__(self) -> None:
        self.lax = False


class ClassicSlurper(Slurper):
    """groovy.json.JsonSlurperClassic"""

    __slots__ = ()


class ParserType:
    """groovy.json.JsonParserType"""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class RawText:
    """What JsonOutput.unescaped gives: JSON to be written as it is."""

    __slots__ = ("content",)

    def __init__(self, content: str) -> None:
        self.content = content


class Generator:
    """groovy.json.JsonGenerator with its options."""

    __slots__ = ("rules", "zone")

    def __init__(self, rules: Rules = PLAIN, zone: Zone = UTC_ZONE) -> None:
        self.rules = rules
        self.zone = zone


class Options(Generator):
    """groovy.json.JsonGenerator.Options"""

    __slots__ = ()


define("groovy.json.JsonSlurper", python=[Slurper])
define("groovy.json.JsonSlurperClassic", python=[ClassicSlurper])
define("groovy.json.JsonParserType", python=[ParserType])
define("groovy.json.JsonOutput")
define("groovy.json.JsonOutput$JsonUnescaped", python=[RawText])
define("groovy.json.JsonGenerator", python=[Generator])
define("groovy.json.JsonGenerator$Options", python=[Options])
extend(RawText, text=lambda value: value.content)
extend(ParserType, text=lambda value: value.name)

for _name in ("LAX", "CHAR_BUFFER", "INDEX_OVERLAY", "CHARACTER_SOURCE"):
    Table("JsonParserType").constant(_name, ParserType(_name))

for _class in ("JsonSlurper", "JsonSlurperClassic"):
    _table = Table(_class)
    _made = Slurper if _class == "JsonSlurper" else ClassicSlurper

    def _construct(run: Any, kind: type = _made) -> Any:
        return kind()

    def _configured(run: Any, settings: Any, kind: type = _made) -> Any:
        """A reader with its settings: type, checkDates, chop, lazyChop."""
        made = kind()
        for name, value in settings.items():
            set_property(run, made, text(name), value)
        return made

    def _parse_text(run: Any, self: Any, source: str | None) -> Any:
        """JSON text as maps, lists, texts, numbers, true, false, null."""
        return read_classic(run, source) if type(self) is ClassicSlurper else read_json(run, source, self.lax)

    def _set_type(run: Any, self: Any, kind: Any) -> Any:
        """Choose how strictly JSON is read; LAX takes unquoted keys and single quotes."""
        self.lax = kind.name == "LAX"
        return self

    def _parse(run: Any, self: Any, source: Any) -> Any:
        """JSON from a reader, bytes or characters."""
        if isinstance(source, Reader):
            plain = source.rest()
        elif source.component.name == "byte":
            plain = inward(bytes_of(source).decode("utf-8", "replace"))
        else:
            plain = "".join(one.unit for one in source)
        run.meter.text(len(plain))
        return _parse_text(run, self, plain)

    _table.constructor("()")(_construct)
    _table.constructor("(Map)")(_configured)
    _table.method("parse(Reader)", "parse(byte[])", "parse(char[])")(_parse)
    _table.method("parseText(String?)")(_parse_text)
    _table.method("setType(JsonParserType)")(_set_type)
    for _setting in ("CheckDates", "Chop", "LazyChop"):
        _table.method(f"set{_setting}(boolean)")(lambda run, self, value: self)
    _table.method("setMaxSizeForInMemory(int)")(lambda run, self, value: self)

output = Table("JsonOutput")


@output.static("toJson(Object)", "toJson(Map)")
def to_json(run: Any, value: Any) -> str:
    """A value as JSON text."""
    return write_json(run, value)


@output.static("toJson(Closure)")
def closure_to_json(run: Any, closure: Closure) -> str:
    """What a closure names, as JSON text."""
    from addon.scripting.library.json_building import described

    return write_json(run, described(closure))


@output.static("prettyPrint(String)", "prettyPrint(String, boolean)")
def pretty_print(run: Any, source: str, plain_unicode: bool = False) -> str:
    """JSON text with line breaks and four spaces of indentation."""
    return pretty(run, source, plain_unicode)


@output.static("unescaped(CharSequence)")
def unescaped(run: Any, content: str) -> RawText:
    """JSON text that toJson writes as it is."""
    return RawText(content)


@Table("org.apache.groovy.json.internal.LazyMap").method("toString()")
def lazy_text(run: Any, self: GroovyMap) -> str:
    """What was read, as Java prints maps; a GString prints it as Groovy does."""
    return java_text(self)


options = Table("groovy.json.JsonGenerator$Options")
options.constructor("()")(lambda run: Options())


@options.method("excludeNulls()")
def exclude_nulls(run: Any, self: Options) -> Options:
    """Leave out map entries without a value."""
    self.rules = replace(self.rules, nulls=False)
    return self


@options.method("disableUnicodeEscaping()")
def disable_unicode_escaping(run: Any, self: Options) -> Options:
    """Write letters beyond ASCII as they are."""
    self.rules = replace(self.rules, unicode=False)
    return self


@options.method("excludeFieldsByName(String...)", "excludeFieldsByName(Iterable)")
def exclude_names(run: Any, self: Options, *names: Any) -> Options:
    """Leave out entries of these names."""
    more = names[0] if len(names) == 1 and not isinstance(names[0], str) else names
    self.rules = replace(self.rules, names=self.rules.names | {text(name) for name in more})
    return self


@options.method("excludeFieldsByType(Class...)")
def exclude_classes(run: Any, self: Options, *classes: ClassInfo) -> Options:
    """Leave out entries whose values are of these classes."""
    self.rules = replace(self.rules, classes=(*self.rules.classes, *classes))
    return self


@options.method("addConverter(Class, Closure)")
def add_converter(run: Any, self: Options, kind: ClassInfo, change: Closure) -> Options:
    """Write what a closure makes of the values of a class; it may take the entry's name, too."""
    kept = tuple(one for one in self.rules.converters if one[0] is not kind)
    self.rules = replace(self.rules, converters=(*kept, (kind, change)))
    return self


@options.method("dateFormat(String)", "dateFormat(String, Locale)")
def date_format(run: Any, self: Options, pattern: str, locale: Any = None) -> Options:
    """Write dates by a SimpleDateFormat pattern."""
    pieces = pieces_of(pattern)

    def written(value: Any) -> str | None:
        return write_date(pieces, value.millis, self.zone) if isinstance(value, (Date, Calendar)) else None

    self.rules = replace(self.rules, date=written)
    return self


@options.method("timezone(String)")
def timezone(run: Any, self: Options, name: str) -> Options:
    """Write dates in a time zone."""
    self.zone = time_zone(name)
    return self if self.rules.date is not None else date_format(run, self, "yyyy-MM-dd'T'HH:mm:ssZ")


@options.method("build()")
def build(run: Any, self: Options) -> Generator:
    """The generator with these options."""
    return Generator(self.rules, self.zone)


@Table("JsonGenerator").method("toJson(Object)")
def generate(run: Any, self: Generator, value: Any) -> str:
    """A value as JSON text."""
    return write_json(run, value, self.rules)


def bad(message: str) -> None:
    """Raise groovy.json.JsonException."""
    throw("groovy.json.JsonException", message)
