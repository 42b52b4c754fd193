"""How a helper's methods are written down: by signature, with a line for the editor."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NoReturn

from addon.scripting.errors import Thrown
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
            _missing(self, name, arguments)
        return found[0](run, self, *found[1])


LONGEST_VALUES = 200
SIGNATURES: dict[str, dict[str, list[str]]] = {}
"""By class name: the signatures of each method, as they were written down."""


OTHERS = {
    "getHubIssue": "httpClient.get(path)",
    "getIssue": "httpClient.get(path)",
    "getSprint": "issue.sprint = name",
    "getHubUser": "getUser(id, project?)",
    "findUser": "getUserByEmail(email, project?)",
    "getEpic": "issue.parentId = id",
    "getAttachments": "issue.attachments",
    "getComments": "issue.comments",
    "setStatus": "issue.setStatus(name)",
    "unExalate": "unExalateAfterProcessing()",
    "unlink": "unlinkAfterProcessing()",
    "syncBack": "syncBackAfterProcessing()",
}
"""Methods that people look for and no helper has, with what does it."""


def suggested(signatures: Mapping[str, list[str]], name: str) -> list[str]:
    """The signatures of the method that was probably meant: of this name, else what does it, else the nearest one."""
    if name in signatures:
        return signatures[name]
    if name in OTHERS:
        return [OTHERS[name]]
    by_lower = {one.lower(): one for one in signatures}
    near = get_close_matches(name.lower(), list(by_lower), 3, 0.7)
    return [signature for one in near for signature in signatures[by_lower[one]]]


def _missing(helper: Helper, name: str, arguments: tuple[Any, ...]) -> NoReturn:
    """MissingMethodException; in a real run with what the helper has instead, and without whole entities in it."""
    try:
        missing_method(helper, name, arguments)
    except Thrown as error:
        if helper.services.drops_on_null:  # a fixture run words it as Groovy does
            raise
        said = str(error.value.message)
        before, mark, values = said.partition(" values: [")
        if mark and len(values) > LONGEST_VALUES:
            said = before
        signatures = SIGNATURES.get(helper.class_info.name, {})
        solutions = suggested(signatures, name) or sorted(signatures)
        error.value.message = f"{said}. Possible solutions: {', '.join(solutions)}" if solutions else said
        raise


class Offer:
    """The methods of one helper class."""

    def __init__(self, class_name: str, variable: str) -> None:
        self.info = define(class_name, "groovy.lang.GroovyObject")
        self.variable = variable
        self._table = Table(self.info)
        self.signatures: dict[str, list[str]] = SIGNATURES.setdefault(self.info.name, {})
        self.docs: dict[str, str] = {}
        """What each method does, in a sentence."""
        self.asked: set[str] = set()
        """What methods ask the services for, such as "nodeHelper.getUser"."""
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
            self.signatures.setdefault(name, []).append(signature)
            self.docs.setdefault(name, (function.__doc__ or "").strip())
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
        self.asked.add(asked)

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
