"""Values of fields with choices: each is one of them, or is refused with those there are.

What may be chosen is in the create metadata, which is remembered; a field that is not on that screen is left to Jira.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addon.platforms.errors import PlatformError
from addon.platforms.jira.fields import SPRINT, FieldSchema, refused
from addon.platforms.planning import name_of, shown
from addon.replica.values import Named, Value

CASCADE = "option-with-child"
_FROM_LISTS = frozenset({"option", "priority", CASCADE})
BETWEEN = " - "
"""How Jira itself writes a choice within a choice."""
Known = Mapping[str, Mapping[str, Any]]
Listed = Sequence[Mapping[str, Any]]


def has_choice(value: Value, schema: FieldSchema) -> bool:
    """Whether a value is, or holds, something chosen from a list."""
    if value is None or schema.custom == SPRINT:
        return False
    if schema.type in _FROM_LISTS or (schema.type == "array" and schema.items == "option"):
        return True
    if isinstance(value, tuple):
        return any(isinstance(one, Named) for one in value)
    return isinstance(value, Named) or (isinstance(value, dict) and "value" in value)


def chosen(name: str, value: Value, schema: FieldSchema, known: Known, stands: Value = None) -> Value:
    """The value with its choices as this field has them; raises REFUSED_FIELDS with what it may be.

    Of several, those that the issue has already stay, though nobody may choose them any more: versions that were
    archived, options that were disabled.
    """
    allowed = (known.get(schema.id) or {}).get("allowedValues")
    if not isinstance(allowed, list) or not allowed:
        return value
    listed = [one if isinstance(one, dict) else {"value": one} for one in allowed]
    choices = Choices(name, schema.name if schema.custom else "", listed)
    if isinstance(value, tuple):
        if schema.type != "array":
            return value
        return tuple(_standing(one, stands) or choices.one(one) for one in value)
    return choices.of_two_levels(value) if schema.type == CASCADE else choices.one(value)


def _standing(value: Value, stands: Value) -> Named | None:
    """That of the issue's own choices which is meant."""
    own = [one for one in stands if isinstance(one, Named)] if isinstance(stands, tuple) else []
    if isinstance(value, Named) and value.id:
        return next((one for one in own if one.id == value.id), None)
    return next((one for one in own if one.name.casefold() == _said(value).casefold()), None)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a field offers, and how it is called."""

    name: str
    called: str
    listed: Listed

    def one(self, value: Value) -> Value:
        """The choice of that name or id."""
        found = _found(value, self.listed)
        if found is None:
            raise self._refused(f"cannot become “{_said(value)}”; it may be: ", self.listed)
        return _as_offered(value, found)

    def of_two_levels(self, value: Value) -> Value:
        """A choice, and maybe one below it; a text may name both as Jira writes them, such as “Germany - Bonn”."""
        found, child = _found(value, self.listed), value.get("child") if isinstance(value, dict) else None
        if found is None and isinstance(value, str):
            found, child = self._written(value)
        if found is None:
            raise self._refused(f"cannot become “{_said(value)}”; it may be: ", self.listed)
        if child is None:
            return _as_offered(value, found)
        children = found.get("children") or []
        below = _found(child, children)
        if children and below is None:
            words = f"cannot become “{_name(found)}{BETWEEN}{_said(child)}”; below “{_name(found)}” it may be: "
            raise self._refused(words, children)
        return {"value": _name(found), "child": {"value": _said(child) if below is None else _name(below)}}

    def _written(self, text: str) -> tuple[Mapping[str, Any] | None, Value]:
        for one in self.listed:
            for below in one.get("children") or ():
                if text.casefold() == f"{_name(one)}{BETWEEN}{_name(below)}".casefold():
                    return one, _name(below)
        return None, None

    def _refused(self, words: str, offered: Listed) -> PlatformError:
        return refused(self.name, words + ", ".join(map(_name, offered)), self.called)


def _as_offered(value: Value, found: Mapping[str, Any]) -> Value:
    """A choice that is spelled otherwise, by its id."""
    return value if _said(value) == _name(found) or "id" not in found else Named(str(found["id"]), _name(found))


def _found(value: Value, listed: Listed) -> Mapping[str, Any] | None:
    said = _said(value)
    number = value.id if isinstance(value, Named) else str(value.get("id") or "") if isinstance(value, dict) else ""
    exact = next((one for one in listed if _name(one) == said), None)
    alike = exact or next((one for one in listed if _name(one).casefold() == said.casefold()), None)
    return alike or next((one for one in listed if number and str(one.get("id")) == number), None)


def _said(value: Value) -> str:
    return name_of(value) or (str(value.get("value") or "") if isinstance(value, dict) else shown(value))


def _name(one: Mapping[str, Any]) -> str:
    return str(one.get("name") or one.get("value") or "")
