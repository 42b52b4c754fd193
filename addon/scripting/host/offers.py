"""How a helper's methods are written down: by signature, with a line for the editor."""

from collections.abc import Callable
from typing import Any

from addon.scripting.library.registry import Table, find, flatten
from addon.scripting.values import hierarchy as _hierarchy  # noqa: F401 - defines GroovyObject
from addon.scripting.values.classes import OBJECT, ClassInfo, define
from addon.scripting.values.hosts import HostObject, missing_method


class Helper(HostObject):
    """nodeHelper and its kin: methods of a table, no properties."""

    __slots__ = ("class_info", "services")

    def __init__(self, class_info: ClassInfo, services: Any) -> None:
        self.class_info = class_info
        self.services = services

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        found = find(self.class_info.methods, name, arguments) or find(OBJECT.methods, name, arguments)
        if found is None:
            missing_method(self, name, arguments)
        return found[0](run, self, *found[1])


class Offer:
    """The methods of one helper class."""

    def __init__(self, class_name: str, variable: str) -> None:
        self.info = define(class_name, "groovy.lang.GroovyObject")
        self.variable = variable
        self._table = Table(self.info)
        self.old: set[str] = set()
        """Names that old rules may call and that no list shows."""

    def method(self, signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Offer a function under "name(first, second?, Type third?)"; optional parameters may be left out."""
        name, kinds, required = _read(signature)

        def add(function: Callable[..., Any]) -> Callable[..., Any]:
            missing = len(kinds)

            def padded(run: Any, self: Helper, *arguments: Any) -> Any:
                return function(run, self, *arguments, *[None] * (missing - len(arguments)))

            padded.__doc__ = f"{function.__doc__ or ''}\n{self.variable}.{signature}"
            for count in range(required, len(kinds) + 1):
                self._table.method(f"{name}({', '.join(kinds[:count])})")(padded)
            return function

        return add

    def lookup(self, signature: str, doc: str, *, old: bool = False) -> None:
        """Offer a method that only asks the services; an old name is not shown in lists."""
        name, _, _ = _read(signature)
        if old:
            self.old.add(name)
        asked = f"{self.variable}.{name}"

        def ask(run: Any, self: Helper, *arguments: Any) -> Any:
            run.meter.helper()
            return self.services.ask(run, asked, list(arguments))

        ask.__doc__ = doc
        self.method(signature)(ask)

    def ready(self) -> None:
        """Prepare look-ups; called once when all methods are there."""
        flatten(self.info)


def _read(signature: str) -> tuple[str, list[str], int]:
    name, _, rest = signature.partition("(")
    kinds, required = [], 0
    for parameter in (word.strip() for word in rest.rstrip(")").split(",")):
        if not parameter:
            continue
        kind, _, plain = parameter.rpartition(" ")
        kinds.append(f"{kind}?" if kind else "Object")
        required += not plain.endswith("?")
    return name, kinds, required
