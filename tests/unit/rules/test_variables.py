"""What rules read of an entity beside its hub fields."""

from addon.replica.entity import Entity
from addon.replica.values import Attachment, Comment, EntityRef, Link, Named, Person, ProjectRef, RichText, Worklog
from addon.rules.ruleset import Traces
from addon.rules.site import Site
from addon.rules.variables import (
    attachment_variable,
    blank_variable,
    comment_variable,
    entity_variable,
    named_variable,
    person_variable,
    worklog_variable,
)
from addon.scripting.names import OF_VARIABLES, PARTS

SITE = Site("azuredevops", references={"priority": "Microsoft.VSTS.Common.Priority", "status": "System.State"})
ADDRESS = "https://dev.azure.com/fabrikam/Fiber/_workitems/edit/7"


def shown(**more: object) -> dict[str, object]:
    fields = {
        "priority": Named("2", "2"),
        "status": Named("", "New"),
        "parent": EntityRef("5", "5"),
        "comment_count": 3,
    }
    item = Entity("7", "7", ProjectRef("p", "Fiber", "Fiber"), fields, "1", 0, url=ADDRESS, **more)  # type: ignore[arg-type]
    return entity_variable(item, SITE, Traces())


def test_reference_names_read_as_azure_devops_keeps_them() -> None:
    found = shown()
    assert found["Microsoft.VSTS.Common.Priority"] == 2
    assert found["System.State"] == "New"
    assert found["System.TeamProject"] == "Fiber"
    assert found["System.Parent"] == 5
    assert found["System.CommentCount"] == 3


def test_a_relation_says_what_it_is_and_where_it_leads() -> None:
    links = (
        Link("System.LinkTypes.Hierarchy-Reverse", False, EntityRef("5", "5"), None, "1"),
        Link("Hyperlink", True, None, "https://example.com/x", "2"),
        Link("Custom.Kind-Forward", True, EntityRef("9", "9"), None, "3"),
    )
    found = shown(links=links)["relations"]
    assert isinstance(found, list)
    assert [one["attributes"]["name"] for one in found] == ["Parent", "Hyperlink", "Kind-Forward"]
    assert found[0]["url"] == "https://dev.azure.com/fabrikam/_apis/wit/workItems/5"
    assert [one["url"].rpartition("/")[2] for one in found] == ["5", "x", "9"]


def test_what_is_to_be_made_has_only_the_names_of_its_product() -> None:
    assert "areaPath" not in blank_variable(Site("jira"))
    assert "components" not in blank_variable(SITE)
    assert "iterationPath" in blank_variable(SITE)


def test_editors_offer_of_each_part_what_rules_get_of_it() -> None:
    person, text = Person("p", "Ann"), RichText("text", "x")
    file = Attachment("1", "a.txt", 1, "text/plain", person, 0)
    link = Link("Related", True, EntityRef("5", "5"), None, "1")
    shown_parts = {
        "comment": comment_variable(Comment("1", text, person, 0), "jira", {}),
        "attachment": attachment_variable(file, {}),
        "workLog": worklog_variable(Worklog("1", 60, 0, person, text), "jira", {}),
        "author": person_variable(person),
        "status": named_variable("status", Named("1", "New", "new"), "jira"),
        "project": named_variable("project", ProjectRef("1", "K", "Name"), "jira"),
        "issueLink": entity_variable(
            Entity("7", "7", ProjectRef("p", "F", "F"), {}, "1", 0, links=(link,)), Site("jira"), Traces()
        )["issueLinks"][0],
    }
    for name, made in shown_parts.items():
        offered = PARTS.get(name) or OF_VARIABLES[name]
        assert set(offered) == set(made or {}) - ({"id"} if name == "issueLink" else set()), name
