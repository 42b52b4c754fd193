"""What scripts may call: one module per type, each filling the table of its class.

To add a type

1. Its Python class, if it needs one: `__slots__`, no script-visible attribute; immutable where Java's is.
2. `define("java.util.UUID", "Comparable", python=[Uuid])` from `values.classes` registers the class: its full
   name, its parents (by simple name), the exact Python types of its instances. A class that is registered can
   be imported, named, tested with `instanceof`; one that is not is "not available here".
3. `uuids = Table("UUID")` and decorated functions:

       @uuids.method("compareTo(UUID)")
       def compare_to(run, self, other): ...

       @uuids.static("fromString(String)")
       def from_string(run, name): ...

       @uuids.constructor("(long, long)")
       def make(run, high, low): ...

       uuids.constant("NAME", value)

   Several signatures may share a function (give the later parameters Python defaults). `Object...` as the
   last word takes any number. See `kinds` for what the words mean and how arguments arrive.
   `getFoo()`/`isFoo()` also serve the property `foo`; `setFoo(x)` serves `o.foo = x`.
4. Name the module in `MODULES` below.
5. For its place in `==`, `<=>`, text, hash, JSON and the encoders: `semantics.extend.extend(PythonType, text=,
   equals=, compare=, hash=, plain=, truth=)`; operators come from the methods plus, minus, next, previous...

Functions get `run` (the current `program.Run`): `run.meter` to charge (`meter.text(length)` before making a
string, `meter.elements(n)` before a list, `meter.step(n)` for work), `closure.call(a, b)` to call back.
`errors.throw("IllegalArgumentException", "...")` raises a Groovy exception. Meaning of values:
`semantics.texts.text`, `semantics.truth.truth`, `semantics.equality.equals`, `semantics.ordering.compare`.
"""

import importlib

MODULES = (
    "objects",
    "classinfo",
    "enums",
    "plainobjects",
    "booleans",
    "characters",
    "codepoints",
    "strings",
    "stringgdk",
    "stringparts",
    "stringlines",
    "stringlayout",
    "stringnumbers",
    "stringpatterns",
    "builders",
    "numbers",
    "wholenumbers",
    "floatnumbers",
    "decimals",
    "decimal_making",
    "rounding",
    "bigintegers",
    "maths",
    "bitcounting",
    "iterables",
    "searching",
    "indexes",
    "aggregates",
    "sections",
    "distinctness",
    "membership",
    "arrangements",
    "lists",
    "listchanges",
    "listorder",
    "arrays",
    "arraysutil",
    "deques",
    "queues",
    "vectors",
    "listmaking",
    "maps",
    "mapviews",
    "mapentries",
    "mapparts",
    "trees",
    "mapmaking",
    "sets",
    "sorted_sets",
    "ranges",
    "rangemaking",
    "enumcollections",
    "iterators",
    "buffered_iterators",
    "collectionsutil",
    "optionals",
    "owniterables",
    "streams",
    "stream_ends",
    "stream_sources",
    "number_streams",
    "stream_classes",
    "collectors",
    "regexes",
    "closures",
    "functions",
    "own_functions",
    "throwables",
    "encodings",
    "base64_texts",
    "uuids",
    "format_methods",
    "dates",
    "date_fields",
    "sql_dates",
    "timezones",
    "date_formats",
    "calendars",
    "calendar_fields",
    "calendar_settings",
    "calendar_days",
    "decimal_formats",
    "decimal_settings",
    "choice_formats",
    "message_formats",
    "message_parsing",
    "javatime_classes",
    "javatime_amounts",
    "javatime_periods",
    "javatime_common",
    "javatime_formatters",
    "javatime_enums",
    "javatime_local",
    "javatime_zoned",
    "javatime_weeks",
    "javatime_years",
    "javatime_builders",
    "javatime_clocks",
    "javatime_offset_times",
    "javatime_month_days",
    "javatime_queries",
    "javatime_zones",
    "javatime_nulls",
    "timeunits",
    "groovy_durations",
    "timecategory",
    "json",
    "json_building",
    "system",
    "joining",
    "digests",
    "addresses",
    "writers",
    "json_streaming",
    "counters",
    "atomic_arithmetic",
    "randoms",
    "expandos",
    "bitsets",
    "checksums",
    "normalizers",
    "scanner_matches",
    "scanners",
    "readers",
    "properties",
    "address_paths",
    "date_symbols",
    "floatmaths",
    "codeunits",
    "character_kinds",
    "decimal_contexts",
    "number_order",
    "array_comparing",
    "collection_extras",
    "character_streams",
    "javatime_corners",
    "unlike_classes",
    "bare_objects",
    "nulls",
    "arraylacks",
)

_loaded = False


def load() -> None:
    """Register every table and prepare look-ups; repeated calls do nothing."""
    global _loaded
    if _loaded:
        return
    _loaded = True
    from addon.scripting.library.registry import flatten_all

    for name in MODULES:
        importlib.import_module(f"addon.scripting.library.{name}")
    flatten_all()
    importlib.import_module("addon.scripting.library.system").install()
    from addon.scripting.limits import set_baseline

    set_baseline()
