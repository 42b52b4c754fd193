"""groovy.util.Expando: an object that takes any property; a closure in one is a method."""

from typing import Any

from addon.scripting.library.registry import Table, find
from addon.scripting.limits import meter
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.values.callables import OWNER_FIRST, Closure
from addon.scripting.values.classes import OBJECT, define
from addon.scripting.values.hosts import HostObject, missing_method
from addon.scripting.values.maps import GroovyMap

EXPANDO = define("groovy.util.Expando", "groovy.lang.GroovyObject")


class Expando(HostObject):
    """Holds its properties as a map."""

    __slots__ = ("class_info", "held")

    def __init__(self, held: GroovyMap) -> None:
        self.class_info = EXPANDO
        self.held = held

    def get_property(self, run: Any, name: str) -> Any:
        if name == "properties":
            return self.held
        return EXPANDO if name == "class" and not self.held.has(name) else self.held.get(name)

    def set_property(self, run: Any, name: str, value: Any) -> None:
        run.meter.entries(1)
        self.held.put(name, value)

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        own = self.held.get(name)
        if isinstance(own, Closure):
            return self._called(own, arguments)
        if name == "toString" and not arguments:
            return self.to_text(run)
        if name == "getProperties" and not arguments:
            return self.held
        if name == "getProperty" and len(arguments) == 1:
            return self.get_property(run, text(arguments[0]))
        if name == "setProperty" and len(arguments) == 2:
            return self.set_property(run, text(arguments[0]), arguments[1])
        found = find(OBJECT.methods, name, arguments)
        return found[0](run, self, *found[1]) if found is not None else missing_method(self, name, arguments)

    def _called(self, own: Closure, arguments: tuple[Any, ...]) -> Any:
        from addon.scripting.library.objects import delegated

        return delegated(own, self, OWNER_FIRST).call(*arguments)

    def to_text(self, run: Any) -> str:
        own = self.held.get("toString")
        return text(self._called(own, ())) if isinstance(own, Closure) else java_text(self.held)

    def to_plain(self) -> Any:
        return Shown(self.to_text(None))


class Shown:
    """An Expando as an answer shows it."""

    __slots__ = ("words",)

    def __init__(self, words: str) -> None:
        self.words = words


define("groovy.util.Expando$Shown", python=[Shown])
extend(Shown, text=lambda value: value.words, plain=lambda value: {"$object": "Expando", "string": value.words})


@Table(EXPANDO).constructor("()", "(Map)")
def make(run: Any, held: Any = None) -> Expando:
    """An object with the properties of a map."""
    if held is None:
        return Expando(GroovyMap())
    meter().entries(len(held))
    return Expando(GroovyMap(held.items()))
