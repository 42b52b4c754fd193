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
        after = self._client.patch("PATCH", f"/_apis/wit/workitems/{item_id}", operations)
        if len([r for r in after.get("relations") or [] if wanted(r)]) >= before:
            raise _moved()

    def add(self, item_id: str, rel: str, target: str) -> None:
        """Link to the target, unless that very link is there."""
        item = self.read(item_id)
        for one in item.get("relations") or []:
            if one.get("rel") == rel and linked_id(str(one.get("url"))) == target:
                return
        url = f"{self._client.base_url}/_apis/wit/workItems/{target}"
        operations = [_guard(item), {"op": "add", "path": "/relations/-", "value": {"rel": rel, "url": url}}]
        self._client.patch("PATCH", f"/_apis/wit/workitems/{item_id}", operations)

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
        after = self._client.patch("PATCH", f"/_apis/wit/workitems/{item_id}", operations)
        left = [linked_id(str(r.get("url"))) for r in after.get("relations") or [] if r.get("rel") == rel]
        if left != ([target] if target is not None else []):
            raise _moved()
        return after


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
