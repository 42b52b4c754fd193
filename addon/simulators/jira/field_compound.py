"""Field values of more than one part: several people, and a choice within a choice."""

from dataclasses import dataclass
from typing import Any

from .field_choices import UserKind, reference
from .field_kinds import Context, FieldKind, FieldProblem
from .records import Json, Named


class UsersKind(UserKind):
    """Several people."""

    type, items, operations = "array", "user", ("add", "set", "remove")

    def parse(self, context: Context, raw: Json) -> Any:
        if not isinstance(raw, list):
            raise FieldProblem("data was not an array")
        return [super(UsersKind, self).parse(context, item) for item in raw] or None

    def show(self, context: Context, value: Any) -> Json:
        return [super(UsersKind, self).show(context, item) for item in value] if value else None

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        names = [super(UsersKind, self).told(context, item)[1] or "" for item in value or []]
        return str(list(value)) if value else None, ", ".join(names) if value else None


@dataclass(frozen=True)
class Branch:
    """An option and the options below it."""

    option: Named
    children: tuple[Named, ...] = ()


class CascadeKind(FieldKind):
    """An option, and one of those below it; kept as the two ids."""

    type, items, operations = "option-with-child", "", ("set",)

    def __init__(self, branches: tuple[Branch, ...]) -> None:
        self._branches = branches

    def parse(self, context: Context, raw: Json) -> Any:
        wanted = reference(raw, "id", "value").split("=", 1)
        branch = next((one for one in self._branches if _is(one.option, wanted)), None)
        if branch is None:
            raise FieldProblem(f"Option {wanted[0]} '{wanted[1]}' is not valid")
        if not isinstance(raw, dict) or raw.get("child") is None:
            return (branch.option.id, None)
        below = reference(raw["child"], "id", "value").split("=", 1)
        child = next((one for one in branch.children if _is(one, below)), None)
        if child is None:
            raise FieldProblem(f"Option {below[0]} '{below[1]}' is not valid")
        return (branch.option.id, child.id)

    def show(self, context: Context, value: Any) -> Json:
        if value is None:
            return None
        branch = next(one for one in self._branches if one.option.id == value[0])
        shown = _shown(context, branch.option)
        child = next((one for one in branch.children if one.id == value[1]), None)
        return shown if child is None else {**shown, "child": _shown(context, child)}

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        found = self.show(context, value)
        if not isinstance(found, dict):
            return None, None
        child = found.get("child")
        level = f"Level 1 values: {child['value']}({child['id']})" if isinstance(child, dict) else ""
        words = f"Parent values: {found['value']}({found['id']}){level}"
        return words, words

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        return [
            {**_shown(context, one.option), "children": [_shown(context, child) for child in one.children]}
            for one in self._branches
        ]


def _is(option: Named, wanted: list[str]) -> bool:
    return (option.id if wanted[0] == "id" else option.name) == wanted[1]


def _shown(context: Context, option: Named) -> dict[str, Json]:
    address = context.site.url(f"/rest/api/{context.version}/customFieldOption/{option.id}")
    return {"self": address, "value": option.name, "id": option.id}
