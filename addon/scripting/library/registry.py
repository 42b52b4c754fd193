"""How library functions are declared, found and chosen.

A `Table` collects what can be called on one class. Signatures are written as Groovy writes them,
`"padLeft(Number, CharSequence)"`; the argument kinds are checked and converted before the function runs.
"""

from collections.abc import Callable, Sequence
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.charges import by_arguments, charging
from addon.scripting.library.kinds import ANY, PRIMITIVES, REFUSED, Kind, kind_named
from addon.scripting.values.classes import BY_NAME, OBJECT, ClassInfo, class_named
from addon.scripting.values.lists import Array

Function = Callable[..., Any]


TEXTS = frozenset(("String", "CharSequence"))
BETWEEN = str.maketrans("(),?.", "     ")
"""What stands between the words of a signature."""


def _takes_text(signatures: Sequence[str]) -> bool:
    return not TEXTS.isdisjoint(" ".join(signatures).translate(BETWEEN).split())


class Overload:
    """One signature of one function; `next` is the next signature of the same name and count."""

    __slots__ = ("doc", "function", "kinds", "name", "next", "nulls", "signature", "variadic", "wanted")

    def __init__(self, signature: str, function: Function) -> None:
        name, _, rest = signature.partition("(")
        words = [word.strip() for word in rest.rstrip(")").split(",") if word.strip()]
        self.name = name
        self.signature = signature
        self.function = function
        self.doc = function.__doc__ or ""
        self.variadic = bool(words) and words[-1].endswith("...")
        self.wanted = [word.removesuffix("...") for word in words]
        self.kinds: tuple[Kind, ...] | None = None
        self.next: Overload | None = None
        self.nulls: tuple[str | None, ...] = ()
        """What Java says where an argument is null that may not be, by its place."""

    @property
    def count(self) -> int:
        return len(self.wanted)

    def prepared(self) -> "Overload":
        """A copy ready for one class's flattened table."""
        copy = Overload(self.signature, self.function)
        kinds = tuple(kind_named(word) for word in self.wanted)
        copy.kinds = None if all(kind is ANY for kind in kinds) and not self.variadic else kinds
        copy.next = None
        copy.nulls = self.nulls
        return copy

    def bind(self, arguments: Sequence[Any]) -> Sequence[Any] | None:
        """The arguments converted to what this signature wants, or None when they do not fit."""
        kinds = self.kinds
        if kinds is None:
            return arguments
        if self.variadic:
            return self._bind_variadic(arguments, kinds)
        bound: list[Any] | None = None
        for index, kind in enumerate(kinds):
            given = arguments[index]
            entry = kind.cache.get(type(given))
            if entry is None:
                entry = kind.learn(type(given))
            if entry is True:
                continue
            if entry is False:
                return None
            converted = entry(given)
            if converted is REFUSED:
                return None
            if bound is None:
                bound = list(arguments)
            bound[index] = converted
        return arguments if bound is None else bound

    def _bind_variadic(self, arguments: Sequence[Any], kinds: tuple[Kind, ...]) -> Sequence[Any] | None:
        fixed = len(kinds) - 1
        if len(arguments) < fixed:
            return None
        bound: list[Any] = []
        rest = arguments[fixed:]
        if len(rest) == 1 and type(rest[0]) is Array:
            rest = rest[0]
        for index, given in enumerate((*arguments[:fixed], *rest)):
            accepted, value = kinds[min(index, fixed)].accept(given)
            if not accepted:
                return None
            bound.append(value)
        return bound


class Table:
    """The functions of one class. Use its decorators; `parents` and Python types belong to the class."""

    def __init__(self, owner: str | ClassInfo) -> None:
        self.info = owner if isinstance(owner, ClassInfo) else class_named(owner)

    def method(self, *signatures: str, cost: int = 1) -> Callable[[Function], Function]:
        """Offer `function(run, receiver, *arguments)` as instance method under each signature.

        `cost`: what it takes by the size of a text or long number, see `charges`; 0 if that does not matter. What is
        given a text pays for reading it.
        """

        def add(function: Function) -> Function:
            made = charging(self.info, function, cost)
            if made is function and cost and _takes_text(signatures):
                made = by_arguments(function)
            self._add(self.info.own, signatures, made)
            return function

        return add

    def static(self, *signatures: str) -> Callable[[Function], Function]:
        """Offer `function(run, *arguments)` as static method."""

        def add(function: Function) -> Function:
            self._add(self.info.statics, signatures, by_arguments(function))
            return function

        return add

    def constructor(self, *signatures: str) -> Callable[[Function], Function]:
        """Offer `function(run, *arguments)` for `new`; signatures look like "(String, int)"."""

        def add(function: Function) -> Function:
            self._add(self.info.constructors, signatures, by_arguments(function))
            return function

        return add

    def constant(self, name: str, value: Any) -> None:
        """Offer a static field."""
        self.info.constants[name] = value

    @staticmethod
    def _add(target: dict[str, Any], signatures: tuple[str, ...], function: Function) -> None:
        for signature in signatures:
            overload = Overload(signature, function)
            count = "*" if overload.variadic else str(overload.count)
            target.setdefault(f"{overload.name}/{count}", []).append(overload)


def _chain(lists: Sequence[list[Overload]]) -> Overload | None:
    head: Overload | None = None
    seen: set[tuple[str, ...]] = set()
    ordered: list[Overload] = []
    for overloads in lists:
        for overload in overloads:
            words = tuple(overload.wanted)
            if words not in seen:
                seen.add(words)
                ordered.append(overload.prepared())
    for overload in reversed(ordered):
        overload.next = head
        head = overload
    return head


_tables: dict[tuple[int, ...], dict[str, Overload | None]] = {}
_chains: dict[tuple[int, ...], Overload | None] = {}
"""What is the same for many classes is made once: most inherit everything, and a zygote holds it all."""


def _table(offering: list[ClassInfo]) -> dict[str, Overload | None]:
    """The functions of these classes, nearest first."""
    known = _tables.get(tuple(map(id, offering)))
    if known is not None:
        return known
    names: dict[str, list[list[Overload]]] = {}
    for ancestor in offering:
        for key, overloads in ancestor.own.items():
            names.setdefault(key, []).append(overloads)
    made = {}
    for key, lists in names.items():
        place = tuple(map(id, lists))
        if place not in _chains:
            _chains[place] = _chain(lists)
        made[key] = _chains[place]
    _tables[tuple(map(id, offering))] = made
    return made


def flatten(info: ClassInfo) -> None:
    """Fill `info.methods` with its own and inherited functions, nearest class first."""
    info.methods = _table([ancestor for ancestor in linearized(info) if ancestor.own])
    info.statics = {
        key: _chain([overloads]) if isinstance(overloads, list) else overloads
        for key, overloads in info.statics.items()
    }
    info.constructors = {
        key: _chain([overloads]) if isinstance(overloads, list) else overloads
        for key, overloads in info.constructors.items()
    }


def linearized(info: ClassInfo) -> list[ClassInfo]:
    """The class and its ancestors, each class before everything it inherits from; Object last."""
    ordered: list[ClassInfo] = []

    def visit(one: ClassInfo) -> None:
        if one in ordered:
            return
        for parent in reversed(one.parents):
            visit(parent)
        ordered.append(one)

    visit(info)
    if OBJECT in ordered:
        ordered.remove(OBJECT)
        ordered.insert(0, OBJECT)
    return ordered[::-1]


def flatten_all() -> None:
    """Prepare every registered class; called once when the library is loaded."""
    _tables.clear()
    _chains.clear()
    for info in BY_NAME.values():
        flatten(info)


def find(table: dict[str, Any], name: str, arguments: Sequence[Any]) -> tuple[Function, Sequence[Any]] | None:
    """The function for these arguments and the arguments as it wants them."""
    overload = table.get(f"{name}/{len(arguments)}")
    while overload is not None:
        bound = overload.bind(arguments)
        if bound is not None:
            return overload.function, bound
        overload = overload.next
    overload = table.get(f"{name}/*")
    while overload is not None:
        bound = overload.bind(arguments)
        if bound is not None:
            return overload.function, bound
        overload = overload.next
    if None in arguments and f"{name}/{len(arguments)}" in table:
        _refuse_null(table[f"{name}/{len(arguments)}"], arguments)
    return None


NullMessages = dict[str, tuple[str | None, ...]]
"""Signature to what Java says where an argument is null, one message or None for each argument."""


def _refuse_null(overload: Any, arguments: Sequence[Any]) -> None:
    """Where only a null argument keeps a signature from fitting, Java's method would meet it and throw."""
    while overload is not None:
        kinds = overload.kinds or ()
        if all(
            kind.accept(given)[0] or (given is None and kind.name not in PRIMITIVES)
            for kind, given in zip(kinds, arguments, strict=False)
        ):
            place = arguments.index(None)
            said = overload.nulls[place] if place < len(overload.nulls) else None
            if len(arguments) == 1:
                throw("NullPointerException", said, refused=True)
            throw("NullPointerException", said)
        overload = overload.next


def null_messages(table: Table, messages: NullMessages) -> None:
    """Tell what Java says where methods of a class meet null: signature to one message for each argument."""
    for signature, said in messages.items():
        for offered in (table.info.own, table.info.statics, table.info.constructors):
            for overloads in offered.values():
                for overload in overloads:
                    if overload.signature == signature:
                        overload.nulls = said
