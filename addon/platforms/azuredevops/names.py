"""Azure DevOps' names for rules: fields, choices, areas, iterations, people."""

from collections.abc import Mapping
from typing import Any

from addon.platforms.azuredevops.directory import AzureDevOpsDirectory
from addon.platforms.azuredevops.fields import DESCRIPTION, ELSEWHERE, HUB_NAMES, REFERENCE_NAMES
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.names import FieldNames, Making, OwnField, WebLink
from addon.replica.values import Named, Person

PRIORITIES = tuple(Named(one, one) for one in ("1", "2", "3", "4"))
_KINDS = {"html": "rich", "dateTime": "datetime"}


class AzureDevOpsNames:
    """See `addon.platforms.names.Names`."""

    def __init__(self, metadata: AzureDevOpsMetadata, directory: AzureDevOpsDirectory) -> None:
        self._metadata = metadata
        self._directory = directory

    def fields(self) -> FieldNames:
        own = HUB_NAMES.keys() | ELSEWHERE
        known = {name: one for name, one in self._metadata.fields().items() if name not in own}
        return FieldNames(
            names={name: one.name for name, one in known.items()},
            kinds={name: "identity" if one.identity else _KINDS.get(one.type, one.type) for name, one in known.items()},
            references={**REFERENCE_NAMES, "description": DESCRIPTION},
        )

    def own_fields(self, project_id: str) -> tuple[OwnField, ...]:
        fields = self._metadata.fields()
        kinds = self._metadata.types(project_id).values() if project_id else ()
        used = {name for kind in kinds if not kind.disabled for name in kind.fields} or set(fields)
        return tuple(
            OwnField(one.reference_name, one.name, one.type, one.read_only)
            for one in fields.values()
            if one.reference_name in used
        )

    def priorities(self, project_id: str) -> tuple[Named, ...]:
        return PRIORITIES

    def resolutions(self) -> tuple[Named, ...]:
        return ()

    def components(self, project_id: str) -> tuple[Named, ...]:
        return ()

    def versions(self, project_id: str) -> tuple[Named, ...]:
        return ()

    def options(self, project_id: str, type_name: str, field_id: str) -> tuple[Named, ...]:
        kind = self._metadata.type(project_id, type_name)
        found = self._metadata.choices(project_id, kind.name).get(field_id, ()) if kind is not None else ()
        return tuple(Named(one, one) for one in found)

    def areas(self, project_id: str) -> tuple[str, ...]:
        return self._directory.areas(project_id)

    def iterations(self, project_id: str) -> tuple[str, ...]:
        return self._directory.iterations(project_id)

    def person_by_mail(self, mail: str, project_id: str | None) -> Person | None:
        return self._directory.by_mail(mail)

    def person_by_login(self, name: str) -> Person | None:
        found = [one for one in self._directory.people(name) if (one.username or "").casefold() == name.casefold()]
        return found[0] if len(found) == 1 else None

    def assignable(self, project_key: str, person_id: str) -> bool:
        return False

    def edits_comments(self, person_id: str, entity_id: str) -> bool:
        return False

    def web_links(self, entity_id: str) -> tuple[WebLink, ...]:
        return ()

    def making(self, kind: str, project: Named, values: Mapping[str, Any]) -> Making | None:
        return None

    def may_make(self, how: Making, project: Named) -> bool:
        return False

    def make(self, how: Making) -> Any:
        raise PlatformError(Reason.REFUSED, "Azure DevOps has no such thing to make", permanent=True)
