"""Pictures and mentions cross both ways, as each product has them; what nobody can resolve stays words."""

import json
import re
from typing import Any

import pytest

from addon.simulators.azuredevops.seed import ADMIN_MAIL
from addon.simulators.jira.records import User
from addon.storage import rules
from tests.pipeline.test_kinds_rich_text import REPRO, document, line
from tests.pipeline.world import World

PIXELS = b"\x89PNG not really, but bytes are bytes"
SOURCE = re.compile(r'<img[^>]*src="([^"]+)"')


def figure(world: World, issue: str, name: str) -> dict[str, Any]:
    """A picture as Jira's editor writes it."""
    media = next(one.media_id for one in world.jira.site.issues[issue].attachments if one.filename == name)
    file = {"type": "media", "attrs": {"type": "file", "id": media, "collection": "", "alt": name}}
    return {"type": "mediaSingle", "attrs": {"layout": "center"}, "content": [file]}


def shown(world: World, html: str) -> bytes:
    """The bytes behind the only picture of a text at Azure DevOps."""
    (address,) = SOURCE.findall(html)
    identifier = re.search(r"/attachments/([0-9a-f-]{36})", address)
    assert identifier is not None
    assert address.startswith(world.ado.simulator.organization.url)
    file = world.ado.simulator.organization.attachments.get(identifier[1])
    return bytes(file.content)


def media_of(world: World, content: Any) -> list[bytes]:
    """The bytes behind the pictures of a text at Jira."""
    found = re.findall(r'"id": "([0-9a-f-]{36})"', json.dumps(content))
    return [bytes(world.jira.site.media[one].content) for one in found]


def paired(world: World) -> tuple[str, str]:
    issue = world.jira.create("With pictures", "Text", kind="Bug")
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    return issue, twin.remote_id


def address_at_ado(world: World, item: str, name: str) -> str:
    found = world.ado.rest("GET", f"/_apis/wit/workitems/{item}", **{"$expand": "relations"})["relations"]
    url = next(one["url"] for one in found if one["attributes"].get("name") == name)
    return f"{url}?fileName={name}"


def test_a_picture_in_a_new_issue_is_a_picture_of_the_new_work_item(connected: World) -> None:
    world = connected
    issue = world.jira.create("New", kind="Bug")
    world.jira.attach(issue, "a.png", PIXELS)
    world.jira.set(issue, description=document(line("Look:"), figure(world, issue, "a.png"), line("Seen?")))
    before = json.dumps(world.jira.get(issue)["description"], sort_keys=True)
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    html = world.ado.get(twin.remote_id)[REPRO]
    assert shown(world, html) == PIXELS
    assert "Look:" in html and "Seen?" in html and "[Image" not in html
    assert list(world.ado.files(twin.remote_id)) == ["a.png"]
    revision = world.ado.rest("GET", f"/_apis/wit/workitems/{twin.remote_id}")["rev"]
    for number in range(2):
        world.jira.set(issue, summary=f"Edit {number}")
        world.settle()
    assert world.ado.rest("GET", f"/_apis/wit/workitems/{twin.remote_id}")["rev"] == revision + 2
    assert json.dumps(world.jira.get(issue)["description"], sort_keys=True) == before


def test_pictures_of_the_same_name_or_of_none_are_told_apart(connected: World) -> None:
    world = connected
    issue = world.jira.create("Twins", kind="Bug")
    world.jira.attach(issue, "image.png", PIXELS)
    world.jira.attach(issue, "image.png", PIXELS + b" other")
    first, second = world.jira.site.issues[issue].attachments

    def picture(media_id: str) -> dict[str, Any]:
        media = {"type": "media", "attrs": {"type": "file", "id": media_id, "collection": ""}}
        return {"type": "mediaSingle", "attrs": {"layout": "center"}, "content": [media]}

    world.jira.set(issue, description=document(picture(second.media_id), picture(first.media_id)))
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    text = world.ado.get(twin.remote_id)[REPRO]
    files = world.ado.simulator.organization.attachments
    shown_here = [re.search(r"/attachments/([0-9a-f-]{36})", one) for one in SOURCE.findall(text)]
    assert [bytes(files.get(one[1]).content) for one in shown_here if one] == [PIXELS + b" other", PIXELS]


def test_a_picture_pasted_later_costs_one_more_write_and_none_where_the_file_is_known(connected: World) -> None:
    world = connected
    issue, item = paired(world)
    world.ado.set(item, **{"System.Title": "Warm"})
    world.settle()
    world.forget_calls()
    world.jira.attach(issue, "a.png", PIXELS)
    world.jira.set(issue, description=document(line("Look:"), figure(world, issue, "a.png")))
    world.settle()
    assert shown(world, world.ado.get(item)[REPRO]) == PIXELS
    assert sum(world.vendor_calls().values()) <= 2 + 2 + 1 + 1
    writes = [one for one in world.ado.simulator.bench.calls.all() if one.method == "PATCH"]
    assert len(writes) == 3  # the text, the file, the text with it
    world.forget_calls()
    world.jira.set(issue, description=document(line("Again:"), figure(world, issue, "a.png"), line("There")))
    world.settle()
    assert shown(world, world.ado.get(item)[REPRO]) == PIXELS
    assert len([one for one in world.ado.simulator.bench.calls.all() if one.method == "PATCH"]) == 1


def test_a_picture_at_azure_devops_is_a_media_file_of_the_issue(connected: World) -> None:
    world = connected
    issue, item = paired(world)
    world.ado.attach(item, "b.png", PIXELS)
    address = address_at_ado(world, item, "b.png")
    world.ado.set(item, **{REPRO: f'<div>Look:</div><div><img src="{address}" alt="b.png"></div><div>Seen?</div>'})
    world.settle()
    found = world.jira.get(issue)["description"]
    assert media_of(world, found) == [PIXELS]
    assert list(world.jira.files(issue)) == ["b.png"]
    html = world.ado.get(item)[REPRO]
    assert address in html
    assert world.settle() == 0
    world.ado.set(item, **{REPRO: html.replace("Seen?", "Not seen")})
    world.settle()
    after = world.jira.get(issue)["description"]
    assert media_of(world, after) == [PIXELS]
    assert "Not seen" in json.dumps(after)


def test_a_new_work_item_with_a_picture_becomes_an_issue_with_it(connected: World) -> None:
    world = connected
    item = world.ado.create("New there", "Bug")
    world.ado.attach(item, "b.png", PIXELS)
    address = address_at_ado(world, item, "b.png")
    world.ado.set(item, **{REPRO: f'<div>Look: <img src="{address}"></div>'})
    world.settle()
    twin = world.twin("ado", item)
    assert twin is not None
    assert media_of(world, world.jira.get(twin.remote_id)["description"]) == [PIXELS]
    assert world.settle() == 0
    assert address in world.ado.get(item)[REPRO]


def test_a_picture_in_a_comment_is_written_with_it_in_both_directions(connected: World) -> None:
    world = connected
    issue, item = paired(world)
    world.jira.attach(issue, "a.png", PIXELS)
    body = document(line("See"), figure(world, issue, "a.png"))
    world.jira.rest("POST", f"/issue/{issue}/comment", {"body": body})
    world.settle()
    (comment,) = world.ado.comments(item)
    assert shown(world, comment) == PIXELS
    world.ado.attach(item, "b.png", PIXELS * 2)
    address = address_at_ado(world, item, "b.png")
    world.ado.comment(item, f'<div>Mine: <img src="{address}" alt="b.png"></div>')
    world.settle()
    comments = world.jira.rest("GET", f"/issue/{issue}/comment")["comments"]
    assert len(comments) == 2
    assert media_of(world, comments[1]["body"]) == [PIXELS * 2]
    assert world.settle() == 0
    assert len(world.ado.comments(item)) == 2


def test_an_edit_beside_the_picture_leaves_the_original_media_node(connected: World) -> None:
    world = connected
    issue, item = paired(world)
    world.jira.attach(issue, "a.png", PIXELS)
    picture = figure(world, issue, "a.png")
    picture["content"][0]["attrs"] |= {"width": 640, "height": 480}
    world.jira.set(issue, description=document(line("Before"), picture, line("After")))
    world.settle()
    kept = world.jira.get(issue)["description"]["content"][1]
    html = world.ado.get(item)[REPRO]
    world.ado.set(item, **{REPRO: html.replace("After", "Afterwards")})
    world.settle()
    found = world.jira.get(issue)["description"]["content"]
    assert found[1] == kept
    assert "Afterwards" in json.dumps(found[2])
    assert shown(world, world.ado.get(item)[REPRO]) == PIXELS


def test_somebody_elses_edit_between_the_two_writes_stands(connected: World) -> None:
    world = connected
    issue, item = paired(world)
    world.jira.attach(issue, "a.png", PIXELS)
    world.jira.set(issue, description=document(line("By Jira"), figure(world, issue, "a.png")))
    tracker = world.services.trackers.open(world.ado.caller.node_id)
    original = type(tracker).apply

    def apply(self: Any, call: Any, entity_id: str | None, source: Any = None) -> Any:
        if call.context.get("late"):
            world.ado.set(item, **{REPRO: "<div>By a stranger</div>"})
        return original(self, call, entity_id, source)

    type(tracker).apply = apply  # type: ignore[method-assign]
    try:
        world.settle()
    finally:
        type(tracker).apply = original  # type: ignore[method-assign]
    assert "By a stranger" in world.ado.get(item)[REPRO]
    assert "By a stranger" in json.dumps(world.jira.get(issue)["description"])
    assert list(world.ado.files(item)) == ["a.png"]


def tables(world: World, connection_id: int, people: dict[str, str]) -> None:
    """Azure DevOps' own table of people."""
    node = world.ado.caller.node_id
    world.ledger.write(
        lambda tx: rules.save(tx, node, connection_id, outgoing="", incoming="", settings={"people": people})
    )


def show_mails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """People at Jira who let everybody see their mail address."""
    site, shown = world.jira.site, world.jira.site.show_user

    def with_mail(account_id: str | None) -> Any:
        found = shown(account_id)
        return found and {**found, "emailAddress": site.users[str(account_id)].email}

    monkeypatch.setattr(site, "show_user", with_mail)


def mention(user: User) -> dict[str, Any]:
    node = {"type": "mention", "attrs": {"id": user.account_id, "text": f"@{user.name}"}}
    return {"type": "paragraph", "content": [{"type": "text", "text": "Ask "}, node]}


def test_mentions_are_found_by_mail_and_by_the_table_and_else_stay_names(
    connected: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = connected
    show_mails(world, monkeypatch)
    issue, item = paired(world)
    site = world.jira.site
    maria, tabled, nobody = (
        site.users.setdefault(one.account_id, one)
        for one in (
            User("557058:maria", "Maria at Jira", ADMIN_MAIL, groups={"jira-users"}),
            User("557058:tabled", "Tabled Person", groups={"jira-users"}),
            User("557058:nobody", "Nobody There", "nobody@nowhere.example", groups={"jira-users"}),
        )
    )
    here = world.ado.simulator.organization.people.find(ADMIN_MAIL)
    twin = world.twin("ado", item)
    assert here is not None and twin is not None
    tables(world, twin.connection_id, {"tabled person": ADMIN_MAIL})
    world.jira.set(issue, description=document(*(mention(one) for one in (maria, tabled, nobody))))
    world.settle()
    html = world.ado.get(item)[REPRO]
    assert html.count(f"version:2.0,{here.id}") == 2
    assert html.count("data-vss-mention") == 2
    assert "@Nobody There" in html
    assert world.settle() == 0


def test_a_mention_at_azure_devops_tells_the_jira_account_with_the_same_mail(
    connected: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = connected
    show_mails(world, monkeypatch)
    issue, item = paired(world)
    site, organization = world.jira.site, world.ado.simulator.organization
    site.users["557058:maria"] = User("557058:maria", "Maria at Jira", ADMIN_MAIL, groups={"jira-users"})
    here = organization.people.find(ADMIN_MAIL)
    assert here is not None
    known = f'<a href="#" data-vss-mention="version:2.0,{here.id}">@Maria Admin</a>'
    stranger = '<a href="#" data-vss-mention="version:2.0,00000000-0000-4000-8000-000000000000">@Gone Person</a>'
    world.ado.set(item, **{REPRO: f"<div>Ask {known} or {stranger}</div>"})
    world.settle()
    (found,) = world.jira.get(issue)["description"]["content"]
    assert [one["attrs"]["id"] for one in found["content"] if one["type"] == "mention"] == ["557058:maria"]
    assert "@Gone Person" in json.dumps(found)
    assert world.settle() == 0
    assert here.id in world.ado.get(item)[REPRO]
