"""The guard in front of every view: what is not declared is not served, what is declared is asked for."""

from typing import Any

import flask
import pytest

from addon.nodes.refusals import Refusal
from addon.nodes.sessions import ADMIN_FRESH_S, Caller
from addon.web.answers import install_answers
from addon.web.guards import Declaration, Token, caller, declaration_of, install_guards, takes

NOW = 1_795_000_000_000
OLD = NOW - ADMIN_FRESH_S * 1000 - 1


def served(person: Caller | None, asked: list[Declaration] | None = None, **declared: Any) -> flask.Flask:
    """One view behind the guard, for whoever the verifier says."""
    app = flask.Flask("guarded")
    install_answers(app)

    def verify(declaration: Declaration) -> Caller | None:
        if asked is not None:
            asked.append(declaration)
        return person

    install_guards(app, {Token.CONSOLE: verify}, lambda: NOW)

    @app.get("/view")
    @takes(declared.pop("token", Token.CONSOLE), **declared)
    def view() -> str:
        return caller().user_id if flask.g.get("caller") else "nobody"

    return app


def ask(app: flask.Flask) -> tuple[int, str]:
    answer = app.test_client().get("/view")
    return answer.status_code, (answer.get_json() or {}).get("reason", "") if answer.is_json else answer.text


def ann(**changes: Any) -> Caller:
    values: dict[str, Any] = {"admin_checked_at": NOW, "entity_id": "10001", **changes}
    return Caller(7, "jira", "ann", "Ann", **values)


def test_a_view_that_declares_nothing_is_not_served() -> None:
    app = flask.Flask("bare")
    install_answers(app)
    install_guards(app, {}, lambda: NOW)
    ran = []
    app.add_url_rule("/view", "view", lambda: ran.append(1) or "ran")
    assert ask(app) == (500, "route_undeclared")
    assert ran == []


def test_an_open_view_asks_nobody() -> None:
    asked: list[Declaration] = []
    assert ask(served(ann(), asked, token=Token.OPEN)) == (200, "nobody")
    assert asked == []


def test_the_verifier_of_the_declared_token_is_asked_with_the_declaration() -> None:
    asked: list[Declaration] = []
    assert ask(served(ann(), asked, admin=True, changes=True)) == (200, "ann")
    assert asked == [Declaration(Token.CONSOLE, admin=True, changes=True)]


def test_a_refusing_verifier_keeps_the_view_from_running() -> None:
    app = served(ann())

    def refuse(_: Declaration) -> Caller:
        raise Refusal("no_token", "No token.", status=401)

    refusing = flask.Flask("refusing")
    install_answers(refusing)
    install_guards(refusing, {Token.CONSOLE: refuse}, lambda: NOW)
    refusing.add_url_rule("/view", "view", app.view_functions["view"])
    assert ask(refusing) == (401, "no_token")


@pytest.mark.parametrize("person", [None, ann(admin_checked_at=None)])
def test_an_administrators_view_is_for_administrators(person: Caller | None) -> None:
    assert ask(served(person, admin=True)) == (403, "not_admin")


@pytest.mark.parametrize(
    ("checked", "changes", "answer"),
    [(NOW, True, 200), (OLD + 1, True, 200), (OLD, True, 401), (OLD, False, 200)],
)
def test_a_change_wants_an_administrator_confirmed_within_five_minutes(
    checked: int, changes: bool, answer: int
) -> None:
    assert ask(served(ann(admin_checked_at=checked), admin=True, changes=changes))[0] == answer


@pytest.mark.parametrize("person", [None, ann(entity_id=None)])
def test_a_panel_wants_the_entity_in_the_token(person: Caller | None) -> None:
    assert ask(served(person, entity=True)) == (403, "no_entity")
    assert ask(served(ann(), entity=True)) == (200, "ann")


def test_what_is_not_there_is_not_found_without_a_question() -> None:
    asked: list[Declaration] = []
    app = served(ann(), asked)
    assert app.test_client().get("/nothing").status_code == 404
    assert app.test_client().post("/view").status_code == 405
    assert asked == []


def test_a_declaration_stays_with_its_view() -> None:
    @takes(Token.OPERATOR)
    def view() -> str:
        return ""

    assert declaration_of(view) == Declaration(Token.OPERATOR)
    assert declaration_of(lambda: "") is None
