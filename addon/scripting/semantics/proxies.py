"""Closures and maps of closures as objects of an interface or abstract class; objects with traits added."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.semantics.instances import Instance, ScriptClass, ScriptMethod
from addon.scripting.semantics.shapes import Shape
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
            wanted = [one.shape for one in kind.table.get(name, ())] if isinstance(kind, ScriptClass) else []
            made.own_methods[name] = [
                ScriptMethod(name, shape, False, False, made) for shape in _forwards(name, closure, wanted)
            ]
    made.link()
    for name, held in made.table.items():
        if any(one.abstract for one in held) and name not in made.own_methods:
            made.own_methods[name] = [ScriptMethod(name, _unsupported(name), False, False, made)]
    made.link()
    return _new(made)


def with_traits(value: Instance, traits: list[ScriptClass]) -> Instance:
    """`value as Trait`: an object with the same state, what the traits bring in front of its own methods."""
    original = value.class_info
    made = _proxy_class(f"{original.simple}1_groovyProxy", (original, *traits))
    made.super_class = original
    made.link()
    mixed = Instance(made, value.run)
    mixed.cells, mixed.outer = value.cells, value.outer
    _begin(mixed, traits)
    mixed.fields = {**mixed.fields, **value.fields}
    return mixed


def _begin(mixed: Instance, traits: list[ScriptClass]) -> None:
    from addon.scripting.semantics.construction import clear_fields, run_initializers

    for trait in traits:
        clear_fields(mixed, trait)
        run_initializers(mixed.run, mixed, trait)


def _proxy_class(name: str, parents: tuple[ClassInfo, ...]) -> ProxyClass:
    from addon.scripting.limits import current_run

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
    from addon.scripting.limits import current_run
    from addon.scripting.semantics.construction import clear_fields, initialize

    run = current_run()
    proxy = Instance(made, run)
    clear_fields(proxy, made)
    initialize(run, proxy, made, ())
    return proxy


def _forwards(name: str, closure: Closure, wanted: list[Shape]) -> list[Shape]:
    """A shape for each method that the closure implements; any number of arguments where none has the name."""
    if not wanted:
        shape = Shape(name, ["arguments"], [None], [None], True, [], 0)
        shape.component = OBJECT
        shape.body = lambda frame: closure.call(*frame[4])
        return [shape]
    return [_forward(name, closure, one) for one in wanted]


def _forward(name: str, closure: Closure, wanted: Shape) -> Shape:
    shape = Shape(name, wanted.names, wanted.types, [None] * wanted.size, wanted.variadic, [], 0)
    shape.component = wanted.component
    end = 4 + wanted.size
    shape.body = lambda frame: closure.call(*frame[4:end])
    return shape


def _unsupported(name: str) -> Any:
    """The code of a method that the map has no closure for."""
    shape = Shape(name, ["arguments"], [None], [None], True, [], 0)
    shape.component = OBJECT
    shape.body = lambda frame: throw("UnsupportedOperationException")
    return shape
