"""People of an organization by what somebody calls their id."""

from typing import Any, cast

import pytest

from addon.platforms.access import Surroundings
from addon.platforms.answers import failure_of_answer
from addon.platforms.azuredevops.client import AzureDevOpsClient, read_words, sharpened
from addon.platforms.azuredevops.directory import AzureDevOpsDirectory
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.azuredevops.typed import TypedClients
from addon.platforms.errors import PlatformError, Reason
from addon.transport.exchange import Answer

MARIA = "85476981-21e8-5c30-96df-a27759358f88"


class Graph:
    """Azure DevOps' identity service: it refuses ids that are none."""

    base_url = "https://vssps.dev.azure.com/x"

    def get(self, path: str, params: dict[str, Any]) -> Any:
        if params["identityIds"] != MARIA:
            raise PlatformError(Reason.REFUSED, "The identity id is not a GUID", 400, permanent=True)
        return {"value": [{"id": MARIA, "providerDisplayName": "Maria"}]}


@pytest.mark.parametrize("said", ["maria", "", f"{MARIA},{MARIA}", "Maria Admin", "aad.abc"])
def test_what_is_no_id_is_nobodys(said: str) -> None:
    graph = cast(AzureDevOpsClient, Graph())
    metadata = AzureDevOpsMetadata(graph, cast(TypedClients, None), Surroundings(now=lambda: 0))
    directory = AzureDevOpsDirectory(graph, graph, metadata)
    assert directory.person(said) is None
    found = directory.person(MARIA)
    assert found is not None and found.display_name == "Maria"


@pytest.mark.parametrize(
    ("status", "message", "at_tracker"),
    [
        (400, "VS402335: The query timed out", True),
        (503, "TF24668: The collection is stopped", True),
        (500, "", True),
        (400, "TF401320: Rule Error", False),
        (409, "", False),
    ],
)
def test_whose_trouble_an_answer_is(status: int, message: str, at_tracker: bool) -> None:
    body = b'{"message": "%s"}' % message.encode()
    answer = Answer(status, {"Content-Type": "application/json"}, body, "https://dev.azure.com/x")
    failure = failure_of_answer(answer, writes=True, product="Azure DevOps", now=0, read_words=read_words)
    assert failure is not None
    assert sharpened(failure, read_words(answer)).at_tracker is at_tracker
