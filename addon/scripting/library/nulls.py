"""What Java and Groovy say where a method of texts, numbers, collections or dates meets null; java.time has its own."""

from addon.scripting.library import builders as _builders  # noqa: F401 - these define the classes that are named here
from addon.scripting.library import calendars as _calendars  # noqa: F401
from addon.scripting.library import collectionsutil as _collections  # noqa: F401
from addon.scripting.library import date_formats as _formats  # noqa: F401
from addon.scripting.library import encodings as _encodings  # noqa: F401
from addon.scripting.library import json as _json  # noqa: F401
from addon.scripting.library import regexes as _regexes  # noqa: F401
from addon.scripting.library import timezones as _timezones  # noqa: F401
from addon.scripting.library import uuids as _uuids  # noqa: F401
from addon.scripting.library.registry import NullMessages, Table, null_messages

_LENGTH = 'Cannot invoke "String.length()" because "{}" is null'
_TEXT = 'Cannot invoke "java.lang.CharSequence.toString()" because "{}" is null'
_WHOLE = 'Cannot invoke "java.lang.Number.intValue()" because "{}" is null'
_ARITY = 'Cannot invoke "groovy.lang.Closure.getMaximumNumberOfParameters()" because "{}" is null'
_CALL = 'Cannot invoke "groovy.lang.Closure.call(Object)" because "{}" is null'
_CALL_MANY = 'Cannot invoke "groovy.lang.Closure.call(Object[])" because "{}" is null'
_OF_TARGET = 'Cannot read field "value" because "tgtStr" is null'
_NUMBER_OF_CHARACTERS = _WHOLE.format("numberOfChars")
_CLASS_OF = 'Cannot invoke "Object.getClass()" because "{}" is null'

TEXTS: NullMessages = {
    "contains(CharSequence)": (_TEXT.format("s"),),
    "replace(CharSequence, CharSequence)": (_TEXT.format("target"), _TEXT.format("replacement")),
    "replaceAll(String, String)": (_TEXT.format("regex"), _TEXT.format("replacement")),
    "replaceFirst(String, String)": (_TEXT.format("regex"), _TEXT.format("replacement")),
    "startsWith(String)": (_LENGTH.format("prefix"),),
    "endsWith(String)": (_LENGTH.format("suffix"),),
    "split(String)": (_LENGTH.format("regex"),),
    "concat(String)": ('Cannot invoke "String.isEmpty()" because "str" is null',),
    "indexOf(String)": ('Cannot invoke "String.coder()" because "str" is null',),
    "lastIndexOf(String)": (_OF_TARGET,),
    "compareToIgnoreCase(String)": ('Cannot read field "value" because "s2" is null',),
    "tokenize(CharSequence)": (_TEXT.format("delimiters"),),
    "count(CharSequence)": (_TEXT.format("text"),),
    "find(CharSequence)": (_TEXT.format("regex"),),
    "findAll(CharSequence)": (_TEXT.format("regex"),),
    "tr(CharSequence, CharSequence)": (_TEXT.format("sourceSet"), _TEXT.format("replacementSet")),
    "stripMargin(CharSequence)": (_TEXT.format("marginChar"),),
    "padLeft(Number)": (_NUMBER_OF_CHARACTERS,),
    "padRight(Number)": (_NUMBER_OF_CHARACTERS,),
    "center(Number)": (_NUMBER_OF_CHARACTERS,),
    "padLeft(Number, CharSequence)": (_NUMBER_OF_CHARACTERS, _TEXT.format("padding")),
    "padRight(Number, CharSequence)": (_NUMBER_OF_CHARACTERS, _TEXT.format("padding")),
    "center(Number, CharSequence)": (
        _NUMBER_OF_CHARACTERS,
        'Cannot invoke "java.lang.CharSequence.length()" because "padding" is null',
    ),
    "multiply(Number)": (_WHOLE.format("factor"),),
}
TESTED = ("find", "findAll", "any", "every")
"""Methods whose closure is asked for its parameters before anything else."""
CLOSURES: NullMessages = {
    **{f"{name}(Closure)": (_ARITY.format("wrapped"),) for name in (*TESTED, "findIndexOf")},
    "each(Closure)": (_CALL.format("closure"),),
    "collect(Closure)": (_CALL.format("transform"),),
    "inject(Closure)": (_CALL_MANY.format("closure"),),
    "eachWithIndex(Closure)": (_CALL_MANY.format("closure"),),
    "with(Closure)": ('Cannot invoke "groovy.lang.Closure.clone()" because "closure" is null',),
}
COLLECTIONS: NullMessages = {
    "max(Closure)": ('Cannot invoke "java.util.Comparator.compare(Object, Object)" because "comparator" is null',),
    "countBy(Closure)": (_CALL.format("closure"),),
    "collectMany(Closure)": (_CALL.format("projection"),),
    "containsAll(Collection)": ('Cannot invoke "java.util.Collection.iterator()" because "c" is null',),
    "disjoint(Iterable)": ('Cannot invoke "java.lang.Iterable.iterator()" because "self" is null',),
    "flatten(Closure)": (_CALL_MANY.format("flattenUsing"),),
}
MAPS: NullMessages = {
    **{f"{name}(Closure)": (_ARITY.format("wrapped"),) for name in TESTED},
    **{f"{name}(Closure)": (_ARITY.format("closure"),) for name in ("each", "collect", "collectEntries")},
}
DATES: NullMessages = {
    **{f"{name}(Date)": (_CLASS_OF.format("date"),) for name in ("before", "after", "compareTo")},
    "minus(BaseDuration)": ("date must not be null",),
    "parse(String, String)": (None, _LENGTH.format("text")),
}
_SIZE = 'Cannot invoke "java.util.{}.size()" because "{}" is null'
_TRIMMED = 'Cannot invoke "String.trim()" because "in" is null'

BY_CLASS: dict[str, NullMessages] = {
    "java.lang.String": {
        **TEXTS,
        "each(Closure)": CLOSURES["each(Closure)"],
        "collect(Closure)": CLOSURES["collect(Closure)"],
    },
    "java.lang.StringBuilder": {"indexOf(String)": (_OF_TARGET,), "lastIndexOf(String)": (_OF_TARGET,)},
    "java.lang.Object": CLOSURES,
    "java.lang.Iterable": COLLECTIONS,
    "java.util.Collection": COLLECTIONS,
    "groovy.array": COLLECTIONS,
    "java.util.Map": MAPS,
    "java.util.Date": DATES,
    "java.util.Calendar": {"setTime(Date)": ("date must not be null",)},
    "java.util.ArrayList": {"(Collection)": ('Cannot invoke "java.util.Collection.toArray()" because "c" is null',)},
    "java.util.HashSet": {"(Collection)": (_SIZE.format("Collection", "c"),)},
    "java.util.HashMap": {"(Map)": (_SIZE.format("Map", "m"),)},
    "java.util.LinkedHashMap": {"(Map)": (_SIZE.format("Map", "m"),)},
    "java.util.Collections": {
        "sort(List)": ('Cannot invoke "java.util.List.sort(java.util.Comparator)" because "list" is null',),
        "max(Collection)": ('Cannot invoke "java.util.Collection.iterator()" because "coll" is null',),
        "min(Collection)": ('Cannot invoke "java.util.Collection.iterator()" because "coll" is null',),
        "reverse(List)": (_SIZE.format("List", "list"),),
        "unmodifiableList(List)": (_CLASS_OF.format("list"),),
    },
    "java.util.TimeZone": {"getTimeZone(String)": (_LENGTH.format("id"),)},
    "java.util.UUID": {"fromString(String)": (_LENGTH.format("name"),)},
    "java.util.Base64$Encoder": {
        "encodeToString(byte[])": ('Cannot read the array length because "src" is null',),
    },
    "java.net.URLEncoder": {"encode(String, String)": (_LENGTH.format("s"),)},
    "java.net.URLDecoder": {"decode(String, String)": (_LENGTH.format("s"),)},
    "java.text.DateFormat": {"parse(String)": (_LENGTH.format("text"),)},
    "groovy.json.JsonOutput": {"prettyPrint(String)": (_LENGTH.format("jsonPayload"),)},
    "java.util.regex.Pattern": {
        "compile(String)": ('Cannot invoke "String.isEmpty()" because "this.pattern" is null',),
        "quote(String)": ('Cannot invoke "String.indexOf(String)" because "s" is null',),
        "matcher(CharSequence)": ('Cannot invoke "java.lang.CharSequence.length()" because "this.text" is null',),
    },
    "java.util.regex.Matcher": {
        "quoteReplacement(String)": ('Cannot invoke "String.indexOf(int)" because "s" is null',),
    },
    "java.lang.Double": {"parseDouble(String)": (_TRIMMED,), "valueOf(String)": (_TRIMMED,)},
    "java.lang.Float": {"parseFloat(String)": (_TRIMMED,), "valueOf(String)": (_TRIMMED,)},
    "java.lang.Integer": {"decode(String)": ('Cannot invoke "String.isEmpty()" because "nm" is null',)},
    "java.math.BigDecimal": {
        "(String)": ('Cannot invoke "String.toCharArray()" because "val" is null',),
        "setScale(int, RoundingMode)": (None, 'Cannot read field "oldMode" because "roundingMode" is null'),
        "add(BigDecimal)": ('Cannot read field "intCompact" because "augend" is null',),
        "divide(BigDecimal)": ('Cannot invoke "java.math.BigDecimal.signum()" because "divisor" is null',),
        "compareTo(BigDecimal)": ('Cannot read field "scale" because "val" is null',),
    },
    "java.math.BigInteger": {
        "(String)": (_LENGTH.format("val"),),
        "add(BigInteger)": ('Cannot read field "signum" because "val" is null',),
    },
}
for _name, _messages in BY_CLASS.items():
    null_messages(Table(_name), _messages)
