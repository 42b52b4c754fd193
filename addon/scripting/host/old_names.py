"""Names of the established product that old rules use; they work, and no list of ours shows them."""

from typing import Any

from addon.scripting.host.bags import BAG, Bag
from addon.scripting.library.registry import Table, flatten
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import define


class Built(Bag):
    """A bag whose setters give the bag itself, so that calls can be chained."""

    __slots__ = ()

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        found = super().call_method(run, name, arguments)
        return self if name.startswith("set") and len(name) > 3 and len(arguments) == 1 else found


class MadeKey(Built):
    """A key that a rule made: `id`, and `urn` under any spelling."""

    __slots__ = ()

    def get_property(self, run: Any, name: str) -> Any:
        return super().get_property(run, "urn" if name in ("URN", "uRN") else name)

    def to_text(self, run: Any) -> str:
        return f"BasicIssueKey({text(self.data.get('id'))}, {text(self.data.get('urn'))})"


class KeyBag(MadeKey):
    """The key of the run's own issue or work item; as text it is the urn."""

    __slots__ = ()

    def to_text(self, run: Any) -> str:
        return text(self.data.get("urn"))


def _offered(name: str, *signatures: str, kind: type[Built] = Built) -> None:
    """Offer a class whose objects are bags with the named properties, in the order of its constructor."""
    table = Table(define(f"com.exalate.basic.domain.{name}", "groovy.lang.GroovyObject"))
    for signature in signatures:
        names = [word.split()[-1] for word in signature.strip("()").split(",") if word.strip()]
        kinds = ", ".join("Object" for _ in names)

        def make(run: Any, *values: Any, names: list[str] = names) -> Bag:
            return kind(dict(zip(names, values, strict=True)))

        table.constructor(f"({kinds})")(make)
    flatten(table.info)


flatten(BAG)
_offered("BasicIssueKey", "(id, urn)", "(id, urn, entityType)", kind=MadeKey)
_offered("BasicNonPersistentTrace", "()")
