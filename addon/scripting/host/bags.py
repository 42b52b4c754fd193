"""The property bag: what issue, comment, user, custom field are to a script."""

from typing import Any

from addon.scripting.errors import LimitExceeded
from addon.scripting.host.rich import rich_text
from addon.scripting.library.dates import Date
from addon.scripting.library.registry import find
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy as _hierarchy  # noqa: F401 - defines GroovyObject
from addon.scripting.values.classes import OBJECT, define
from addon.scripting.values.hosts import HostObject, missing_method
from addon.scripting.values.lists import LIST_TYPES
from addon.scripting.values.maps import GroovyMap
from addon.scripting.values.sets import SET_TYPES

BAG = define("Hub", "groovy.lang.GroovyObject")
DEEPEST = 200


class Bag(HostObject):
    """Unknown properties read null, any may be set, `setFoo(x)`/`getFoo()` mean the property `foo`."""

    __slots__ = ("class_info", "data")

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        self.class_info = BAG
        self.data: dict[str, Any] = {} if data is None else data

    def get_property(self, run: Any, name: str) -> Any:
        return self.data.get(name)

    def answers_to(self, run: Any, name: str) -> bool:
        """What the bag lacks and the run has as a variable is the variable; a fixture run is as Groovy has it."""
        in_fixture = run.services is not None and run.services.drops_on_null
        return name in self.data or name not in run.variables or in_fixture

    def set_property(self, run: Any, name: str, value: Any) -> None:
        if name not in self.data:
            run.meter.entries(1)
        self.data[name] = value

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        inherited = find(OBJECT.methods, name, arguments)
        if inherited is not None:
            return inherited[0](run, self, *inherited[1])
        if len(name) > 3 and name.startswith("set") and len(arguments) == 1:
            self.set_property(run, name[3].lower() + name[4:], arguments[0])
            return None
        if len(name) > 3 and name.startswith("get") and not arguments:
            return self.get_property(run, name[3].lower() + name[4:])
        return missing_method(self, name, arguments)

    def to_text(self, run: Any) -> str:
        return "Hub" + text(self.to_plain())

    def to_plain(self) -> GroovyMap:
        """The properties; marks of our own, which begin with a dollar, are no business of a reader's."""
        return GroovyMap((name, value) for name, value in self.data.items() if not name.startswith("$"))

    def copy(self) -> "Bag":
        """A bag of its own with the same values."""
        return Bag(dict(self.data))


MAPS = frozenset(("customFields", "customKeys", "entityProperties", "map"))
"""Objects under these names are maps, whose missing keys are null too but which know `each` and `find`."""


def to_host(value: Any, name: str = "", depth: int = 0) -> Any:
    """JSON-like values (with script numbers and texts, see `wire.parse`) as what a script works with."""
    if depth > DEEPEST:
        raise LimitExceeded("depth", f"The data is nested deeper than {DEEPEST}.")
    if isinstance(value, dict):
        if len(value) == 1 and "$date" in value:
            return Date(int(value["$date"]))
        if "$rich" in value and "text" in value:
            return rich_text(value["text"], value["$rich"])
        held = {key: to_host(one, key, depth + 1) for key, one in value.items()}
        return GroovyMap(held.items()) if name in MAPS else Bag(held)
    if isinstance(value, list):
        return [to_host(one, "", depth + 1) for one in value]
    return value


def bag_of(value: Any) -> Bag | None:
    """A bag with the values of a bag or of a map with text keys; null for anything else."""
    if isinstance(value, Bag):
        return value.copy()
    if isinstance(value, GroovyMap):
        return Bag({key: one for key, one in value.items() if isinstance(key, str)})
    return None


def elements(value: Any) -> list[Any]:
    """The elements of a list or set, none for anything else."""
    return list(value) if type(value) in LIST_TYPES or type(value) in SET_TYPES else []
