"""Closures and maps of closures as objects of an interface or abstract class; objects with traits added."""

from collections.abc import Iterator
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.limits import current_run
from addon.scripting.semantics.access import capitalized
from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.castfailures import given_back
from addon.scripting.semantics.construction import clear_fields, initialize
from addon.scripting.semantics.functional import only_method
from addon.scripting.semantics.instances import Instance, ScriptClass, ScriptMethod
from addon.scripting.semantics.shapes import Shape
from addon.scripting.semantics.undeclared import declaring
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import OBJECT, ClassInfo
from addon.scripting.values.maps import GroovyMap


class ProxyClass(ScriptClass):
    """The class of one proxy: its methods are the map's closures."""

    __slots__ = ()


def single_proxy(closure: Closure, kind: ScriptClass) -> Instance:
    """`{ ... } as Kind`: the closure stands for every method that is left to implement."""
    names = [name for name, methods in kind.table.items() if any(one.abstract for one in methods)]
    return map_proxy(GroovyMap((name, closure) for name in names), kind)


def map_proxy(methods: Any, kind: ClassInfo) -> Instance:
    """`[name: { ... }] as Kind` for an interface, a trait or an abstract class of the script."""
    made = _proxy_class(f"{kind.simple}_groovyProxy", (OBJECT, kind) if kind.interface else (kind,))
    if not kind.interface:
        if not isinstance(kind, ScriptClass):
            throw("GroovyCastException", f"Cannot make a proxy of class {kind.name}")
        made.super_class = kind
    for name, closure in methods.items():
        if isinstance(closure, Closure) and type(name) is str:
            wanted = kind.table.get(name, []) if isinstance(kind, ScriptClass) else []
            strict = kind.interface and not (isinstance(kind, ScriptClass) and kind.trait)
            made.own_methods[name] = [
                ScriptMethod(name, shape, False, False, made) for shape in _forwards(name, closure, wanted, strict)
            ]
    for left in () if isinstance(kind, ScriptClass) else _left(kind):
        if left not in made.own_methods:
            made.own_methods[left] = [ScriptMethod(left, _unsupported(left), False, False, made)]
    made.link()
    for name, held in made.table.items():
        if any(one.abstract for one in held) and name not in made.own_methods:
            made.own_methods[name] = [ScriptMethod(name, _unsupported(name), False, False, made)]
    made.link()
    return _new(made)


GONE_THROUGH = {"java.lang.Iterable": ("iterator",), "java.util.Iterator": ("hasNext", "next")}
"""What has to be implemented to be gone through."""


def _left(kind: ClassInfo) -> tuple[str, ...]:
    """The methods that an interface of the library leaves to implement."""
    only = only_method(kind)
    return GONE_THROUGH.get(kind.name, ()) if only is None else (only,)


def gone_through_proxy(closure: Closure, kind: ClassInfo) -> Instance | None:
    """`{ ... } as Iterable` and `as Iterator`: the closure stands for every method; None for other kinds."""
    names = GONE_THROUGH.get(kind.name)
    return None if names is None else map_proxy(GroovyMap((name, closure) for name in names), kind)


def with_traits(value: Any, traits: list[ScriptClass]) -> Instance:
    """`value as Trait`: an object of the traits that hands on to `value` what they do not bring themselves."""
    original = value.class_info if type(value) is Instance else OBJECT
    interfaces = [one for one in original.ancestors if one.interface and one not in traits]
    made = _proxy_class(f"{original.simple}1_groovyProxy", (OBJECT, *traits, *interfaces))
    brought = [method for trait in traits for methods in trait.table.values() for method in methods]
    if type(value) is Instance:
        for wanted in _offered(value.class_info):
            if not any(not one.abstract and _alike(one, wanted) for one in brought):
                made.own_methods.setdefault(wanted.name, []).append(_handed_on(wanted, value, made))
    for method in brought:
        if method.abstract and not any(_alike(one, method) for one in made.own_methods.get(method.name, ())):
            made.own_methods.setdefault(method.name, []).append(_handed_on(method, value, made))
    made.link()
    return _new(made)


_NOT_HANDED_ON = frozenset(("toString", "equals", "hashCode"))


def _offered(original: ScriptClass) -> Iterator[ScriptMethod]:
    """The methods that objects of a class offer, accessors of its properties included."""
    for name, methods in original.table.items():
        if name not in _NOT_HANDED_ON:
            yield from (one for one in methods if not (one.private or one.static))
    for name, field in original.all_fields.items():
        if field.property and not field.static:
            accessors: list[tuple[str, list[ClassInfo | None]]] = [("get", [])]
            if not field.final:
                accessors.append(("set", [field.type]))
            for word, types in accessors:
                called = word + capitalized(name)
                shape = Shape(called, ["value"][: len(types)], types, [None] * len(types), False, [], 0)
                if called not in original.table:
                    yield ScriptMethod(called, shape, False, False, original)


def _alike(one: ScriptMethod, two: ScriptMethod) -> bool:
    return one.name == two.name and one.shape.types == two.shape.types and one.shape.size == two.shape.size


def _handed_on(method: ScriptMethod, value: Any, made: ScriptClass) -> ScriptMethod:
    """A method of a proxy that calls the one of the object behind it."""
    wanted = method.shape
    shape = Shape(method.name, wanted.names, wanted.types, [None] * wanted.size, wanted.variadic, [], 0)
    shape.component = wanted.component
    end = 4 + wanted.size
    shape.body = lambda frame: invoke(frame[0], value, method.name, frame[4:end])
    return ScriptMethod(method.name, shape, False, False, made)


def _proxy_class(name: str, parents: tuple[ClassInfo, ...]) -> ProxyClass:
    run = current_run()
    run.meter.step(50)
    run.meter.allocate(4096)
    made = ProxyClass(name, parents, False)
    ancestors: dict[ClassInfo, None] = {made: None}
    for parent in made.parents:
        ancestors.update(dict.fromkeys(parent.ancestors))
    made.ancestors = ancestors
    return made


def _new(made: ProxyClass) -> Instance:
    run = current_run()
    proxy = Instance(made, run)
    clear_fields(proxy, made)
    initialize(run, proxy, made, ())
    return proxy


def _forwards(name: str, closure: Closure, wanted: list[ScriptMethod], strict: bool) -> list[Shape]:
    """A shape for each method that the closure implements; any number of arguments where none has the name."""
    if not wanted:
        shape = Shape(name, ["arguments"], [None], [None], True, [], 0)
        shape.component = OBJECT
        shape.body = lambda frame: closure.call(*frame[4])
        return [shape]
    return [_forward(closure, one, strict) for one in wanted]


def _forward(closure: Closure, method: ScriptMethod, strict: bool) -> Shape:
    name, wanted, returns = method.name, method.shape, method.returns
    shape = Shape(name, wanted.names, wanted.types, [None] * wanted.size, wanted.variadic, [], 0)
    shape.component = wanted.component
    end = 4 + wanted.size
    call = declaring(closure.call, method.throws) if strict else closure.call
    shape.body = lambda frame: given_back(call(*frame[4:end]), returns, strict)
    return shape


def _unsupported(name: str) -> Any:
    """The code of a method that the map has no closure for."""
    shape = Shape(name, ["arguments"], [None], [None], True, [], 0)
    shape.component = OBJECT
    shape.body = lambda frame: throw("UnsupportedOperationException")
    return shape
