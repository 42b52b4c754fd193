"""A picture that was pasted into a text at Azure DevOps is a file there that no relation names: it crosses all the same."""

import base64
import json
import re
from typing import Any

import requests

from addon.platforms.azuredevops.pasted import pictures
from addon.simulators.azuredevops.seed import ADMIN_MAIL, ADMIN_PAT
from tests.pipeline.test_kinds_rich_text import REPRO
from tests.pipeline.test_references import PIXELS, SOURCE, media_of, paired
from tests.pipeline.world import SPARED, World, deaf


def pasted(world: World, name: str, content: bytes) -> str:
    """What the editor does with a picture: it uploads it and puts its address into the text."""
    token = base64.b64encode(f"{ADMIN_MAIL}:{ADMIN_PAT}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/octet-stream", **SPARED}
    url = f"{world.ado.simulator.organization.url}/{world.ado.project_id}/_apis/wit/attachments"
    params = {"fileName": name, "api-version": "7.1"}
    return str(requests.post(url, data=content, headers=headers, params=params, timeout=30).json()["url"])


def figures(*addresses: str) -> str:
    return "".join(f'<div><img src="{one}" alt="Image"></div>' for one in addresses)


def bodies(world: World, issue: str) -> list[dict[str, Any]]:
    found = world.jira.rest("GET", f"/issue/{issue}/comment")["comments"]
    return [one["body"] for one in found]


def sizes_asked(world: World) -> int:
    calls = world.ado.simulator.bench.calls.all()
    return sum(1 for one in calls if "/wit/attachments/" in one.path and one.method == "HEAD")


def test_it_is_a_file_of_the_issue_in_a_field_and_in_a_comment(connected: World) -> None:
    world = connected
    issue, item = paired(world)
    address, other = pasted(world, "image.png", PIXELS), pasted(world, "image.png", PIXELS * 2)
    world.ado.set(item, **{REPRO: f"<div>Look:</div>{figures(address)}"})
    world.settle()
    assert media_of(world, world.jira.get(issue)["description"]) == [PIXELS]
    world.ado.comment(item, f"<div>And here:</div>{figures(other, address)}")
    world.settle()
    (comment,) = bodies(world, issue)
    assert media_of(world, comment) == [PIXELS * 2, PIXELS]
    assert [bytes(one.content) for one in world.jira.site.issues[issue].attachments] == [PIXELS, PIXELS * 2]
    assert world.settle() == 0
    world.forget_calls()
    world.ado.set(item, **{"System.Title": "Asked for once"})
    world.settle()
    assert sizes_asked(world) == 0
    assert address in world.ado.get(item)[REPRO] and address in world.ado.comments(item)[0]
    assert world.ado.files(item) == {}
    assert len(world.jira.files(issue)) == 1 and len(world.jira.site.issues[issue].attachments) == 2


def test_a_new_work_item_becomes_an_issue_with_it(connected: World) -> None:
    world = connected
    address = pasted(world, "shot.png", PIXELS)
    item = world.ado.create("New there", "Bug", **{REPRO: figures(address)})
    world.settle()
    twin = world.twin("ado", item)
    assert twin is not None
    assert media_of(world, world.jira.get(twin.remote_id)["description"]) == [PIXELS]
    assert world.settle() == 0


def test_pictures_that_editors_call_alike_are_told_apart_on_their_way_back(connected: World) -> None:
    world = connected
    issue, item = paired(world)
    first, second = pasted(world, "image.png", PIXELS), pasted(world, "image.png", PIXELS * 2)
    world.ado.set(item, **{REPRO: figures(first, second)})
    world.settle()
    text = world.jira.get(issue)["description"]
    for one in text["content"]:
        one["content"][0]["attrs"]["alt"] = "image.png"
    text["content"].reverse()
    world.jira.set(issue, description=text)
    world.settle()
    shown = [re.findall(r"/attachments/([0-9a-f-]{36})", one)[0] for one in SOURCE.findall(world.ado.get(item)[REPRO])]
    files = world.ado.simulator.organization.attachments
    assert [bytes(files.get(one).content) for one in shown] == [PIXELS * 2, PIXELS]
    assert world.ado.files(item) == {}


def test_a_comment_with_a_picture_that_is_edited_unheard_still_crosses(connected: World) -> None:
    world = connected
    issue, item = paired(world)
    world.ado.comment(item, f"<div>Before</div>{figures(pasted(world, 'image.png', PIXELS))}")
    world.settle()
    path = f"/{world.ado.project_id}/_apis/wit/workItems/{item}/comments"
    (said,) = world.ado.rest("GET", path, **{"api-version": "7.1-preview.4"})["comments"]
    with deaf(world.ado.simulator.bench):
        edited = {"text": said["text"].replace("Before", "After")}
        world.ado.rest("PATCH", f"{path}/{said['id']}", edited, **{"api-version": "7.1-preview.4"})
        world.settle()
    world.keep("poll", world.ado.caller.node_id)
    world.settle()
    (comment,) = bodies(world, issue)
    assert "After" in json.dumps(comment)
    assert media_of(world, comment) == [PIXELS]


def test_what_is_no_file_of_the_organization_stays_at_its_address(connected: World) -> None:
    world = connected
    issue, item = paired(world)
    root, nobody = world.ado.simulator.organization.url, "00000000-0000-4000-8000-000000000000"
    gone = f"{root}/_apis/wit/attachments/{nobody}?fileName=gone.png"
    elsewhere = f"https://pictures.example/_apis/wit/attachments/{nobody}?fileName=a.png"
    world.ado.set(item, **{REPRO: figures(gone, elsewhere)})
    world.settle()
    text = json.dumps(world.jira.get(issue)["description"])
    assert gone in text and elsewhere in text
    assert world.jira.files(issue) == {}
    assert pictures([figures(elsewhere, f"{root}.example/_apis/wit/attachments/{nobody}")], root) == {}


def test_pictures_are_found_in_html_and_markdown_by_the_name_in_their_address() -> None:
    one, two = "0" * 8 + "-0000-4000-8000-" + "0" * 12, "1" * 8 + "-0000-4000-8000-" + "1" * 12
    root = "https://dev.azure.com/Fabrikam"
    texts = [
        f'<img width=3 SRC="{root}/p/_apis/wit/attachments/{one.upper()}?fileName=a%20b.png&amp;download=true">',
        f"![A [x]](https://other.example/a.png) ![]({root}/_apis/wit/attachments/{two}) and <img src='x'>",
        f'<a href="{root}/_apis/wit/attachments/{one}?fileName=link.png">no picture</a>',
    ]
    assert pictures(texts, root.lower()) == {one: "a b.png", two: "image.png"}
