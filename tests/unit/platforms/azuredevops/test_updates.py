"""Whether a write whose answer was lost was ours: told by the updates of the work item, however they are paged."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from addon.platforms.azuredevops.client import AzureDevOpsClient
from addon.platforms.azuredevops.lookups import AzureDevOpsLookups
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.azuredevops.reader import AzureDevOpsReader
from addon.platforms.azuredevops.writer import AzureDevOpsWriter
from addon.platforms.base import Call, WriteReceipt

US, ANN = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
CALL = Call(0, "update", "PATCH", "", [{"op": "add", "path": "/fields/System.Title", "value": "x"}], "k", guard="5")


class Client:
    """A work item at revision 6 whose links changed eleven times at revision 5; pages of its own size."""

    base_url = "https://dev.azure.com/fabrikam"

    def __init__(self, page: int, author: str) -> None:
        links = [{"rev": 5, "revisedBy": {"id": ANN}, "relations": {}} for _ in range(11)]
        ours = {"rev": 6, "revisedBy": {"id": author}, "fields": {"System.Title": {}}}
        self.updates = [*({"rev": rev, "revisedBy": {"id": ANN}} for rev in range(1, 6)), *links, ours]
        self.most, self.calls = page, 0

    def get(self, path: str, params: dict[str, Any]) -> Any:
        if not path.endswith("/updates"):
            return {"id": 1, "rev": 6, "fields": {}}
        self.calls += 1
        begin = int(params["$skip"])
        return {"value": self.updates[begin : begin + min(self.most, int(params["$top"]))]}


def looked_up(client: Client) -> WriteReceipt | None:
    writer = SimpleNamespace(receipt_of=lambda item, call, found: WriteReceipt(str(item["id"]), "1", found=found))
    typed = cast(AzureDevOpsClient, client)
    none: Any = None
    lookups = AzureDevOpsLookups(
        typed,
        cast(AzureDevOpsReader, none),
        cast(AzureDevOpsWriter, writer),
        cast(AzureDevOpsMetadata, none),
        lambda: US,
        lambda: 0,
    )
    return lookups.look_up(CALL, "1", None)


@pytest.mark.parametrize("page", [2, 100, 200])
def test_our_own_update_is_found_behind_short_pages(page: int) -> None:
    found = looked_up(Client(page, US))
    assert found is not None and found.found


@pytest.mark.parametrize("page", [2, 200])
def test_somebody_elses_is_not_taken_for_ours(page: int) -> None:
    assert looked_up(Client(page, ANN)) is None
