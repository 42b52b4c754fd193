"""The entity of a real run: `issue`/`workItem` with the names its tracker knows, and what a script changed."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.host.bags import Bag, elements, to_host
from addon.scripting.host.wire import Budget, to_wire
from addon.scripting.names import OF_PLATFORM
from addon.scripting.names import READ_ONLY as READ_ONLY
from addon.scripting.names import known_names as known_names
from addon.scripting.values.characters import GString
from addon.scripting.values.maps import GroovyMap

_PRODUCT = {"jira": "Jira", "azuredevops": "Azure DevOps"}
_INSTEAD = {
    "workLogs": 'Azure DevOps keeps hours, in "Microsoft.VSTS.Scheduling.CompletedWork".',
    "originalEstimate": 'Azure DevOps keeps hours, in "Microsoft.VSTS.Scheduling.OriginalEstimate".',
    "remainingEstimate": 'Azure DevOps keeps hours, in "Microsoft.VSTS.Scheduling.RemainingWork".',
    "sprint": "Azure DevOps has iterationPath.",
    "components": "Azure DevOps has areaPath and labels.",
    "resolution": 'Azure DevOps has "System.Reason".',
    "environment": 'Azure DevOps has "Microsoft.VSTS.TCM.SystemInfo".',
    "fixVersions": 'Azure DevOps has "Microsoft.VSTS.Build.IntegrationBuild".',
    "affectedVersions": 'Azure DevOps has "Microsoft.VSTS.Build.FoundIn".',
    "areaPath": "Jira has components and custom fields.",
    "iterationPath": "Jira has sprint.",
    "relations": "Jira has issueLinks and parentId.",
}
"""What does nearly the same on the product that lacks the field."""


def instead_of(name: str, known: frozenset[str]) -> str:
    """A sentence for a name that only entities of the other product have; empty for any other name."""
    product = next((_PRODUCT[one] for one, names in OF_PLATFORM.items() if name in names and name not in known), "")
    return f" Only {product} has it. {_INSTEAD.get(name, '')}".rstrip() if product else ""


SAME = {
    "comments": ("addedComments", "changedComments", "$unmerged"),
    "attachments": ("addedAttachments",),
}
"""Lists of a replica, and those of its deltas that hold some of the same things."""


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
        hint = instead_of(name, self.known)
        if not hint and (near := get_close_matches(name, self._names(), 1)):
            hint = f" Did you mean {near[0]}?"
        run.meter.log(len(name) + len(hint) + 60)
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
    """A replica: a name that it does not hold is looked for among its custom fields, then its custom keys.

    A comment or file that is new is the same object in `addedComments` as in `comments`, so that a rule may change it
    at either place.
    """

    __slots__ = ()

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        super().__init__(data)
        for name, deltas in SAME.items():
            held = {one.data.get("id"): one for one in elements(self.data.get(name)) if isinstance(one, Bag)}
            for delta in deltas:
                listed = elements(self.data.get(delta))
                if listed:
                    self.data[delta] = [held.get(one.data.get("id"), one) for one in listed if isinstance(one, Bag)]

    def get_property(self, run: Any, name: str) -> Any:
        if name in self.data:
            return self.data[name]
        fields, keys = self.data.get("customFields"), self.data.get("customKeys")
        if isinstance(fields, GroovyMap) and isinstance(found := fields.get(name), Bag):
            return found.data.get("value")
        return keys.get(name) if isinstance(keys, GroovyMap) else None


class Fields(dict[Any, Any]):
    """What stands behind `customFields`: a field also answers to its other names, and is there once for `each`."""

    def __init__(self, held: Mapping[Any, Any], aliases: Mapping[str, str]) -> None:
        super().__init__(held)
        self._aliases = aliases

    def _name(self, slot: Any) -> Any:
        """The name that a field is kept under."""
        if type(slot) is not str or slot not in self._aliases or dict.__contains__(self, slot):
            return slot
        return self._aliases[slot]

    def __contains__(self, slot: object) -> bool:
        return super().__contains__(self._name(slot))

    def __getitem__(self, slot: Any) -> Any:
        return super().__getitem__(self._name(slot))

    def __setitem__(self, slot: Any, value: Any) -> None:
        super().__setitem__(self._name(slot), value)

    def get(self, slot: Any, otherwise: Any = None) -> Any:
        return super().get(self._name(slot), otherwise)

    def pop(self, slot: Any, *otherwise: Any) -> Any:
        return super().pop(self._name(slot), *otherwise)


class Watched:
    """An entity and what it was when it was handed out, property by property."""

    def __init__(self, entity: EntityBag, largest: int, aliases: Mapping[str, str] | None = None) -> None:
        self.entity = entity
        self._largest = largest
        self._aliases = aliases or {}
        self._alias()
        self._before = self.as_wire()

    def as_wire(self) -> dict[str, Any]:
        """The properties as plain JSON."""
        made = to_wire(Bag(self.entity.data), Budget(self._largest))
        assert isinstance(made, dict)
        return made

    def _alias(self) -> None:
        """Let custom fields answer to their other names as well."""
        fields = self.entity.data.get("customFields")
        if isinstance(fields, GroovyMap) and self._aliases:
            fields.data = Fields(fields.data, self._aliases)

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
