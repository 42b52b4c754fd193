from dataclasses import replace
from types import SimpleNamespace

import pytest

from addon.console.administrators import Administrators
from addon.console.routes import panel as panel_routes
from addon.nodes.refusals import Refusal
from addon.sync import panel
from tests.web.console import sample as samples


@pytest.fixture
def made(console):
    built = console(admin=True)
    built.sample.panel_rows = samples.panel_states()
    return built


def test_each_state_has_its_word_and_its_buttons(made) -> None:
    page = made.get("/panel").text
    for word in ("Not synced", "Synced", "Syncing", "Failed", "Remote deleted"):
        assert f">{word}</span>" in page
    for name in ("sync-1", "connect-1", "now-2", "unlink-2", "retry-4"):
        assert f'id="{name}"' in page
    assert "Sync as new" in page


def test_what_is_not_allowed_is_not_offered(console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Administrators, "is_one", lambda *_: False)
    made = console(admin=False)
    made.sample.panel_rows = tuple(replace(row, can=frozenset()) for row in samples.panel_states())
    page = made.get("/panel").text
    assert "<button" not in page
    assert "#10317" in page


@pytest.mark.parametrize("jira_says", [True, False])
def test_in_jira_whoever_administers_it_is_asked_for_where_there_is_something_to_unlink(
    console, monkeypatch: pytest.MonkeyPatch, jira_says: bool
) -> None:
    made, asked = console(admin=False), []
    monkeypatch.setattr(Administrators, "is_one", lambda *_: asked.append(1) or jira_says)
    monkeypatch.setattr(panel_routes, "services", lambda: SimpleNamespace(now=lambda: samples.NOW))
    monkeypatch.setattr(panel, "panel", lambda _s, caller, *_: panel.Panel("SUP-1", rows(caller.is_admin), False))

    def rows(admin: bool) -> tuple[panel.PanelRow, ...]:
        found = samples.panel_states()[1]
        return (replace(found, can=frozenset({"unlink"} if admin else ())),)

    assert ('id="unlink-2"' in made.get("/panel").text) == jira_says
    monkeypatch.setattr(panel, "panel", lambda *_: panel.Panel("SUP-1", samples.panel_states()[:1], False))
    made.get("/panel")
    assert asked == [1]


def test_a_fourth_connection_and_more_are_folded(made) -> None:
    assert "Show 2 more" in made.get("/panel").text


def test_the_entity_comes_from_the_token_and_not_from_the_address(made) -> None:
    made.post("/panel/1/sync?entity=666", {"entity": "666"})
    assert made.sample.calls[-1] == ("sync", "10017", 1)


def test_without_an_entity_in_the_token_nothing_is_shown(console) -> None:
    answer = console(entity=None).get("/panel")
    assert answer.status_code == 403
    assert "opened without an issue or work item" in answer.text


def test_connecting_keeps_what_was_typed_with_the_reason(made) -> None:
    made.sample.refuse["connect_to"] = Refusal("paired_already", "This is paired with #7 already.", field="remote_key")
    answer = made.post("/panel/1/connect", {"remote_key": " 431 "})
    assert answer.status_code == 422
    assert 'value="431"' in answer.text
    assert "paired with #7 already" in answer.text


def test_unlinking_asks_first_and_is_for_administrators(console, made) -> None:
    assert "Both keep their data" in made.get("/panel/2/unlink").text
    made.post("/panel/2/unlink")
    assert made.sample.calls[-1] == ("unlink_pair", "10017", 2)
    member = console(admin=False)
    answer = member.post("/panel/2/unlink")
    assert answer.status_code == 403
    assert member.sample.calls == []


def test_the_panel_asks_again_sooner_while_something_is_on_its_way(made) -> None:
    assert 'data-poll="30"' in made.get("/panel").text
    made.sample.panel_busy = True
    assert 'data-poll="3"' in made.get("/panel").text
    assert "data-poll" not in made.get("/panel/1/connect").text


def test_no_connection_is_a_plain_sentence(console) -> None:
    assert "has no active connection" in console().get("/panel").text


def test_a_refusal_is_said_above_the_panel_which_stays(made) -> None:
    made.sample.refuse["sync"] = Refusal("not_editable", "Only those who may edit it can sync it.", status=403)
    answer = made.post("/panel/1/sync")
    assert answer.status_code == 403
    assert "Only those who may edit it can sync it." in answer.text and "not_editable" in answer.text
    assert answer.headers["HX-Retarget"] == "[data-banner]" and 'id="panel"' not in answer.text
