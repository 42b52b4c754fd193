"""Classes a script defines, and their instances. Methods are chosen by count and types of arguments."""

from collections.abc import Iterator, Sequence
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.limits import INSTANCE
from addon.scripting.semantics.shapes import Shape
from addon.scripting.semantics.texts import ScriptObject, identity_code, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.classes import OBJECT, ClassInfo, class_of
from addon.scripting.values.lists import Array


class ScriptMethod:
    """One method of a script-defined class or of the script."""

    __slots__ = (
        "abstract",
        "access",
        "final",
        "kind",
        "name",
        "owner",
        "private",
        "returns",
        "shape",
        "static",
        "throws",
        "truth",
    )

    def __init__(
        self, name: str, shape: Shape, static: bool, abstract: bool, owner: "ScriptClass", private: bool = False
    ) -> None:
        self.name = name
        self.shape = shape
        self.static = static
        self.abstract = abstract
        self.owner = owner
        self.private = private
        self.truth = False
        self.throws: tuple[ClassInfo, ...] = ()
        self.final = False
        self.returns = "java.lang.Object"
        self.kind: ClassInfo = OBJECT
        self.access = "private" if private else "public"


class FieldSpec:
    """A declared field; `initial` runs in a frame of its own and may be None."""

    __slots__ = ("constant", "final", "initial", "name", "place", "private", "property", "static", "type")

    def __init__(
        self, name: str, kind: ClassInfo | None, static: bool, final: bool, is_property: bool, initial: Shape | None
    ) -> None:
        self.name = name
        self.type = kind
        self.static = static
        self.final = final
        self.property = is_property
        self.initial = initial
        self.private = False
        self.constant = False
        self.place = (1, 1)


class ScriptClass(ClassInfo):
    """A class compiled from source; run-time state (statics) lives in `Run.classes`."""

    __slots__ = (
        "abstract",
        "all_fields",
        "anonymous",
        "components",
        "constants_of",
        "constructors_of",
        "enum",
        "fields",
        "final",
        "hidden",
        "initializers",
        "inner",
        "outer",
        "own_fields",
        "own_methods",
        "permits",
        "static_initializers",
        "super_class",
        "table",
        "trait",
    )

    def __init__(self, name: str, parents: Sequence[ClassInfo], interface: bool) -> None:
        super().__init__(name, parents, (), interface)
        self.own_methods: dict[str, list[ScriptMethod]] = {}
        self.table: dict[str, list[ScriptMethod]] = {}
        self.fields: list[FieldSpec] = []
        self.all_fields: dict[str, FieldSpec] = {}
        self.own_fields: dict[str, FieldSpec] = {}
        self.hidden: dict[tuple[ScriptClass, str], str] = {}
        self.constructors_of: list[ScriptMethod] = []
        self.initializers: list[Shape] = []
        self.static_initializers: list[Shape] = []
        self.constants_of: list[tuple[str, list[Shape], ScriptClass | None]] = []
        self.enum = False
        self.abstract = False
        self.anonymous = False
        self.components: list[str] = []
        self.permits: list[str] = []
        self.final = False
        self.inner = False
        self.trait = False
        self.outer: ScriptClass | None = None
        self.super_class: ClassInfo | None = None

    def link(self) -> None:
        """Gather inherited methods and fields; parents must be linked before.

        Interfaces with default methods are traits to Groovy: theirs stand before those of the class above.
        """
        table: dict[str, list[ScriptMethod]] = {name: list(found) for name, found in self.own_methods.items()}
        traits = [one for one in reversed(self.parents) if isinstance(one, ScriptClass) and one.interface]
        for parent in [*traits, *(one for one in self.parents if one not in traits)]:
            if isinstance(parent, ScriptClass):
                for name, inherited in parent.table.items():
                    visible = [method for method in inherited if not method.private]
                    mine = table.setdefault(name, []) if visible else []
                    for method in visible:
                        same = [
                            one
                            for one in mine
                            if one.shape.types == method.shape.types and one.shape.size == method.shape.size
                        ]
                        if not same:
                            mine.append(method)
                        elif same[0].abstract and not method.abstract:
                            mine[mine.index(same[0])] = method
        for parent in [*(one for one in self.parents if one not in traits), *reversed(traits)]:
            if isinstance(parent, ScriptClass):
                self.all_fields.update({name: one for name, one in parent.all_fields.items() if not one.private})
        self.table = table
        for one in self.fields:
            self.all_fields[one.name] = one
        self._hide()

    def _hide(self) -> None:
        """Give the fields of parents that a nearer class declares anew a place of their own in the objects."""
        nearer: set[str] = set()
        for info in self._holders({}):
            for field in info.fields:
                if not field.static:
                    if field.name in nearer:
                        self.hidden[info, field.name] = f"{field.name}@{info.name}"
                    nearer.add(field.name)

    def _holders(self, met: "dict[ScriptClass, None]") -> "dict[ScriptClass, None]":
        """The classes and traits whose fields an object has, the nearest first: a later trait before an earlier one."""
        if self in met:
            return met
        met[self] = None
        for trait in reversed(self.parents):
            if isinstance(trait, ScriptClass) and trait.trait:
                trait._holders(met)
        if isinstance(self.super_class, ScriptClass) and not self.super_class.trait:
            self.super_class._holders(met)
        return met

    def means_static(self, name: str, count: int) -> "ScriptClass | None":
        """The class whose static method code of this class means that calls `name` with so many arguments: one that
        takes them is known here, and none of objects."""
        owner: Any = self
        methods = self.table.get(name)
        while not methods and isinstance(owner.super_class, ScriptClass):
            owner = owner.super_class
            methods = owner.own_methods.get(name)
        if not methods or self.interface or not any(one.static for one in methods):
            return None
        fitting = [one for one in methods if one.shape.takes(count)]
        return owner if fitting and all(one.static for one in fitting) else None

    def place(self, within: "ScriptClass", name: str) -> str:
        """Where an object of this class keeps the field that `within`, it or a parent, declares."""
        return self.hidden.get((within, name), name) if self.hidden else name

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
    """An object of a script-defined class.

    `cells` are the locals an anonymous class captured, `outer` the object around one of an inner class.
    """

    __slots__ = ("cells", "class_info", "fields", "outer", "run")

    def __init__(self, class_info: ScriptClass, run: Any) -> None:
        self.class_info: ScriptClass = class_info
        self.run = run
        self.fields: dict[str, Any] = {}
        self.cells: dict[int, tuple[Any, ...]] = {}
        self.outer: Any = None

    def copy(self) -> "Instance":
        """Another object with the same values in its fields, made by no constructor."""
        self.run.meter.allocate(INSTANCE)
        made = Instance(self.class_info, self.run)
        made.fields, made.cells, made.outer = dict(self.fields), self.cells, self.outer
        return made

    def to_text(self) -> str:
        method = choose(self.class_info.table.get("toString"), ())
        if method is not None:
            return text(invoke_method(self.run, self, method, ()))
        if self.class_info.enum_like():
            return str(self.fields["$name"])
        return f"{self.class_info.name}@{self.code() & 0xFFFFFFFF:x}"

    def same(self, other: Any, chosen: bool = False) -> bool:
        """equals(Object); with `chosen`, whichever equals the argument's type is nearest to, as `==` does."""
        methods = self.class_info.table.get("equals") or []
        if not chosen:
            methods = [one for one in methods if one.shape.types in ([None], [OBJECT])]
        method = choose(methods, (other,))
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
        method = choose(self.class_info.table.get("compareTo"), (other,)) if self.comparable() else None
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
        method = choose(self.class_info.table.get("asBoolean"), ())
        return True if method is None else truth(invoke_method(self.run, self, method, ()))


def choose(methods: list[ScriptMethod] | None, arguments: Sequence[Any]) -> ScriptMethod | None:
    """The method whose parameters are nearest to the arguments."""
    if not methods:
        return None
    if len(methods) == 1:
        only = methods[0]
        return only if not only.abstract and only.shape.matches(arguments) >= 0 else None
    best: list[ScriptMethod] = []
    nearest = -1
    for method in methods:
        if method.abstract:
            continue
        far = method.shape.matches(arguments)
        if far < 0 or (best and far > nearest):
            continue
        if best and far == nearest:
            best.append(method)
        else:
            best, nearest = [method], far
    if len(best) > 1 and arguments:
        from addon.scripting.semantics.selection import ambiguous

        ambiguous(best, arguments)
    return best[0] if best else None


def choose_call(
    methods: list[ScriptMethod] | None, arguments: Sequence[Any]
) -> tuple[ScriptMethod, Sequence[Any]] | None:
    """As `choose`, for a call: nothing given means null for one parameter, one list stands for its elements."""
    found = choose(methods, arguments)
    if found is not None:
        return found, arguments
    if not methods:
        return None
    if not arguments:
        lone = methods[0]
        return (lone, (None,)) if len(methods) == 1 and not lone.abstract and lone.shape.takes_null() else None
    if len(arguments) == 1 and type(arguments[0]) is list:
        given = tuple(arguments[0])
        found = choose(methods, given)
        if found is None and not given and len(methods) == 1 and methods[0].shape.takes_null():
            found = methods[0]
        if found is None:
            return None
        _refuse_unfit(found.shape, given)
        return found, given
    return None


_AS_THEY_ARE = frozenset(
    [f"java.lang.{name}" for name in ("Byte", "Short", "Integer", "Long", "Float", "Double", "String")]
    + ["java.math.BigInteger", "java.math.BigDecimal"]
)
"""Classes of parameters that reflection fills with nothing else."""


def _refuse_unfit(shape: Shape, given: Sequence[Any]) -> None:
    """Where a list stands for the arguments, Groovy calls by reflection: nothing is converted, none left out."""
    if len(given) < shape.required or (shape.variadic and len(given) != shape.size):
        throw("IllegalArgumentException", "wrong number of arguments")
    if shape.variadic and given and given[-1] is not None and type(given[-1]) is not Array:
        throw("IllegalArgumentException", "argument type mismatch")
    for value, place in zip(given, shape.chosen(len(given)), strict=False):
        kind = shape.types[place]
        if kind is not None and value is not None and kind.name in _AS_THEY_ARE and class_of(value) is not kind:
            throw("IllegalArgumentException", "argument type mismatch")


def invoke_method(run: Any, this: Any, method: ScriptMethod, arguments: Sequence[Any]) -> Any:
    """Call a method on an object (or, static, on its class)."""
    captured: tuple[Any, ...] = ()
    if method.static:
        this = method.owner
    elif type(this) is Instance and this.cells:
        captured = this.cells.get(id(method.shape), ())
    return method.shape.enter(run, this, None, arguments, captured)
