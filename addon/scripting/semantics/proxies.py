"""A map of closures as an object of an interface."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.semantics.instances import Instance, ScriptClass
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import OBJECT, ClassInfo


class ProxyClass(ScriptClass):
    """The class of one proxy: its methods are the map's closures."""

    __slots__ = ()


def map_proxy(methods: Any, interface: ClassInfo) -> Instance:
    """`[name: { ... }] as Interface`"""
    from addon.scripting.limits import current_run
    from addon.scripting.semantics.instances import ScriptMethod
    from addon.scripting.semantics.shapes import Shape

    run = current_run()
    run.meter.step(50)
    run.meter.allocate(4096)
    made = ProxyClass(f"{interface.simple}_groovyProxy", (OBJECT, interface), False)
    ancestors: dict[ClassInfo, None] = {made: None}
    for parent in made.parents:
        ancestors.update(dict.fromkeys(parent.ancestors))
    made.ancestors = ancestors
    for name, closure in methods.items():
        if isinstance(closure, Closure) and type(name) is str:
            shape = Shape(name, ["arguments"], [None], [None], True, [], 0)
            shape.component = OBJECT
            shape.body = _forward(closure)
            made.own_methods[name] = [ScriptMethod(name, shape, False, False, made)]
    made.link()
    for name, held in made.table.items():
        if any(one.abstract for one in held) and name not in made.own_methods:
            made.own_methods[name] = [ScriptMethod(name, _unsupported(name), False, False, made)]
    made.link()
    if not interface.interface:
        throw("GroovyCastException", f"Cannot make a proxy of class {interface.name}")
    return Instance(made, run)


def _unsupported(name: str) -> Any:
    """The code of a method that the map has no closure for."""
    from addon.scripting.semantics.shapes import Shape

    shape = Shape(name, ["arguments"], [None], [None], True, [], 0)
    shape.component = OBJECT
    shape.body = lambda frame: throw("UnsupportedOperationException")
    return shape


def _forward(closure: Closure) -> Any:
    def call(frame: list[Any]) -> Any:
        return closure.call(*frame[4])

    return call
