"""Takes relations off and swaps them: they have no id on write, only an index that is good for one moment.

`test /rev` does not protect an index, since links do not move the revision: read right before, verify after.
"""

from collections.abc import Callable, Mapping
from typing import Any

from addon.platforms.azuredevops.client import AzureDevOpsClient, expect_dict
from addon.platforms.azuredevops.reader import linked_id
from addon.platforms.errors import PlatformError, Reason

Wanted = Callable[[Mapping[str, Any]], bool]


class Relations:
    """Changes to a work item's relations."""

    def __init__(self, client: AzureDevOpsClient) -> None:
        self._client = client

    def read(self, item_id: str) -> dict[str, Any]:
        """The item with its relations as they stand now."""
        found = self._client.get(f"/_apis/wit/workitems/{item_id}", {"$expand": "all"})
        return expect_dict(found, "the work item")

    def remove(self, item_id: str, wanted: Wanted) -> None:
        """Take off the first relation that is wanted; nothing to do when there is none."""
        item = self.read(item_id)
        relations = item.get("relations") or []
        index = next((i for i, r in enumerate(relations) if wanted(r)), None)
        if index is None:
            return
        before = len([r for r in relations if wanted(r)])
        operations = [_guard(item), {"op": "remove", "path": f"/relations/{index}"}]

        def done(now: Mapping[str, Any]) -> bool:
            return len([r for r in now.get("relations") or [] if wanted(r)]) < before

        if not done(self._patched(item_id, item, operations, done)):
            raise _moved()

    def add(self, item_id: str, rel: str, target: str) -> None:
        """Link to the target, unless that very link is there."""
        item = self.read(item_id)
        if target in _targets(item, rel):
            return
        url = f"{self._client.base_url}/_apis/wit/workItems/{target}"
        operations = [_guard(item), {"op": "add", "path": "/relations/-", "value": {"rel": rel, "url": url}}]
        self._patched(item_id, item, operations, lambda now: target in _targets(now, rel))

    def set_single(self, item_id: str, rel: str, target: str | None) -> dict[str, Any]:
        """Make the target the only relation of this kind (None: none); returns the item afterwards."""
        item = self.read(item_id)
        operations = [_guard(item)]
        present = False
        for index, relation in enumerate(item.get("relations") or []):
            if relation.get("rel") != rel:
                continue
            if target is not None and linked_id(str(relation.get("url"))) == target:
                present = True
            else:
                operations.append({"op": "remove", "path": f"/relations/{index}"})
        if target is not None and not present:
            url = f"{self._client.base_url}/_apis/wit/workItems/{target}"
            operations.append({"op": "add", "path": "/relations/-", "value": {"rel": rel, "url": url}})
        if len(operations) == 1:
            return item
        wanted = [target] if target is not None else []
        after = self._patched(item_id, item, operations, lambda now: _targets(now, rel) == wanted)
        if _targets(after, rel) != wanted:
            raise _moved()
        return after

    def _patched(
        self,
        item_id: str,
        before: Mapping[str, Any],
        operations: list[dict[str, Any]],
        done: Callable[[Mapping[str, Any]], bool],
    ) -> dict[str, Any]:
        """The item after the change, which somebody else may have made meanwhile: then it was refused, and is `done`.

        Linking from the other end adds a link here, too, and moves no revision: the guard does not notice it.
        """
        try:
            return self._client.patch("PATCH", f"/_apis/wit/workitems/{item_id}", operations)
        except PlatformError as problem:
            if problem.reason not in (Reason.REFUSED, Reason.REFUSED_FIELDS):
                raise
            now = self.read(item_id)
            if done(now):
                return now
            if _links(now) != _links(before):
                raise _moved() from problem
            raise


def _targets(item: Mapping[str, Any], rel: str) -> list[str]:
    """The work items that relations of this kind lead to."""
    return [linked_id(str(one.get("url"))) for one in item.get("relations") or [] if one.get("rel") == rel]


def _links(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted((str(one.get("rel")), str(one.get("url"))) for one in item.get("relations") or [])


def _guard(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"op": "test", "path": "/rev", "value": item.get("rev")}


def _moved() -> PlatformError:
    return PlatformError(Reason.CONFLICT, "Somebody changed the links of the work item at the same moment")


def relation(rel: str, url: str, comment: str = "") -> dict[str, Any]:
    """The operation that adds a relation."""
    value: dict[str, Any] = {"rel": rel, "url": url}
    if comment:
        value["attributes"] = {"comment": comment}
    return {"op": "add", "path": "/relations/-", "value": value}
