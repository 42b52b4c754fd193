"""What Azure DevOps' documents and their examples leave out: the numbers of comments and bytes, full pages."""

from collections.abc import Mapping
from typing import Any, cast

import pytest

from addon.platforms.access import Surroundings
from addon.platforms.azuredevops.client import AzureDevOpsClient, read_words
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.azuredevops.reader import AzureDevOpsReader
from addon.platforms.azuredevops.typed import TypedClients
from addon.platforms.errors import PlatformError, Reason
from addon.transport.exchange import Answer

FILE = "098a279a-60b9-40a8-868b-b7fd00c0a439"
ITEM: Mapping[str, Any] = {
    "id": 297,
    "rev": 1,
    "fields": {"System.Title": "Customer can sign in"},
    "relations": [
        {
            "rel": "AttachedFile",
            "url": f"https://dev.azure.com/fabrikam/_apis/wit/attachments/{FILE}",
            "attributes": {"id": 65273, "name": "Spec.txt", "resourceCreatedDate": "2014-12-29T20:49:20.77Z"},
        }
    ],
}
"""The vendor's example of a work item with everything (GET__wit_WorkItems_ids-_ids___expand-all.json), shortened."""


class Client:
    """Comments of every work item, bytes of every file, projects by pages of its own size."""

    base_url = "https://dev.azure.com/fabrikam"

    def __init__(self, projects: int = 0, page: int = 100, tokens: bool = True) -> None:
        self.names = [f"P{number}" for number in range(projects)]
        self.most, self.tokens = page, tokens
        self.calls: list[str] = []
        self.missing = False

    def get(self, path: str, params: Any = None, *, version: str = "7.1") -> Any:
        self.calls.append(path)
        if path.endswith("/_apis/wit/fields"):
            return {"value": []}
        return {"comments": [{"id": 50, "text": "Moving", "version": 3}]}

    def size(self, path: str, params: Any = None) -> int:
        self.calls.append(path)
        if self.missing:
            raise PlatformError(Reason.NOT_FOUND, "no such file", 404, permanent=True)
        return 42

    def page(self, path: str, params: Mapping[str, Any]) -> tuple[Any, str]:
        self.calls.append(path)
        begin = int(params.get("continuationToken") or params.get("$skip") or 0)
        end = begin + min(int(params["$top"]), self.most)
        value = [{"id": name, "name": name} for name in self.names[begin:end]]
        return {"value": value}, str(end) if self.tokens and end < len(self.names) else ""


class Metadata(AzureDevOpsMetadata):
    """Knows no fields: a service may have others."""

    def fields(self) -> Any:
        return {}


def opened(client: Client) -> tuple[AzureDevOpsReader, AzureDevOpsMetadata]:
    typed = cast(AzureDevOpsClient, client)
    metadata = Metadata(typed, cast(TypedClients, None), Surroundings(now=lambda: 0))
    return AzureDevOpsReader(typed, metadata), metadata


def test_comments_are_listed_where_their_number_is_not_told() -> None:
    reader, _ = opened(client := Client())
    found = reader.entity(ITEM, with_comments=True)
    assert [one.id for one in found.comments or ()] == ["50"]
    assert found.fields["comment_count"] is None
    later = reader.with_comments(reader.entity(ITEM))
    assert [one.id for one in later.comments or ()] == ["50"]
    client.calls.clear()
    none = {**ITEM, "fields": {**ITEM["fields"], "System.CommentCount": 0}}
    assert reader.entity(none, with_comments=True).comments == ()
    assert not [one for one in client.calls if "comments" in one]


def test_a_file_whose_size_is_not_told_is_measured_once() -> None:
    reader, _ = opened(client := Client())
    for _ in range(2):
        (file,) = reader.entity(ITEM).attachments or ()
        assert (file.id, file.filename, file.filesize) == (FILE, "Spec.txt", 42)
    assert client.calls == [f"/_apis/wit/attachments/{FILE}"]


def test_a_file_that_cannot_be_had_hides_nothing_else() -> None:
    client = Client()
    client.missing = True
    (file,) = opened(client)[0].entity(ITEM).attachments or ()
    assert file.filesize == 0


@pytest.mark.parametrize(("page", "tokens", "calls"), [(100, True, 12), (1000, True, 2), (1000, False, 2)])
def test_every_project_is_found_however_short_the_pages_are(page: int, tokens: bool, calls: int) -> None:
    _, metadata = opened(client := Client(1150, page, tokens))
    assert len(metadata.all_projects()) == 1150
    assert len(client.calls) == calls


def test_a_page_of_projects_that_was_cut_says_that_there_are_more() -> None:
    _, metadata = opened(Client(1150, 10))
    assert metadata.search_projects("", 0, 20).more


def test_words_of_a_refusal_in_another_form() -> None:
    body = (
        b'{"message": "TF401320", "customProperties": {"RuleValidationErrors": ["x", null], "FieldReferenceName": ""}}'
    )
    words = read_words(Answer(400, {"Content-Type": "application/json"}, body, ""))
    assert (words.message, words.fields) == ("TF401320", {})


def test_an_item_without_its_number_is_no_item_that_is_gone() -> None:
    class Nameless(Client):
        def ask(self, path: str, body: Any, params: Any = None) -> Any:
            return {"count": 1, "value": [{"rev": 1, "fields": {}}]}

    reader, _ = opened(Nameless())
    for asked in (lambda: reader.read(["297"], with_comments=False), lambda: reader.still_there(["297"])):
        with pytest.raises(PlatformError) as caught:
            asked()
        assert caught.value.reason == Reason.BAD_ANSWER
