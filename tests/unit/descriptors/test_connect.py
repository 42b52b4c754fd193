import copy
import re

import pytest

from descriptors import CONSOLE_TABS, Variant, connect
from descriptors.checks import connect_faults
from descriptors.connect import LINK_EVENTS, WEBHOOK_EVENTS


def test_the_checked_description_has_no_fault() -> None:
    assert connect_faults(connect()) == []


def test_the_base_url_is_filled_in_without_its_final_slash() -> None:
    descriptor = connect(Variant(base_url="https://sync.acme.example/"))
    assert descriptor["baseUrl"] == "https://sync.acme.example"
    assert descriptor["vendor"]["url"] == "https://sync.acme.example"


def test_signed_install_context_qsh_and_account_ids_are_asked_for() -> None:
    assert connect()["apiMigrations"] == {"signed-install": True, "context-qsh": True, "gdpr": True}


def test_administrator_scopes_come_only_with_their_variant() -> None:
    assert connect()["scopes"] == ["READ", "WRITE", "DELETE"]
    assert connect(Variant(admin_scopes=True))["scopes"] == ["READ", "WRITE", "DELETE", "PROJECT_ADMIN", "ADMIN"]


def test_each_console_tab_is_a_page_in_the_apps_menu() -> None:
    modules = connect()["modules"]
    section = modules["webSections"][0]
    assert section["location"] == "admin_plugins_menu"
    pages = modules["adminPages"]
    assert [page["url"] for page in pages] == [f"/jira/console/{tab}" for tab in CONSOLE_TABS]
    assert [page["name"]["value"] for page in pages] == list(CONSOLE_TABS.values())
    assert {page["location"] for page in pages} == {f"admin_plugins_menu/{section['key']}"}
    weights = [page["weight"] for page in pages]
    assert weights == sorted(set(weights))


def test_every_webhook_names_its_entity_in_the_url_and_sends_no_body() -> None:
    every = connect()["modules"]["webhooks"]
    hooks = [hook for hook in every if hook["event"] not in LINK_EVENTS]
    assert {hook["event"] for hook in hooks} == set(WEBHOOK_EVENTS)
    for hook in hooks:
        assert hook["excludeBody"] is True
        assert re.fullmatch(r"/jira/hooks/[a-z_]+\?(?:[a-z]+=\{[a-z]+\.id\}&?)+", hook["url"])
    comment = next(hook for hook in hooks if hook["event"] == "comment_updated")
    assert comment["url"] == "/jira/hooks/comment_updated?issue={issue.id}&project={project.id}&comment={comment.id}"


def test_a_link_names_its_ends_in_the_body() -> None:
    hooks = [hook for hook in connect()["modules"]["webhooks"] if hook["event"] in LINK_EVENTS]
    assert [hook["url"] for hook in hooks] == ["/jira/hooks/issuelink_created", "/jira/hooks/issuelink_deleted"]
    assert [hook["excludeBody"] for hook in hooks] == [False, False]


def test_the_origin_property_is_indexed_from_the_first_version() -> None:
    entry = connect()["modules"]["jiraEntityProperties"][0]
    configuration = entry["keyConfigurations"][0]
    assert (entry["entityType"], configuration["propertyKey"]) == ("issue", "liaise-origin")
    assert configuration["extractions"] == [{"objectName": "key", "type": "string", "alias": "liaiseOrigin"}]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda d: d["modules"]["webhooks"][0].update(excludeBody=False), "body"),
        (lambda d: d["modules"]["webhooks"][0].update(url="/jira/hooks/x"), "issue id"),
        (lambda d: d["apiMigrations"].pop("signed-install"), "signed-install"),
        (lambda d: d["scopes"].append("ROOT"), "ROOT"),
        (lambda d: d["modules"]["adminPages"][0].update(location="elsewhere"), "section"),
        (lambda d: d.update(baseUrl="http://sync.acme.example"), "https"),
        (lambda d: d["modules"]["adminPages"][1].update(key="connections"), "twice"),
    ],
)
def test_a_descriptor_that_jira_would_misread_is_a_fault(change, word) -> None:  # type: ignore[no-untyped-def]
    descriptor = copy.deepcopy(connect())
    change(descriptor)
    assert any(word in fault for fault in connect_faults(descriptor))
