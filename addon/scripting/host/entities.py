"""The entity of a real run: `issue`/`workItem` with the names its tracker knows, and what a script changed."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.host.bags import Bag, to_host
from addon.scripting.host.wire import Budget, to_wire
from addon.scripting.names import READ_ONLY as READ_ONLY
from addon.scripting.names import known_names as known_names
from addon.scripting.values.characters import GString
from addon.scripting.values.maps import GroovyMap


class EntityBag(Bag):
    """Reads like any bag. A write to a name nobody knows changes nothing and is noted as a warning with the
    nearest name; one to a read-only name throws. Custom fields answer to their name directly."""

    __slots__ = ("known", "variable", "warnings")

    def __init__(self, data: dict[str, Any], variable: str, known: frozenset[str], warnings: list[Any]) -> None:
        super().__init__(data)
        self.variable = variable
        self.known = known
        self.warnings = warnings

    def get_property(self, run: Any, name: str) -> Any:
        if name not in self.data and name not in self.known:
            field = self._custom(name)
            return None if field is None else field.data.get("value")
        return self.data.get(name)

    def set_property(self, run: Any, name: str, value: Any) -> None:
        if name in READ_ONLY:
            throw("ReadOnlyPropertyException", f"Cannot set readonly property: {name} for class: {self.variable}")
        if name in self.known or name in self.data or "." in name:
            super().set_property(run, name, value)
            if name == "type" and isinstance(value, Bag) and value.data.get("$local"):
                super().set_property(run, "typeName", value.data.get("name"))  # of the two, the last one counts
            return
        field = self._custom(name)
        if field is not None:
            field.set_property(run, "value", value)
            return
        near = get_close_matches(name, self._names(), 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        run.meter.log(len(name) + 60)
        self.warnings.append(f"{self.variable}.{name} is no field here: nothing was written.{hint}")

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        if name == "setStatus" and len(arguments) == 1 and type(arguments[0]) in (str, GString):
            arguments = (Bag({"name": arguments[0]}),)
        return super().call_method(run, name, arguments)

    def _custom(self, name: str) -> Bag | None:
        fields = self.data.get("customFields")
        found = fields.get(name) if isinstance(fields, GroovyMap) else None
        return found if isinstance(found, Bag) else None

    def _names(self) -> list[str]:
        fields = self.data.get("customFields")
        custom = [key for key in fields.keys() if isinstance(key, str)] if isinstance(fields, GroovyMap) else []  # noqa: SIM118
        return [*self.known, *custom]


class ReplicaBag(Bag):
    """A replica: a name that it does not hold is looked for among its custom fields, then its custom keys."""

    __slots__ = ()

    def get_property(self, run: Any, name: str) -> Any:
        if name in self.data:
            return self.data[name]
        fields, keys = self.data.get("customFields"), self.data.get("customKeys")
        if isinstance(fields, GroovyMap) and isinstance(found := fields.get(name), Bag):
            return found.data.get("value")
        return keys.get(name) if isinstance(keys, GroovyMap) else None


class Watched:
    """An entity and what it was when it was handed out, property by property."""

    def __init__(self, entity: EntityBag, largest: int, aliases: Mapping[str, str] | None = None) -> None:
        self.entity = entity
        self._largest = largest
        self._aliases = aliases or {}
        self._given: dict[str, Any] = {}
        self._alias()
        self._before = self.as_wire()

    def as_wire(self) -> dict[str, Any]:
        """The properties as plain JSON; a custom field is there once, whatever names it answers to."""
        data = dict(self.entity.data)
        fields = data.get("customFields")
        if isinstance(fields, GroovyMap) and self._aliases:
            data["customFields"] = GroovyMap(
                (key, one) for key, one in fields.items() if not self._is_alias(fields, key, one)
            )
        made = to_wire(Bag(data), Budget(self._largest))
        assert isinstance(made, dict)
        return made

    def _alias(self) -> None:
        """Let custom fields answer to their other names as well: the same object under each."""
        fields = self.entity.data.get("customFields")
        if isinstance(fields, GroovyMap):
            for alias, name in self._aliases.items():
                if fields.has(name) and not fields.has(alias):
                    self._given[alias] = fields.get(name)
                    fields.put(alias, self._given[alias])

    def _is_alias(self, fields: GroovyMap, key: Any, one: Any) -> bool:
        """Whether an entry is another name of a field, also where a rule put something else under the field's name."""
        if not isinstance(key, str) or key not in self._aliases:
            return False
        return self._given.get(key) is one or fields.get(self._aliases[key]) is one

    def changes(self) -> dict[str, Any]:
        """The properties that differ from the start, or from the last `settle`."""
        now = self.as_wire()
        return {name: value for name, value in now.items() if name not in self._before or self._before[name] != value}

    def settle(self, written: Mapping[str, Any]) -> None:
        """Take over what a store made of the entity; what was stored counts as unchanged from here on."""
        for name, value in written.items():
            self.entity.data[name] = to_host(value, name)
        self._alias()
        self._before = self.as_wire()
