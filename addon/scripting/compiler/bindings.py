"""The script's variables as an object."""

from typing import Any

from addon.scripting.semantics.missing import missing_method, missing_property
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import class_named
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.maps import GroovyMap


class Binding(HostObject):
    """groovy.lang.Binding: the script's variables as an object."""

    __slots__ = ("class_info", "run")

    def __init__(self, run: Any) -> None:
        self.run = run
        self.class_info = class_named("groovy.lang.Binding")

    def get_property(self, run: Any, name: str) -> Any:
        if name == "variables":
            return self._map()
        if name in self.run.variables:
            return self.run.variables[name]
        return missing_property(self, name)

    def _map(self) -> GroovyMap:
        self.run.meter.entries(len(self.run.variables))
        return GroovyMap(self.run.variables.items())

    def set_property(self, run: Any, name: str, value: Any) -> None:
        if name not in self.run.variables:
            self.run.meter.entries(1)
            self.run.meter.text(len(name))
        self.run.variables[name] = value

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        count = len(arguments)
        if name == "hasVariable" and count == 1:
            return text(arguments[0]) in self.run.variables
        if name == "getVariable" and count == 1:
            return self.get_property(run, text(arguments[0]))
        if name == "setVariable" and count == 2:
            self.set_property(run, text(arguments[0]), arguments[1])
            return None
        if name == "removeVariable" and count == 1:
            self.run.variables.pop(text(arguments[0]), None)
            return None
        if name == "getVariables" and not count:
            return self._map()
        return missing_method(self, name, arguments)
