"""Classes a script defines, and their instances. Methods are chosen by count and types of arguments."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.semantics.shapes import Shape
from addon.scripting.semantics.texts import ScriptObject, identity_code, text
from addon.scripting.values.callables import NativeFunction
from addon.scripting.values.classes import ClassInfo
from addon.scripting.values.throwables import Throwable


class ScriptMethod:
    """One method of a script-defined class or of the script."""

    __slots__ = ("abstract", "name", "owner", "private", "shape", "static")

    def __init__(self, name: str, shape: Shape, static: bool, abstract: bool, owner: "ScriptClass") -> None:
        self.name = name
        self.shape = shape
        self.static = static
        self.abstract = abstract
        self.owner = owner
        self.private = False


class FieldSpec:
    """A declared field; `initial` runs in a frame of its own and may be None."""

    __slots__ = ("final", "initial", "name", "property", "static", "type")

    def __init__(
        self, name: str, kind: ClassInfo | None, static: bool, final: bool, is_property: bool, initial: Shape | None
    ) -> None:
        self.name = name
        self.type = kind
        self.static = static
        self.final = final
        self.property = is_property
        self.initial = initial


class ScriptClass(ClassInfo):
    """A class compiled from source; run-time state (statics) lives in `Run.classes`."""

    __slots__ = (
        "abstract",
        "all_fields",
        "constants_of",
        "constructors_of",
        "enum",
        "fields",
        "initializers",
        "outer",
        "own_methods",
        "static_initializers",
        "super_class",
        "table",
    )

    def __init__(self, name: str, parents: Sequence[ClassInfo], interface: bool) -> None:
        super().__init__(name, parents, (), interface)
        self.own_methods: dict[str, list[ScriptMethod]] = {}
        self.table: dict[str, list[ScriptMethod]] = {}
        self.fields: list[FieldSpec] = []
        self.all_fields: dict[str, FieldSpec] = {}
        self.constructors_of: list[ScriptMethod] = []
        self.initializers: list[Shape] = []
        self.static_initializers: list[Shape] = []
        self.constants_of: list[tuple[str, list[Shape], ScriptClass | None]] = []
        self.enum = False
        self.abstract = False
        self.outer: ScriptClass | None = None
        self.super_class: ClassInfo | None = None

    def link(self) -> None:
        """Gather inherited methods and fields; parents must be linked before."""
        table: dict[str, list[ScriptMethod]] = {name: list(found) for name, found in self.own_methods.items()}
        for parent in self.parents:
            if isinstance(parent, ScriptClass):
                for name, inherited in parent.table.items():
                    mine = table.setdefault(name, [])
                    for method in inherited:
                        same = [
                            one
                            for one in mine
                            if one.shape.types == method.shape.types and one.shape.size == method.shape.size
                        ]
                        if not same:
                            mine.append(method)
                        elif same[0].abstract and not method.abstract:
                            mine[mine.index(same[0])] = method
                self.all_fields.update(parent.all_fields)
        self.table = table
        for one in self.fields:
            self.all_fields[one.name] = one

    def enum_like(self) -> bool:
        """Whether instances are enum constants, those with a body of their own included."""
        return self.enum or (isinstance(self.super_class, ScriptClass) and self.super_class.enum)

    def native_interface(self) -> ClassInfo | None:
        """The nearest library interface that brings methods of its own."""
        for info in self.ancestors:
            if not isinstance(info, ScriptClass) and info.interface and info.own:
                return info
        return None

    def native_parent(self) -> ClassInfo | None:
        """The nearest ancestor that is not script-defined, Object excluded."""
        for info in self.ancestors:
            if not isinstance(info, ScriptClass) and not info.interface and info.name != "java.lang.Object":
                return info
        return None


class Instance(ScriptObject):
    """An object of a script-defined class; `cells` are the locals an anonymous class captured."""

    __slots__ = ("cells", "class_info", "fields", "run")

    def __init__(self, class_info: ScriptClass, run: Any) -> None:
        self.class_info: ScriptClass = class_info
        self.run = run
        self.fields: dict[str, Any] = {}
        self.cells: dict[int, tuple[Any, ...]] = {}

    def to_text(self) -> str:
        method = choose(self.class_info.table.get("toString"), ())
        if method is not None:
            return text(invoke_method(self.run, self, method, ()))
        if self.class_info.enum_like():
            return str(self.fields["$name"])
        return f"{self.class_info.name}@{identity_code(self):x}"

    def same(self, other: Any) -> bool:
        method = choose(self.class_info.table.get("equals"), (other,))
        if method is not None:
            return invoke_method(self.run, self, method, (other,)) is True
        return self is other

    def code(self) -> int:
        method = choose(self.class_info.table.get("hashCode"), ())
        if method is not None:
            value = invoke_method(self.run, self, method, ())
            return value if type(value) is int else 0
        return identity_code(self)

    def order(self, other: Any) -> int | None:
        if self.class_info.enum_like() and isinstance(other, Instance) and other.class_info.enum_like():
            return int(self.fields["$ordinal"]) - int(other.fields["$ordinal"])
        method = choose(self.class_info.table.get("compareTo"), (other,))
        if method is not None:
            return int(invoke_method(self.run, self, method, (other,)))
        return None

    def comparable(self) -> bool:
        return not self.class_info.enum_like() and any(
            info.name == "java.lang.Comparable" for info in self.class_info.ancestors
        )

    def __iter__(self) -> Iterator[Any]:
        from addon.scripting.semantics.iteration import iterate

        return iterate(self.run, self)

    def truth(self) -> bool:
        from addon.scripting.semantics.truth import truth

        method = choose(self.class_info.table.get("asBoolean"), ())
        return True if method is None else truth(invoke_method(self.run, self, method, ()))


def choose(methods: list[ScriptMethod] | None, arguments: Sequence[Any]) -> ScriptMethod | None:
    """The method whose parameters are nearest to the arguments."""
    if not methods:
        return None
    if len(methods) == 1:
        only = methods[0]
        return only if not only.abstract and only.shape.matches(arguments) >= 0 else None
    best: ScriptMethod | None = None
    nearest = -1
    for method in methods:
        if method.abstract:
            continue
        far = method.shape.matches(arguments)
        if far >= 0 and (best is None or far < nearest):
            best, nearest = method, far
    return best


def invoke_method(run: Any, this: Any, method: ScriptMethod, arguments: Sequence[Any]) -> Any:
    """Call a method on an object (or, static, on its class)."""
    captured: tuple[Any, ...] = ()
    if type(this) is Instance and this.cells:
        captured = this.cells.get(id(method.shape), ())
    return method.shape.enter(run, this, None, arguments, captured)


def statics(run: Any, owner: ScriptClass) -> dict[str, Any]:
    """The static fields of a class in this run, initialized at first use."""
    known = run.classes.get(owner)
    if known is not None:
        return known  # type: ignore[no-any-return]
    values: dict[str, Any] = {}
    run.classes[owner] = values
    if isinstance(owner.super_class, ScriptClass):
        statics(run, owner.super_class)
    constants = []
    for ordinal, (name, arguments, body) in enumerate(owner.constants_of):
        made = Instance(body or owner, run)
        made.fields["$name"] = name
        made.fields["$ordinal"] = ordinal
        initialize(run, made, body or owner, [shape.enter(run, owner, None, (), ()) for shape in arguments])
        values[name] = made
        constants.append(made)
    if owner.enum:
        values["$constants"] = constants
        values["MIN_VALUE"] = constants[0] if constants else None
        values["MAX_VALUE"] = constants[-1] if constants else None
    for field in owner.fields:
        if field.static:
            values[field.name] = default_value(field.type)
    for field in owner.fields:
        if field.static and field.initial is not None:
            values[field.name] = _fitted(field.initial.enter(run, owner, None, (), ()), field)
    for shape in owner.static_initializers:
        shape.enter(run, owner, None, (), ())
    return values


_ZEROS: dict[str, Any] = {"int": 0, "boolean": False, "double": 0.0}


def default_value(kind: ClassInfo | None) -> Any:
    """What a field of a primitive type holds before anything is assigned."""
    if kind is None:
        return None
    if kind.name in _ZEROS:
        return _ZEROS[kind.name]
    if kind.name in ("long", "short", "byte", "float"):
        from addon.scripting.semantics.coerce import cast

        return cast(0, kind)
    return None


def _fitted(value: Any, field: FieldSpec) -> Any:
    if field.type is None:
        return value
    from addon.scripting.semantics.coerce import cast

    return cast(value, field.type)


def construct(
    run: Any, owner: ScriptClass, arguments: Sequence[Any], cells: dict[int, tuple[Any, ...]] | None = None
) -> Any:
    """`new Owner(arguments)`"""
    if owner.interface or owner.abstract:
        throw("GroovyRuntimeException", f"You cannot create an instance from the abstract class '{owner.name}'")
    if owner.native_parent() is not None and owner.native_parent().is_a(_throwable()):  # type: ignore[union-attr]
        made: Any = Throwable(owner)
        made.run = run
    else:
        made = Instance(owner, run)
        if cells:
            made.cells = cells
    run.meter.allocate(200)
    run.meter.step(8)
    initialize(run, made, owner, arguments)
    return made


def _throwable() -> ClassInfo:
    from addon.scripting.values.classes import class_named

    return class_named("java.lang.Throwable")


def initialize(run: Any, made: Any, owner: ScriptClass, arguments: Sequence[Any]) -> None:
    """Run the constructor of `owner` on a fresh object, the parent's first."""
    from addon.scripting.semantics.missing import no_constructor
    from addon.scripting.values.maps import MAP_TYPES

    if owner.constructors_of:
        chosen = choose(owner.constructors_of, arguments)
        if chosen is None:
            if len(arguments) == 1 and type(arguments[0]) in MAP_TYPES:
                bare = choose(owner.constructors_of, ())
                if bare is not None:
                    run_constructor(run, made, bare, ())
                    _set_all(run, made, arguments[0])
                    return
            no_constructor(owner.name, arguments)
        run_constructor(run, made, chosen, arguments)
        return
    super_class = owner.super_class
    if isinstance(super_class, ScriptClass):
        if (
            arguments
            and len(arguments) == 1
            and type(arguments[0]) in MAP_TYPES
            and not _has_one(super_class, arguments)
        ):
            initialize(run, made, super_class, ())
            run_initializers(run, made, owner)
            _set_all(run, made, arguments[0])
            return
        if arguments and not (owner.outer is None and owner.simple.isdigit()) and not _anonymous(owner):
            no_constructor(owner.name, arguments)
        initialize(run, made, super_class, arguments)
        run_initializers(run, made, owner)
        return
    run_initializers(run, made, owner)
    if not arguments:
        return
    if type(made) is Throwable and _anonymous(owner):
        native_init(made, arguments)
        return
    if len(arguments) == 1 and type(arguments[0]) in MAP_TYPES:
        _set_all(run, made, arguments[0])
        return
    if _anonymous(owner):
        return
    no_constructor(owner.name, arguments)


def _anonymous(owner: ScriptClass) -> bool:
    return owner.name.rpartition("$")[2].isdigit()


def _has_one(owner: ScriptClass, arguments: Sequence[Any]) -> bool:
    return choose(owner.constructors_of, arguments) is not None


def run_constructor(run: Any, made: Any, constructor: ScriptMethod, arguments: Sequence[Any]) -> None:
    """A constructor's code calls super(...) or this(...) itself; the compiler puts the call first."""
    invoke_method(run, made, constructor, arguments)


def run_initializers(run: Any, made: Any, owner: ScriptClass) -> None:
    """Field defaults, initial values and instance initializers of one class of the object."""
    for parent in owner.parents:
        if isinstance(parent, ScriptClass) and parent.interface:
            run_initializers(run, made, parent)
    for field in owner.fields:
        if not field.static:
            made.fields[field.name] = default_value(field.type)
    for field in owner.fields:
        if not field.static and field.initial is not None:
            captured = made.cells.get(id(field.initial), ()) if type(made) is Instance else ()
            made.fields[field.name] = _fitted(field.initial.enter(run, made, None, (), captured), field)
    for shape in owner.initializers:
        captured = made.cells.get(id(shape), ()) if type(made) is Instance else ()
        shape.enter(run, made, None, (), captured)


def native_init(made: Throwable, arguments: Sequence[Any]) -> None:
    """The constructors Throwable offers: (), (message), (message, cause), (cause)."""
    if len(arguments) == 1 and type(arguments[0]) is Throwable:
        made.cause = arguments[0]
        made.message = text(arguments[0])
        return
    if arguments:
        made.message = None if arguments[0] is None else text(arguments[0])
    if len(arguments) > 1:
        made.cause = arguments[1]


def _set_all(run: Any, made: Any, values: Any) -> None:
    from addon.scripting.semantics.access import set_property

    for name, value in values.items():
        set_property(run, made, text(name), value)


def functional_form(value: Any) -> NativeFunction | None:
    """A script object whose class has one method of a functional interface, as a callable."""
    if not isinstance(value, Instance):
        return None
    for interface, (name, size) in FUNCTIONAL.items():
        if any(info.simple == interface for info in value.class_info.ancestors):
            return NativeFunction(_method_caller(value, name), size, interface)
    return None


def _method_caller(value: Instance, name: str) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        from addon.scripting.semantics.calling import invoke

        return invoke(value.run, value, name, arguments)

    return call


FUNCTIONAL: dict[str, tuple[str, int]] = {
    "Comparator": ("compare", 2),
    "BiFunction": ("apply", 2),
    "BinaryOperator": ("apply", 2),
    "UnaryOperator": ("apply", 1),
    "Function": ("apply", 1),
    "BiPredicate": ("test", 2),
    "Predicate": ("test", 1),
    "BiConsumer": ("accept", 2),
    "Consumer": ("accept", 1),
    "Supplier": ("get", 0),
    "Runnable": ("run", 0),
    "Callable": ("call", 0),
    "IntFunction": ("apply", 1),
    "ToIntFunction": ("applyAsInt", 1),
    "ToLongFunction": ("applyAsLong", 1),
    "ToDoubleFunction": ("applyAsDouble", 1),
}
