"""What helpers say of arguments that they cannot use: what is wrong, and what they take."""

from types import SimpleNamespace
from typing import Any

import pytest

from addon.replica.values import ProjectRef
from addon.rules.site import Site
from addon.sandbox.services import HelperFailed
from addon.sync.helpers import options, texts
from addon.sync.helpers.session import unfit


def session(kind: str = "jira", **names: Any) -> Any:
    row = SimpleNamespace(project_id="1", project_key="SUP", project_name="Support")
    tracker = SimpleNamespace(names=SimpleNamespace(components=lambda _: (), versions=lambda _: (), **names))
    site = Site(kind, project=ProjectRef("1", "SUP", "Support"))
    return SimpleNamespace(connection=row, tracker=tracker, site=site, mode="live", node=SimpleNamespace(kind=kind))


def test_arguments_of_another_kind_are_named_with_what_is_taken() -> None:
    said = unfit("nodeHelper.getIssueType", [5, None, {}])
    assert (
        said
        == "nodeHelper.getIssueType cannot work with a number, null, an object; it takes getIssueType(name, projectKey?)."
    )
    assert unfit("other.thing", []) == "other.thing cannot work with nothing; it takes something else."


@pytest.mark.parametrize("name", [None, "", "  "])
def test_nothing_is_made_without_a_name(name: Any) -> None:
    for make in (options.create_version, options.create_component):
        with pytest.raises(HelperFailed, match=r"got no name for the (version|component)"):
            make(session(), [{"projectKey": "SUP"}, name])


def test_what_only_jira_can_make_is_refused_with_what_there_is_instead() -> None:
    with pytest.raises(
        HelperFailed, match=r"for Jira only: Azure DevOps lets no rule make a version\. Use .*IntegrationBuild"
    ):
        options.create_version(session("azuredevops", making=lambda *_: None), [{"projectKey": "SUP"}, "v1"])


def test_a_custom_field_as_a_whole_reads_as_its_value_and_an_entity_is_no_html() -> None:
    field = {"id": "customfield_1", "name": "Notes", "value": "<b>x</b>"}
    assert texts.to_markdown_from_html(session(), [field]).strip() == "**x**"
    assert texts.to_markdown_from_html(session(), [{**field, "value": None}]) is None
    with pytest.raises(HelperFailed, match="cannot work with an object; it takes toMarkDownFromHtml"):
        texts.to_markdown_from_html(session(), [{"key": "SUP-1"}])
