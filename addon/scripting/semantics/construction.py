"""Making objects of script-defined classes: choosing the constructor, initial values, named arguments."""

from collections.abc import Iterator, Sequence
from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.nullcalls import in_words
from addon.scripting.library.registry import find
from addon.scripting.limits import INSTANCE
from addon.scripting.parser.records import DEFAULT
from addon.scripting.semantics.assigning import set_declared, set_property
from addon.scripting.semantics.fieldvalues import default_value, initial_value, statics
from addon.scripting.semantics.instances import Instance, ScriptClass, choose, invoke_method
from addon.scripting.semantics.missing import missing_details, missing_message, no_constructor, type_name
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.typedarguments import TypedArgument
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import ClassInfo, class_named
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import INTEGERS
from addon.scripting.values.throwables import Throwable

THROWABLE = 500
"""Bytes charged for an exception, which holds two maps and two lists."""


def construct(
    run: Any,
    owner: ScriptClass,
    arguments: Sequence[Any],
    cells: dict[int, tuple[Any, ...]] | None = None,
    outer: Any = None,
) -> Any:
    """`new Owner(arguments)`; `outer` is the object around one of an inner class."""
    if owner.interface or owner.abstract:
        throw("GroovyRuntimeException", f"You cannot create an instance from the abstract class '{owner.name}'")
    if owner not in run.classes or "$failed" in run.classes[owner]:
        statics(run, owner)
    native = owner.native_parent()
    if native is not None and native.is_a(class_named("java.lang.Throwable")):
        made: Any = Throwable(owner)
        made.run = run
    else:
        made = Instance(owner, run)
        made.outer = outer
        if cells:
            made.cells = cells
    run.meter.allocate(INSTANCE)
    run.meter.step(8)
    clear_fields(made, owner)
    initialize(run, made, owner, arguments)
    return made


def clear_fields(made: Any, owner: ScriptClass) -> None:
    """Give every field what it holds before any code runs."""
    for ancestor in reversed(owner.ancestors):
        if isinstance(ancestor, ScriptClass):
            for field in ancestor.fields:
                if not field.static:
                    made.fields[owner.place(ancestor, field.name)] = default_value(field.type)


def initialize(run: Any, made: Any, owner: ScriptClass, arguments: Sequence[Any]) -> None:
    """Run the constructor of `owner` on a fresh object, the parent's first."""
    if owner.constructors_of:
        _declared_constructor(run, made, owner, arguments)
        return
    named = len(arguments) == 1 and type(arguments[0]) in MAP_TYPES
    parent = owner.super_class
    if isinstance(parent, ScriptClass):
        if named and choose(parent.constructors_of, arguments) is None:
            initialize(run, made, parent, ())
            run_initializers(run, made, owner)
            set_named(run, made, arguments[0])
            return
        if arguments and not owner.anonymous:
            no_constructor(owner.name, arguments)
        initialize(run, made, parent, arguments)
        run_initializers(run, made, owner)
        return
    run_initializers(run, made, owner)
    if not arguments or (owner.anonymous and type(made) is not Throwable):
        return
    if type(made) is Throwable and owner.anonymous:
        native_init(made, arguments)
    elif named:
        set_named(run, made, arguments[0])
    else:
        no_constructor(owner.name, arguments)


def _declared_constructor(run: Any, made: Any, owner: ScriptClass, arguments: Sequence[Any]) -> None:
    chosen = choose(owner.constructors_of, arguments)
    if chosen is not None:
        invoke_method(run, made, chosen, [one.value if type(one) is TypedArgument else one for one in arguments])
        return
    if not arguments:
        lone = owner.constructors_of[0]
        if len(owner.constructors_of) == 1 and lone.shape.takes_null():
            invoke_method(run, made, lone, (None,))
            return
    if len(arguments) == 1 and type(arguments[0]) in MAP_TYPES:
        if owner.components:
            initialize(run, made, owner, _components(run, owner, arguments[0]))
            return
        bare = choose(owner.constructors_of, ())
        if bare is None and any(one.shape.takes_null() for one in owner.constructors_of):
            throw(
                "GroovyRuntimeException",
                "Could not find named-arg compatible constructor. Expecting one of:\n"
                f"{owner.name}({type_name(arguments[0]).replace('LinkedHashMap', 'Map')})\n{owner.name}()",
            )
        if bare is not None:
            invoke_method(run, made, bare, ())
            set_named(run, made, arguments[0])
            return
    no_constructor(owner.name, [one.value if type(one) is TypedArgument else one for one in arguments], owner)


def _components(run: Any, owner: ScriptClass, given: Any) -> list[Any]:
    """A record's components by name, those left out by their defaults."""
    values = []
    for name in owner.components:
        default = choose(owner.table.get(DEFAULT + name), ())
        if given.has(name):
            values.append(given.get(name))
        elif default is not None:
            values.append(invoke_method(run, owner, default, ()))
        else:
            keys = ", ".join(text(key) for key, _ in given.items())
            throw(
                "AssertionError",
                f"Missing required named argument '{name}'. Keys found: [{keys}]. "
                f"Expression: __namedArgs.containsKey({name})",
            )
    return values


def run_initializers(run: Any, made: Any, owner: ScriptClass) -> None:
    """Initial values and instance initializers of one class of the object, those of its interfaces and traits first."""
    for one in _initialized(owner, set()):
        _run_own(run, made, one)


def _initialized(owner: ScriptClass, seen: set[ScriptClass]) -> Iterator[ScriptClass]:
    """A class after the interfaces it names, each of them once however many ways lead to it."""
    seen.add(owner)
    for parent in owner.parents:
        if isinstance(parent, ScriptClass) and parent.interface and parent not in seen:
            yield from _initialized(parent, seen)
    yield owner


def _run_own(run: Any, made: Any, owner: ScriptClass) -> None:
    for field in owner.fields:
        if not field.static and field.initial is not None:
            captured = made.cells.get(id(field.initial), ()) if type(made) is Instance else ()
            place = made.class_info.place(owner, field.name)
            made.fields[place] = initial_value(run, made, field, captured)
    for shape in owner.initializers:
        captured = made.cells.get(id(shape), ()) if type(made) is Instance else ()
        shape.enter(run, made, None, (), captured)


def native_init(made: Throwable, arguments: Sequence[Any]) -> None:
    """The constructor that the library's class of an exception offers for these arguments, for it or a sub-class."""
    own: ClassInfo = made.class_info
    kind = own if not isinstance(own, ScriptClass) else own.native_parent() or own
    if not arguments:
        return
    first = arguments[0]
    if kind.simple == "ParseException":
        if len(arguments) == 2 and type(first) in _TEXTS and type(arguments[1]) in INTEGERS:
            made.message = text(first)
            made.details = {"errorOffset": arguments[1]}
            return
    elif len(arguments) == 2 and kind.simple not in _TEXT_ONLY:
        if (first is None or type(first) in _TEXTS or kind.simple == "AssertionError") and (
            arguments[1] is None or type(arguments[1]) is Throwable
        ):
            made.message = None if first is None else text(first)
            made.cause = arguments[1]
            return
    elif len(arguments) == 1 and _init_with(made, kind, first):
        return
    no_constructor(kind.name, arguments)


def _init_with(made: Throwable, kind: ClassInfo, only: Any) -> bool:
    """The constructors of one argument; whether there is one for it."""
    named = _INDEXES.get(kind.simple)
    if kind.simple == "AssertionError":
        made.message = text(only)
        made.cause = only if type(only) is Throwable else None
    elif type(only) in _TEXTS:
        made.message = text(only)
    elif only is None and (kind.simple in _TEXT_ONLY or kind.simple == "IssueTrackerException"):
        made.message = None
    elif only is None:
        throw(
            "GroovyRuntimeException",
            f"Ambiguous method overloading for method {kind.name}#<init>.\nCannot resolve which method to invoke for "
            "[null] due to overlapping prototypes between:\n\t[class java.lang.Throwable]\n\t[class java.lang.String]",
        )
    elif type(only) is Throwable and kind.simple not in _TEXT_ONLY:
        made.cause = only
        made.message = None if kind.simple == "GroovyRuntimeException" else text(only)
    elif named is not None and type(only) in INTEGERS:
        made.message = f"{named} out of range: {text(only)}"
    else:
        return False
    return True


_TEXTS = frozenset((str, GString))
_INDEXES = {
    "IndexOutOfBoundsException": "Index",
    "ArrayIndexOutOfBoundsException": "Array index",
    "StringIndexOutOfBoundsException": "String index",
}
"""Exceptions that may be made of the index that was wrong."""
_TEXT_ONLY = frozenset(
    [
        *("NullPointerException", "NumberFormatException", "ArithmeticException", "ClassCastException", *_INDEXES),
        *("ArrayStoreException", "NegativeArraySizeException", "InterruptedException", "CloneNotSupportedException"),
        *("StackOverflowError", "OutOfMemoryError", "FileNotFoundException", "EmptyStackException"),
        *("MalformedURLException", "UnknownHostException", "UnsupportedEncodingException", "TimeoutException"),
    ]
)
"""Exceptions that take a message and no cause."""


def set_named(run: Any, made: Any, values: Any) -> None:
    """Named arguments set properties, past a `setProperty` of the class."""
    scripted = isinstance(made.class_info, ScriptClass) if isinstance(made, (Instance, Throwable)) else False
    put = set_declared if scripted else set_property
    for name, value in values.items():
        put(run, made, text(name), value)


def new_object(run: Any, kind: ClassInfo, arguments: Sequence[Any]) -> Any:
    """`new Kind(arguments)`"""
    if isinstance(kind, ScriptClass):
        return construct(run, kind, arguments)

    try:
        found = find(kind.constructors, "", arguments)
    except Thrown as error:
        raise in_words(error, "new", kind.name, "") from None
    if found is not None:
        run.meter.allocate(100)
        return found[0](run, *found[1])
    if kind.is_a(class_named("java.lang.Throwable")):
        run.meter.allocate(THROWABLE)
        made = Throwable(kind)
        told = missing_message(kind.simple, arguments)
        if told is not None:
            made.message = told
            made.details = missing_details(arguments)
            return made
        if len(arguments) == 1 and type(arguments[0]) in MAP_TYPES:
            set_named(run, made, arguments[0])
        else:
            native_init(made, arguments)
        return made
    return no_constructor(kind.name, arguments)


def new_inner(run: Any, kind: ScriptClass, this: Any, arguments: Sequence[Any]) -> Any:
    """`new Inner(arguments)`: the object around it is the one whose code this is, or the first argument."""
    around = this
    while isinstance(around, Instance) and not _is_around(around, kind):
        around = around.outer
    if isinstance(around, Instance):
        return construct(run, kind, arguments, None, around)
    if arguments and isinstance(arguments[0], Instance) and _is_around(arguments[0], kind):
        return construct(run, kind, arguments[1:], None, arguments[0])
    if not arguments:
        return construct(run, kind, ())
    return no_constructor(kind.name, arguments)


def _is_around(value: Instance, kind: ScriptClass) -> bool:
    return kind.outer is not None and value.class_info.is_a(kind.outer)
