"""Types of field values that refer to something of the site: people, options, parts of a project, issues."""

from typing import TYPE_CHECKING, Any

from .field_kinds import Context, FieldKind, FieldProblem
from .records import Json, Named, Project, Version

if TYPE_CHECKING:
    from .site import JiraSite


def reference(raw: Json, *names: str) -> str:
    """The one of the named keys that an object like `{"id": "3"}` carries, as `name=value`."""
    if isinstance(raw, dict):
        for name in names:
            if raw.get(name) is not None:
                return f"{name}={raw[name]}"
    raise FieldProblem(f"expected Object containing a {' or '.join(repr(name) for name in names)} property")


class UserKind(FieldKind):
    type = "user"

    def parse(self, context: Context, raw: Json) -> Any:
        if isinstance(raw, dict) and "accountId" in raw and raw["accountId"] is None:
            return None
        identity = reference(raw, "accountId", "id").split("=", 1)[1]
        user = context.site.users.get(identity)
        if user is None or not user.active:
            raise FieldProblem(f"User '{identity}' does not exist.")
        return identity

    def show(self, context: Context, value: Any) -> Json:
        return context.site.show_user(value)

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        user = context.site.users.get(value or "")
        return value, user.name if user else None


class PickKind(FieldKind):
    """One of the site's priorities, resolutions: by id or name."""

    def __init__(self, type_: str, table: str) -> None:
        self.type = type_
        self._table = table

    def _choices(self, site: "JiraSite") -> dict[str, Named]:
        choices: dict[str, Named] = getattr(site, self._table)
        return choices

    def parse(self, context: Context, raw: Json) -> Any:
        name, value = reference(raw, "id", "name").split("=", 1)
        for choice in self._choices(context.site).values():
            if (choice.id if name == "id" else choice.name) == value:
                return choice.id
        raise FieldProblem(f"The {self.type} selected is invalid.")

    def show(self, context: Context, value: Any) -> Json:
        return context.site.show_named(self.type, self._choices(context.site)[value]) if value else None

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return value, self._choices(context.site)[value].name if value else None

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        return [context.site.show_named(self.type, item) for item in self._choices(context.site).values()]


class OptionKind(FieldKind):
    """One of a custom field's own options."""

    type = "option"

    def __init__(self, options: list[Named]) -> None:
        self._options = options
        self.disabled: set[str] = set()
        """Ids of options that issues keep and that cannot be chosen any more."""

    def parse(self, context: Context, raw: Json) -> Any:
        name, value = reference(raw, "id", "value").split("=", 1)
        for option in self._options:
            if (option.id if name == "id" else option.name) == value:
                return option.id
        raise FieldProblem(f"Option {name} '{value}' is not valid")

    def show(self, context: Context, value: Any) -> Json:
        if value is None:
            return None
        option = next(option for option in self._options if option.id == value)
        return {
            "self": context.site.url(f"/rest/api/{context.version}/customFieldOption/{value}"),
            "value": option.name,
            "id": value,
        }

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return value, next((option.name for option in self._options if option.id == value), None)

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        return [self.show(context, option.id) for option in self._options if option.id not in self.disabled]


class OptionsKind(OptionKind):
    """Several of a custom field's options."""

    type, items, operations = "array", "option", ("add", "set", "remove")

    def parse(self, context: Context, raw: Json) -> Any:
        if not isinstance(raw, list):
            raise FieldProblem("data was not an array")
        return [super(OptionsKind, self).parse(context, item) for item in raw] or None

    def show(self, context: Context, value: Any) -> Json:
        return [super(OptionsKind, self).show(context, item) for item in value] if value else None

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        names = [super(OptionsKind, self).told(context, item)[1] or "" for item in value or []]
        return str(list(value)) if value else None, ",".join(names) if value else None

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        offered = [option.id for option in self._options if option.id not in self.disabled]
        return [super(OptionsKind, self).show(context, option) for option in offered]


class ProjectPartsKind(FieldKind):
    """Components or versions of the issue's project, by id or name."""

    type, operations = "array", ("add", "set", "remove")

    def __init__(self, items: str) -> None:
        self.items = items

    def _parts(self, project: Project | None) -> list[Any]:
        if project is None:
            return []
        return list(project.components if self.items == "component" else project.versions)

    def parse(self, context: Context, raw: Json) -> Any:
        if not isinstance(raw, list):
            raise FieldProblem("data was not an array")
        found: list[str] = []
        for item in raw:
            name, value = reference(item, "id", "name").split("=", 1)
            match = [p.id for p in self._parts(context.project) if (p.id if name == "id" else p.name) == value]
            if not match:
                word = "Component" if self.items == "component" else "Version"
                raise FieldProblem(f"{word} {name} '{value}' is not valid")
            if match[0] not in found:
                found.append(match[0])
        return found

    def show(self, context: Context, value: Any) -> Json:
        parts = {part.id: part for part in self._parts(context.project)}
        return [context.site.show_part(parts[item]) for item in value or [] if item in parts]

    def name(self, context: Context, value: str) -> str:
        """The name of one component or version."""
        return next((part.name for part in self._parts(context.project) if part.id == value), value)

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        offered = [one for one in self._parts(context.project) if not (isinstance(one, Version) and one.archived)]
        return [context.site.show_part(part) for part in offered]


class IssueTypeKind(FieldKind):
    type = "issuetype"

    def parse(self, context: Context, raw: Json) -> Any:
        try:
            name, value = reference(raw, "id", "name").split("=", 1)
        except FieldProblem:
            raise FieldProblem("Specify an issue type") from None
        for type_id in context.project.scheme.type_ids if context.project else ():
            kind = context.site.types[type_id]
            if (kind.id if name == "id" else kind.name) == value:
                return kind.id
        raise FieldProblem("Specify a valid issue type")

    def show(self, context: Context, value: Any) -> Json:
        return context.site.show_type(context.site.types[value])

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return value, context.site.types[value].name

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        if context.project is None:
            return None
        return [context.site.show_type(context.site.types[item]) for item in context.project.scheme.type_ids]


class StatusKind(FieldKind):
    type = "status"
    operations = ()

    def parse(self, context: Context, raw: Json) -> Any:
        raise FieldProblem("Field 'status' cannot be set. It is not on the appropriate screen, or unknown.")

    def show(self, context: Context, value: Any) -> Json:
        return context.site.show_status(context.site.statuses[value])

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return value, context.site.statuses[value].name


class ParentKind(FieldKind):
    type = "issuelink"

    def parse(self, context: Context, raw: Json) -> Any:
        _, value = reference(raw, "id", "key").split("=", 1)
        parent = context.site.find_issue(value)
        if parent is None:
            raise FieldProblem("Could not find issue by id or key.")
        return parent.id

    def show(self, context: Context, value: Any) -> Json:
        parent = context.site.issues.get(value or "")
        return context.site.show_linked(parent) if parent else None

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        parent = context.site.issues.get(value or "")
        return value, parent.key if parent else None


class SprintKind(FieldKind):
    """The sprint that holds the issue; set by number, shown as a list."""

    type, items = "array", "json"

    def parse(self, context: Context, raw: Json) -> Any:
        number = raw[0] if isinstance(raw, list) and len(raw) == 1 else raw
        if isinstance(number, str) and number.isdecimal():
            number = int(number)
        if isinstance(number, bool) or not isinstance(number, int) or number not in context.site.sprints:
            raise FieldProblem(f"Number value expected as the Sprint id: {raw}")
        if context.site.sprints[number].state == "closed":
            raise FieldProblem("Issue can be assigned only active or future sprints.")
        return [number]

    def after(self, context: Context, value: Any, wanted: Any) -> Any:
        """Closed sprints stay at an issue: nobody takes it out of one, and the last in the list is the current."""
        closed = [one for one in value or [] if context.site.sprints[one].state == "closed"]
        return [*closed, *(wanted or [])] or None

    def show(self, context: Context, value: Any) -> Json:
        return [
            {
                "id": item,
                "name": context.site.sprints[item].name,
                "state": context.site.sprints[item].state,
                "boardId": 1,
                "goal": "",
            }
            for item in value or []
        ] or None

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        names = [context.site.sprints[item].name for item in value or []]
        return ", ".join(str(item) for item in value or []), ", ".join(names)
